/* utf8.h and text_is_utf8(): what is a character and what is none. */
#include "tests/unit/core/check.h"

#include "core/core.h"
#include "core/utf8.h"

/* The plain definition (RFC 3629) that text_is_utf8() must agree with. */
static size_t
encode(uint32_t c, char out[4])
{
	unsigned char *o = (unsigned char *)out;
	if (c < 0x80) {
		o[0] = (unsigned char)c;
		return 1;
	}
	size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		o[i] = (unsigned char)(0x80 | (c & 0x3f));
	o[0] = (unsigned char)(lead[n] | c);
	return n;
}

static void
every_character_is_utf8_and_no_surrogate(void **state)
{
	(void)state;
	char s[4];
	for (uint32_t c = 0; c < 0x200000; c++) {
		size_t n = encode(c, s);
		bool want = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
		assert_int_equal(text_is_utf8(s, n), want);
		if (!want)
			continue;
		uint32_t back;
		assert_int_equal(utf8_next(s, n, &back), n);
		assert_int_equal(back, c);
		assert_int_equal(utf8_cut(s, n), n);
		for (size_t cut = 1; cut < n; cut++) {
			assert_false(text_is_utf8(s, cut));
			assert_int_equal(utf8_cut(s, cut), 0);
		}
	}
}

static void
every_pair_of_bytes(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 0x10000; i++) {
		char s[2] = { (char)(i >> 8), (char)i };
		unsigned a = i >> 8, b = i & 0xff;
		bool want = (a < 0x80 && b < 0x80) ||
		            (a >= 0xc2 && a <= 0xdf && b >= 0x80 && b <= 0xbf);
		assert_int_equal(text_is_utf8(s, 2), want);
	}
}

static void
utf8_is_found_at_any_place(void **state)
{
	(void)state;
	char s[40];
	for (size_t at = 0; at < sizeof(s) - 2; at++) {
		memset(s, 'a', sizeof(s));
		assert_true(text_is_utf8(s, sizeof(s)));
		s[at] = '\xc3';
		assert_false(text_is_utf8(s, sizeof(s)));
		s[at + 1] = '\xa9';
		assert_true(text_is_utf8(s, sizeof(s)));
		s[at] = 'a';
		assert_false(text_is_utf8(s, sizeof(s)));
	}
	assert_true(text_is_utf8("", 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_is_utf8_and_no_surrogate),
		cmocka_unit_test(every_pair_of_bytes),
		cmocka_unit_test(utf8_is_found_at_any_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
