/*
 * A growing row of bytes.  cap counts the memory with its place for the NUL;
 * cap 0 means that data is the shared empty string and nothing is owned.  A
 * piece that does not fit below the ceiling is left out as a whole.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/buf.h"

enum { CAP_MIN = 256 };

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){ .data = (char *)"", .max = max };
}

/* Memory for n more bytes and the NUL; false when the ceiling forbids. */
static bool
grow(struct buf *b, size_t n)
{
	if (n > b->max - b->len) {
		b->overflow = true;
		return false;
	}
	size_t need = b->len + n + 1;
	size_t cap = b->cap < CAP_MIN / 2 ? CAP_MIN : 2 * b->cap;
	if (cap > b->max && b->max < SIZE_MAX)
		cap = b->max + 1;
	if (cap < need)
		cap = need;
	b->data = xrealloc(b->cap == 0 ? NULL : b->data, cap);
	b->cap = cap;
	return true;
}

/*
 * Room for n more bytes and the NUL.  Most pieces are small and find it, since
 * the memory never exceeds the ceiling: that much is done in place.
 */
static inline bool
reserve(struct buf *b, size_t n)
{
	return !b->overflow && (n < b->cap - b->len || grow(b, n));
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0 || !reserve(b, n))
		return;
	memcpy(b->data + b->len, p, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
buf_addstr(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_addch(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

/* Into the room that is there; a text that is longer is made again. */
void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args, again;

	if (!reserve(b, 0))
		return;
	size_t room = b->cap - b->len;
	va_start(args, fmt);
	va_copy(again, args);
	int length = vsnprintf(b->data + b->len, room, fmt, args);
	va_end(args);

	if (length < 0)
		b->overflow = true;
	else if ((size_t)length >= room && reserve(b, (size_t)length))
		vsnprintf(b->data + b->len, (size_t)length + 1, fmt, again);
	if (!b->overflow)
		b->len += (size_t)length;
	b->data[b->len] = '\0';
	va_end(again);
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	b->overflow = false;
	if (b->cap > 0)
		b->data[0] = '\0';
}

void
buf_free(struct buf *b)
{
	if (b->cap > 0)
		free(b->data);
	buf_init(b, b->max);
}
