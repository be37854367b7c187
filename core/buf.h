/*
 * A growing row of bytes with a ceiling.  Overflow is sticky and asked once,
 * at the end: after it, additions do nothing and `overflow` stays set.  data
 * always ends in a NUL that len does not count (data is "" when empty).
 */
#ifndef CORE_BUF_H
#define CORE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"

struct buf {
	char *data; /* owned */
	size_t len;
	size_t cap;
	size_t max; /* ceiling for len */
	bool overflow;
};

void buf_init(struct buf *b, size_t max);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_addstr(struct buf *b, const char *s);
void buf_addch(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Empty it and clear overflow; the memory stays for the next use. */
void buf_reset(struct buf *b);
void buf_free(struct buf *b);

#endif
