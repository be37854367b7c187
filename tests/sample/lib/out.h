/*
 * A growing buffer of bytes for the test generators.  Out of memory ends the
 * program.
 */
#ifndef TESTS_SAMPLE_LIB_OUT_H
#define TESTS_SAMPLE_LIB_OUT_H

#include <stddef.h>

struct out {
	char *p;
	size_t n, room;
};

void out_free(struct out *o);
/* Empty it, keep its memory. */
void out_clear(struct out *o);
void out_bytes(struct out *o, const void *p, size_t n);
void out_text(struct out *o, const char *s);
void out_printf(struct out *o, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Text of an element: & < > escaped. */
void out_xml(struct out *o, const char *s);
/* Base64 in lines of 76 characters, each ended by \n. */
void out_base64(struct out *o, const void *p, size_t n);
/* Make room for n more bytes and return where they go; then add to o->n. */
char *out_room(struct out *o, size_t n);

#endif
