/*
 * UTF-16 as one byte a character, for who looks at ASCII alone: a unit beyond
 * Latin-1 is an 'x'.  Pieces may end in the middle of a unit.
 */
#ifndef INGEST_UTF16_NARROW_H
#define INGEST_UTF16_NARROW_H

#include <stdbool.h>
#include <stddef.h>

struct utf16_narrow {
	bool big;    /* UTF-16BE */
	int carried; /* first byte of a unit that was cut, or -1 */
};

/*
 * Narrow n bytes at p until out has `room` characters: returns how many it
 * got, and in *ret_used how many bytes were taken.
 */
size_t utf16_narrow(struct utf16_narrow *u, const void *p, size_t n, char *out,
    size_t room, size_t *ret_used);

#endif
