/* Byte by byte: the first of a unit waits for its second. */
#include "ingest/utf16_narrow.h"

static char
narrowed(unsigned high, unsigned low)
{
	return (char)(high != 0 ? 'x' : low);
}

size_t
utf16_narrow(struct utf16_narrow *u, const void *p, size_t n, char *out,
    size_t room, size_t *ret_used)
{
	const unsigned char *b = p;
	size_t used = 0, m = 0;

	while (used < n && m < room) {
		unsigned first, second;

		if (u->carried < 0) {
			u->carried = b[used++];
			continue;
		}
		first = (unsigned)u->carried;
		second = b[used++];
		u->carried = -1;
		if (u->big)
			out[m++] = narrowed(first, second);
		else
			out[m++] = narrowed(second, first);
	}
	*ret_used = used;
	return m;
}
