/*
 * The first byte of a character says how many follow and what the first of
 * them may be, which leaves out overlong forms, surrogates and what is beyond
 * U+10FFFF (Unicode, table 3-7).
 */
#include "ingest/utf8_scan.h"

void
utf8_scan_init(struct utf8_scan *s)
{
	*s = (struct utf8_scan){ 0 };
}

static void
first_byte(struct utf8_scan *s, unsigned char c)
{
	s->low = 0x80;
	s->high = 0xbf;
	if (c >= 0xc2 && c <= 0xdf)
		s->need = 1;
	else if (c >= 0xe0 && c <= 0xef)
		s->need = 2;
	else if (c >= 0xf0 && c <= 0xf4)
		s->need = 3;
	else
		s->invalid = true;
	switch (c) {
	case 0xe0: s->low = 0xa0; break;
	case 0xed: s->high = 0x9f; break;
	case 0xf0: s->low = 0x90; break;
	case 0xf4: s->high = 0x8f; break;
	default: break;
	}
}

void
utf8_scan(struct utf8_scan *s, const void *data, size_t n)
{
	const unsigned char *p = data;

	for (size_t i = 0; i < n && !s->invalid; i++) {
		if (s->need == 0) {
			if (p[i] >= 0x80)
				first_byte(s, p[i]);
			continue;
		}
		if (p[i] < s->low || p[i] > s->high)
			s->invalid = true;
		s->need--;
		s->low = 0x80;
		s->high = 0xbf;
	}
}

bool
utf8_scan_valid(const struct utf8_scan *s)
{
	return !s->invalid && s->need == 0;
}
