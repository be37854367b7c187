/*
 * UTF-8.  The first byte fixes the length and the range of the second byte;
 * that range alone keeps out overlong forms, surrogates and what lies above
 * U+10FFFF (RFC 3629, section 4).  All further bytes are 80 to BF.
 */
#include "core/utf8.h"

struct lead {
	unsigned char last;      /* the highest first byte of this row */
	unsigned char length;    /* bytes in all; 0: no first byte */
	unsigned char low, high; /* range of the second byte */
};

static const struct lead leads[] = {
	{ 0x7f, 1, 0, 0 },
	{ 0xc1, 0, 0, 0 },
	{ 0xdf, 2, 0x80, 0xbf },
	{ 0xe0, 3, 0xa0, 0xbf },
	{ 0xec, 3, 0x80, 0xbf },
	{ 0xed, 3, 0x80, 0x9f },
	{ 0xef, 3, 0x80, 0xbf },
	{ 0xf0, 4, 0x90, 0xbf },
	{ 0xf3, 4, 0x80, 0xbf },
	{ 0xf4, 4, 0x80, 0x8f },
	{ 0xff, 0, 0, 0 },
};

size_t
utf8_next(const char *s, size_t n, uint32_t *ret)
{
	const unsigned char *b = (const unsigned char *)s;
	const struct lead *lead = leads;
	while (b[0] > lead->last)
		lead++;

	*ret = UTF8_INVALID;
	if (lead->length == 0)
		return 1;
	if (lead->length == 1) {
		*ret = b[0];
		return 1;
	}

	uint32_t c = b[0] & (0x7fU >> lead->length);
	unsigned char low = lead->low, high = lead->high;
	for (size_t i = 1; i < lead->length; i++) {
		if (i == n || b[i] < low || b[i] > high)
			return i;
		c = c << 6 | (b[i] & 0x3fU);
		low = 0x80;
		high = 0xbf;
	}
	*ret = c;
	return lead->length;
}

size_t
utf8_cut(const char *s, size_t n)
{
	size_t start = n;
	while (start > 0 && n - start < 4) {
		unsigned char b = (unsigned char)s[--start];
		if ((b & 0xc0) == 0x80)
			continue;
		size_t length = b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
		return length > n - start ? start : n;
	}
	return n;
}
