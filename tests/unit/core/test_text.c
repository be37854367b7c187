/* text.h: hostile text made clean, and its width and numbers. */
#include "tests/unit/core/check.h"

#include <stdio.h>

#include "core/core.h"

static void
blanks_are_trimmed_at_both_ends(void **state)
{
	(void)state;
	static const struct {
		const char *what, *text, *want;
	} cases[] = {
		{ "none", "a b", "a b" },
		{ "space, TAB, CR, LF", " \t\r\na b\n\r\t ", "a b" },
		{ "no-break space", "\xc2\xa0 a\xc2\xa0\xc2\xa0", "a" },
		{ "another C2 stays",
		    "\xc2\xa9"
		    "a\xc2\xa9",
		    "\xc2\xa9"
		    "a\xc2\xa9" },
		{ "another A0 stays", "a\xc3\xa0", "a\xc3\xa0" },
		{ "a bare A0 stays", "\xa0", "\xa0" },
		{ "vertical tab stays", "\va", "\va" },
		{ "blanks alone", " \t\xc2\xa0\n", "" },
		{ "nothing", "", "" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *s = cases[i].text;
		size_t n = text_trim(&s, strlen(s));
		char got[32];
		snprintf(got, sizeof(got), "%.*s", (int)n, s);
		check_text(cases[i].what, got, cases[i].want);
	}
}

static void
only_ascii_goes_to_lower_case(void **state)
{
	(void)state;
	char s[] = "AbZ[@`{ \xc3\x84 \xc4\xb0";
	text_lower(s);
	check_text("lower", s, "abz[@`{ \xc3\x84 \xc4\xb0");
}

static void
text_for_the_store_is_clean(void **state)
{
	(void)state;
#define S(text) text, sizeof(text) - 1
	static const struct {
		const char *what, *text;
		size_t n, max;
		const char *want;
		bool cut;
	} cases[] = {
		{ "plain", S("Example Ltd"), 100, "Example Ltd", false },
		{ "empty", S(""), 100, "", false },
		{ "umlaut", S("M\xc3\xbcller"), 100, "M\xc3\xbcller", false },
		{ "C0", S("a\tb\nc\x1b[2J"), 100, "a b c [2J", false },
		{ "NUL", S("a\0b"), 100, "a b", false },
		{ "DEL",
		    S("a\x7f"
		      "b"),
		    100, "a b", false },
		{ "C1",
		    S("a\xc2\x9b"
		      "b\xc2\x80"),
		    100, "a b ", false },
		{ "the last of C1", S("a\xc2\x9f"), 100, "a ", false },
		{ "after C1",
		    S("a\xc2\xa0"
		      "b"),
		    100,
		    "a\xc2\xa0"
		    "b",
		    false },
		{ "bad byte",
		    S("a\xff"
		      "b"),
		    100,
		    "a\xef\xbf\xbd"
		    "b",
		    false },
		{ "Latin-1", S("caf\xe9"), 100, "caf\xef\xbf\xbd", false },
		{ "half a character is one",
		    S("a\xf0\x9f\x98"
		      "b"),
		    100,
		    "a\xef\xbf\xbd"
		    "b",
		    false },
		{ "a surrogate is three", S("\xed\xa0\x80"), 100,
		    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", false },
		{ "overlong is two", S("\xc0\xaf"), 100,
		    "\xef\xbf\xbd\xef\xbf\xbd", false },
		{ "as long as allowed", S("abcde"), 5, "abcde", false },
		{ "one too long", S("abcdef"), 5, "abcde", true },
		{ "cut at a character", S("abcd\xc3\xa9"), 5, "abcd", true },
		{ "fits with a character", S("abc\xc3\xa9"), 5, "abc\xc3\xa9",
		    false },
		{ "ASCII, then a character past the end", S("abcde\xc3\xa9"), 5,
		    "abcde", true },
		{ "longer before cleaning than after", S("abc\xc2\x80\xc2\x80"),
		    5, "abc  ", false },
		{ "longer after cleaning than before", S("abc\xff\xff"), 6,
		    "abc\xef\xbf\xbd", true },
		{ "no room at all", S("a"), 0, "", true },
		{ "bidi stays for the store",
		    S("a\xe2\x80\xae"
		      "b"),
		    100,
		    "a\xe2\x80\xae"
		    "b",
		    false },
	};
#undef S
	struct arena a;
	arena_init(&a, 1 * MIB);
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool cut = !cases[i].cut;
		char *got = text_clean(&a, cases[i].text, cases[i].n,
		    cases[i].max, &cut);
		check_text(cases[i].what, got, cases[i].want);
		check_int(cases[i].what, cut, cases[i].cut);
		got = text_clean(&a, cases[i].text, cases[i].n, cases[i].max,
		    NULL);
		check_text(cases[i].what, got, cases[i].want);
	}
	arena_release(&a);
}

static void
any_bytes_become_clean_and_stay_so(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 1 * MIB);
	uint32_t seed = 1;
	for (int round = 0; round < 20000; round++) {
		char bytes[24];
		for (size_t i = 0; i < sizeof(bytes); i++) {
			seed = seed * 1664525 + 1013904223;
			bytes[i] = (char)(seed >> 24);
		}
		size_t max = seed % 40;
		char *s = text_clean(&a, bytes, sizeof(bytes), max, NULL);
		assert_true(strlen(s) <= max);
		assert_true(text_is_utf8(s, strlen(s)));
		bool cut;
		check_text("twice", text_clean(&a, s, strlen(s), max, &cut), s);
		assert_false(cut);
		arena_reset(&a);
	}
	arena_release(&a);
}

