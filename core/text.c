/*
 * Text from outside.  Nearly all of it is plain ASCII and clean, so every
 * function first runs over such bytes, eight at a time where it counts, and
 * looks at characters only from the first other byte on.
 */
#include <string.h>

#include "core/text.h"
#include "core/utf8.h"

/* C0, DEL and C1. */
static bool
is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

/* What turns the direction of text round (Unicode, Bidi_Control). */
static bool
is_bidi_control(uint32_t c)
{
	return c == 0x61c || c == 0x200e || c == 0x200f ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static size_t
ascii_run(const char *s, size_t n)
{
	size_t i = 0;
	for (; n - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
		uint64_t eight;
		memcpy(&eight, s + i, sizeof(eight));
		if ((eight & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	while (i < n && (s[i] & 0x80) == 0)
		i++;
	return i;
}

/* Length of the printable ASCII at s. */
static size_t
clean_run(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && s[i] >= 0x20 && s[i] < 0x7f)
		i++;
	return i;
}

bool
text_is_utf8(const char *s, size_t n)
{
	size_t i = 0;
	while ((i += ascii_run(s + i, n - i)) < n) {
		uint32_t c;
		i += utf8_next(s + i, n - i, &c);
		if (c == UTF8_INVALID)
			return false;
	}
	return true;
}

size_t
text_trim(const char **s, size_t n)
{
	static const char nbsp[] = { '\xc2', '\xa0' };
	const char *p = *s;
	for (;;) {
		if (n > 0 && text_is_blank(p[0])) {
			p++;
			n--;
		} else if (n > 1 && memcmp(p, nbsp, 2) == 0) {
			p += 2;
			n -= 2;
		} else if (n > 0 && text_is_blank(p[n - 1])) {
			n--;
		} else if (n > 1 && memcmp(p + n - 2, nbsp, 2) == 0) {
			n -= 2;
		} else {
			*s = p;
			return n;
		}
	}
}

void
text_lower(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s + ('a' - 'A'));
}

/*
 * Clean into out, or only measure when out is NULL.  Returns the bytes that
 * the result takes.
 */
static size_t
clean_pass(const char *s, size_t n, size_t max, char *out, bool *cut)
{
	size_t length = 0, i = 0;
	*cut = false;
	while (i < n) {
		uint32_t c;
		size_t used = utf8_next(s + i, n - i, &c);
		const char *piece = s + i;
		size_t size = used;
		if (c == UTF8_INVALID) {
			piece = "\xef\xbf\xbd"; /* U+FFFD */
			size = 3;
		} else if (is_control(c)) {
			piece = " ";
			size = 1;
		}
		if (size > max - length) {
			*cut = true;
			break;
		}
		if (out != NULL)
			memcpy(out + length, piece, size);
		length += size;
		i += used;
	}
	return length;
}

char *
text_clean(struct arena *a, const char *s, size_t n, size_t max, bool *ret_cut)
{
	bool cut = n > max;
	char *copy;
	size_t clean = clean_run(s, cut ? max : n);
	if (clean == n || clean == max) {
		copy = arena_memdup(a, s, clean);
	} else {
		size_t length = clean_pass(s, n, max, NULL, &cut);
		copy = arena_alloc(a, length + 1);
		if (copy != NULL)
			clean_pass(s, n, max, copy, &cut);
	}
	if (copy != NULL && ret_cut != NULL)
		*ret_cut = cut;
	return copy;
}

void
text_to_terminal(struct buf *out, const char *s)
{
	size_t n = strlen(s);
	while (n > 0) {
		size_t used = clean_run(s, n);
		if (used > 0) {
			buf_add(out, s, used);
		} else {
			uint32_t c;
			used = utf8_next(s, n, &c);
			if (c == UTF8_INVALID) {
				used = 1;
				buf_addch(out, '?');
			} else if (is_control(c) || is_bidi_control(c)) {
				buf_addch(out, '?');
			} else {
				buf_add(out, s, used);
			}
		}
		s += used;
		n -= used;
	}
}

/* East Asian Wide and Fullwidth (Unicode, UAX 11), in blocks. */
static bool
is_wide(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} wide[] = {
		{ 0x1100, 0x115f },
		{ 0x2e80, 0x303e },
		{ 0x3041, 0x4dbf },
		{ 0x4e00, 0xa4cf },
		{ 0xa960, 0xa97c },
		{ 0xac00, 0xd7a3 },
		{ 0xf900, 0xfaff },
		{ 0xfe30, 0xfe6f },
		{ 0xff01, 0xff60 },
		{ 0xffe0, 0xffe6 },
		{ 0x1f300, 0x1f64f },
		{ 0x1f680, 0x1f6ff },
		{ 0x1f900, 0x1f9ff },
		{ 0x20000, 0x2fffd },
		{ 0x30000, 0x3fffd },
	};
	if (c < wide[0].first)
		return false;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (c >= wide[i].first && c <= wide[i].last)
			return true;
	return false;
}

size_t
text_width(const char *s)
{
	size_t n = strlen(s), width = 0;
	while (n > 0) {
		uint32_t c;
		size_t used = utf8_next(s, n, &c);
		if (c == UTF8_INVALID) /* shown as one '?' per byte */
			used = 1;
		width += c != UTF8_INVALID && is_wide(c) ? 2 : 1;
		s += used;
		n -= used;
	}
	return width;
}

bool
text_number(const char *s, int64_t max, int64_t *ret)
{
	if (*s == '+')
		s++;
	if (*s < '0' || *s > '9')
		return false;

	int64_t number = 0;
	for (; *s >= '0' && *s <= '9'; s++) {
		int digit = *s - '0';
		if (number > (max - digit) / 10 || max < digit)
			return false;
		number = number * 10 + digit;
	}
	if (*s == '.')
		s += 1 + strspn(s + 1, "0");
	if (*s != '\0')
		return false;
	*ret = number;
	return true;
}
