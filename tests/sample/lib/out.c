/* One block, doubled when it is full. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sample/lib/out.h"

void
out_free(struct out *o)
{
	free(o->p);
	*o = (struct out){ 0 };
}

void
out_clear(struct out *o)
{
	o->n = 0;
}

char *
out_room(struct out *o, size_t n)
{
	if (o->room - o->n < n) {
		size_t room = o->room > 0 ? o->room : 4096;

		while (room - o->n < n)
			room *= 2;
		o->p = realloc(o->p, room);
		if (o->p == NULL)
			abort();
		o->room = room;
	}
	return o->p + o->n;
}

void
out_bytes(struct out *o, const void *p, size_t n)
{
	if (n > 0)
		memcpy(out_room(o, n), p, n);
	o->n += n;
}

void
out_text(struct out *o, const char *s)
{
	out_bytes(o, s, strlen(s));
}

void
out_printf(struct out *o, const char *format, ...)
{
	size_t room = 256;
	va_list args;
	int n;

	for (;;) {
		va_start(args, format);
		n = vsnprintf(out_room(o, room), room, format, args);
		va_end(args);
		if (n < 0)
			abort();
		if ((size_t)n < room)
			break;
		room = (size_t)n + 1;
	}
	o->n += (size_t)n;
}

void
out_xml(struct out *o, const char *s)
{
	for (; *s != '\0'; s++) {
		switch (*s) {
		case '&': out_text(o, "&amp;"); break;
		case '<': out_text(o, "&lt;"); break;
		case '>': out_text(o, "&gt;"); break;
		default: out_bytes(o, s, 1);
		}
	}
}

void
out_base64(struct out *o, const void *p, size_t n)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789+/";
	const unsigned char *in = p;
	char *to = out_room(o, (n + 2) / 3 * 4 + n / 57 + 2), *start = to;
	size_t i = 0;

	while (i < n) {
		unsigned long v = (unsigned long)in[i] << 16;
		size_t left = n - i;

		v |= left > 1 ? (unsigned long)in[i + 1] << 8 : 0;
		v |= left > 2 ? (unsigned long)in[i + 2] : 0;
		*to++ = digits[v >> 18];
		*to++ = digits[v >> 12 & 63];
		*to++ = left > 1 ? digits[v >> 6 & 63] : '=';
		*to++ = left > 2 ? digits[v & 63] : '=';
		i += 3;
		if (i % 57 == 0 && i < n)
			*to++ = '\n';
	}
	*to++ = '\n';
	o->n += (size_t)(to - start);
}