static void
a_full_arena_gives_no_text(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 16);
	bool cut = true;
	assert_null(text_clean(&a, "0123456789abcdef", 16, 100, &cut));
	assert_true(a.full);
	arena_reset(&a);
	assert_null(text_clean(&a, "0123456789abcde\n", 16, 100, &cut));
	assert_true(a.full);
	arena_release(&a);
}

static void
a_terminal_gets_nothing_that_steers_it(void **state)
{
	(void)state;
	static const struct {
		const char *what, *text, *want;
		size_t width;
	} cases[] = {
		{ "plain", "Example Ltd", "Example Ltd", 11 },
		{ "empty", "", "", 0 },
		{ "escape sequence", "\x1b[31mred", "?[31mred", 8 },
		{ "line ends and tabs", "a\r\nb\tc", "a??b?c", 6 },
		{ "C1 CSI",
		    "a\xc2\x9b"
		    "31m",
		    "a?31m", 5 },
		{ "right-to-left override",
		    "a\xe2\x80\xae"
		    "b",
		    "a?b", 3 },
		{ "isolates", "\xe2\x81\xa6x\xe2\x81\xa9", "?x?", 3 },
		{ "left-to-right mark", "\xe2\x80\x8ex", "?x", 2 },
		{ "Arabic letter mark", "\xd8\x9cx", "?x", 2 },
		{ "bad bytes one by one",
		    "a\xff\xfe"
		    "b",
		    "a??b", 4 },
		{ "half a character", "\xe2\x80", "??", 2 },
		{ "umlaut", "M\xc3\xbcller", "M\xc3\xbcller", 6 },
		{ "Chinese is wide", "\xe4\xbe\x8b\xe5\xad\x90",
		    "\xe4\xbe\x8b\xe5\xad\x90", 4 },
		{ "Hangul is wide", "\xed\x95\x9c", "\xed\x95\x9c", 2 },
		{ "fullwidth A", "\xef\xbc\xa1", "\xef\xbc\xa1", 2 },
		{ "halfwidth katakana", "\xef\xbd\xb1", "\xef\xbd\xb1", 1 },
		{ "a face", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", 2 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b;
		buf_init(&b, 100);
		text_to_terminal(&b, cases[i].text);
		check_text(cases[i].what, b.data, cases[i].want);
		check_int(cases[i].what, text_width(cases[i].text),
		    cases[i].width);
		check_int(cases[i].what, text_width(b.data), cases[i].width);
		buf_free(&b);
	}
}

static void
numbers_are_read_strictly(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t max, want; /* -1: none */
	} cases[] = {
		{ "0", 100, 0 },
		{ "42", 100, 42 },
		{ "+42", 100, 42 },
		{ "0042", 100, 42 },
		{ "100", 100, 100 },
		{ "101", 100, -1 },
		{ "1000000", 100, -1 },
		{ "7", 5, -1 },
		{ "0", 0, 0 },
		{ "1", 0, -1 },
		{ "1763596800.0", INT64_MAX, 1763596800 },
		{ "42.000", 100, 42 },
		{ "42.", 100, 42 },
		{ "42.5", 100, -1 },
		{ "42.05", 100, -1 },
		{ "42.0.0", 100, -1 },
		{ "9223372036854775807", INT64_MAX, INT64_MAX },
		{ "9223372036854775808", INT64_MAX, -1 },
		{ "99999999999999999999999999", INT64_MAX, -1 },
		{ "2147483647", RECORD_COUNT_MAX, 2147483647 },
		{ "4294967296", RECORD_COUNT_MAX, -1 },
		{ "-1", 100, -1 },
		{ "++1", 100, -1 },
		{ "+", 100, -1 },
		{ ".5", 100, -1 },
		{ "1 000", 10000, -1 },
		{ "1,000", 10000, -1 },
		{ " 1", 100, -1 },
		{ "1 ", 100, -1 },
		{ "0x10", 100, -1 },
		{ "1e3", 10000, -1 },
		{ "ten", 100, -1 },
		{ "", 100, -1 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t got = -2;
		bool good = text_number(cases[i].text, cases[i].max, &got);
		check_int(cases[i].text, good, cases[i].want >= 0);
		check_int(cases[i].text, got, good ? cases[i].want : -2);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blanks_are_trimmed_at_both_ends),
		cmocka_unit_test(only_ascii_goes_to_lower_case),
		cmocka_unit_test(text_for_the_store_is_clean),
		cmocka_unit_test(any_bytes_become_clean_and_stay_so),
		cmocka_unit_test(a_full_arena_gives_no_text),
		cmocka_unit_test(a_terminal_gets_nothing_that_steers_it),
		cmocka_unit_test(numbers_are_read_strictly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
