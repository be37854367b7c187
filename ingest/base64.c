/*
 * A table turns a character into its six bits or NO; four of them make three
 * bytes.  Blanks and strange characters are stepped over, as mail gateways
 * put them in.
 */
#include <stdint.h>

#include "ingest/base64.h"

enum { NO = 64, END = 65 };

static unsigned
value_of(unsigned char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26u;
	if (c >= '0' && c <= '9')
		return c - '0' + 52u;
	if (c == '+' || c == '-')
		return 62;
	if (c == '/' || c == '_')
		return 63;
	return c == '=' ? END : NO;
}

size_t
base64_head(const char *p, size_t n, unsigned char *out, size_t max)
{
	size_t got = 0;
	uint32_t bits = 0;
	unsigned have = 0;

	while (n > 0 && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')) {
		p++;
		n--;
	}
	for (; n > 0 && got < max; p++, n--) {
		unsigned v = value_of((unsigned char)*p);

		if (*p == '\r' || *p == '\n')
			continue;
		if (v >= NO)
			return v == END ? got : 0;
		bits = bits << 6 | v;
		have += 6;
		if (have >= 8) {
			have -= 8;
			out[got++] = (unsigned char)(bits >> have);
		}
	}
	return got;
}

void
base64_decode(const char *p, size_t n, struct buf *out)
{
	unsigned char piece[3072];
	size_t got = 0;
	uint32_t bits = 0;
	unsigned have = 0;

	for (; n > 0; p++, n--) {
		unsigned v = value_of((unsigned char)*p);

		if (v == END)
			break;
		if (v == NO)
			continue;
		bits = bits << 6 | v;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		piece[got++] = (unsigned char)(bits >> have);
		if (got == sizeof(piece)) {
			buf_add(out, piece, got);
			got = 0;
		}
	}
	buf_add(out, piece, got);
}
