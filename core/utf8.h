/* UTF-8 one character at a time (RFC 3629).  Private to core/. */
#ifndef CORE_UTF8_H
#define CORE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* No code point: what utf8_next() reads from bytes that are no character. */
#define UTF8_INVALID UINT32_MAX

/*
 * Read the character at s, which has n > 0 bytes left.  Returns the bytes it
 * takes, and for invalid bytes (*ret is UTF8_INVALID) the length of what
 * Unicode calls a maximal subpart: the piece that one U+FFFD replaces.
 */
size_t utf8_next(const char *s, size_t n, uint32_t *ret);

/* The most bytes of s, up to n, that do not end inside a character. */
size_t utf8_cut(const char *s, size_t n);

#endif
