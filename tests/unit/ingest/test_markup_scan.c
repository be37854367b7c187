/* Brackets, quotes and the end of the root element. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/core.h"
#include "ingest/markup_scan.h"

static const struct {
	const char *sentence, *xml;
	int end; /* bytes up to the end of the root; -1: it is not closed */
	bool fault;
} cases[] = {
	{ "the root closes", "<a><b/>x</a> junk", 12, false },
	{ "an empty root closes at once", "<a/>b", 4, false },
	{ "an open root does not", "<a><b></b>", -1, false },
	{ "the declaration is no element", "<?xml version='1'?><a></a>z", 26,
	    false },
	{ "a bracket in quotes is text", "<a b='>' c=\"</a>\"></a>!", 22,
	    false },
	{ "a quote in the other quotes is text", "<a b='\"'></a>!", 13, false },
	{ "quotes in text are text", "<a>it's \"</a>!", 13, false },
	{ "a comment hides tags", "<a><!-- </a> --></a>!", 20, false },
	{ "a comment before the root", "<!-- <a/> --><a/>!", 17, false },
	{ "CDATA hides tags", "<a><![CDATA[</a>]]></a>!", 23, false },
	{ "CDATA with brackets at its end", "<a><![CDATA[]]]></a>!", 20,
	    false },
	{ "an instruction hides tags", "<a><?p </a> ?></a>!", 18, false },
	{ "an end tag with blanks", "<a></a\n >!", 9, false },
	{ "33 attributes are too many",
	    "<a b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' "
	    "b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' "
	    "b='' b='' b='' b='' b='' b='' b='' b=''>",
	    -1, true },
	{ "32 are not",
	    "<a b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' "
	    "b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' b='' "
	    "b='' b='' b='' b='' b='' b='' b=''>",
	    -1, false },
};

/* Scan in pieces of a size; returns bytes that may be fed, or -1. */
static int
run(struct markup_scan *s, const char *p, size_t n, size_t piece)
{
	size_t fed = 0;

	while (fed < n) {
		size_t take = n - fed < piece ? n - fed : piece;
		size_t got = markup_scan(s, p + fed, take);

		fed += got;
		if (s->fault != NULL)
			return -1;
		if (s->root_closed)
			return (int)fed;
		assert_int_equal(got, take);
	}
	return -1;
}

static void
table(void **state)
{
	static const size_t pieces[] = { 1000, 1, 2, 7 };
	struct limits limits = limits_default();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		for (size_t k = 0; k < 4; k++) {
			struct markup_scan s;
			const char *x = cases[i].xml;

			print_message("%s, %zu at a time\n", cases[i].sentence,
			    pieces[k]);
			markup_scan_init(&s, &limits, 0);
			assert_int_equal(run(&s, x, strlen(x), pieces[k]),
			    cases[i].end);
			assert_int_equal(s.fault != NULL, cases[i].fault);
		}
	}
}

/* The same in both kinds of UTF-16 gives twice the bytes. */
static void
wide(void **state)
{
	struct limits limits = limits_default();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *x = cases[i].xml;
		size_t n = strlen(x);
		char *w = calloc(n, 2);

		for (int big = 0; big < 2; big++) {
			memset(w, 0, 2 * n);
			for (size_t k = 0; k < n; k++)
				w[2 * k + (size_t)big] = x[k];
			for (size_t piece = 1; piece < 6; piece++) {
				struct markup_scan s;
				int want = cases[i].end;

				markup_scan_init(&s, &limits, 1 + big);
				assert_int_equal(run(&s, w, 2 * n, piece),
				    want < 0 ? want : 2 * want);
			}
		}
		free(w);
	}
}

static void
long_markup(void **state)
{
	static const char *const opens[] = { "<a ", "<a b='", "<!--", "<?p ",
		"<![CDATA[", "</a ", "<!DOCTYPE " };
	struct limits limits = limits_default();
	size_t n = 2 * limits.xml_markup_bytes;
	char *p = malloc(n);

	(void)state;
	for (size_t i = 0; i < sizeof(opens) / sizeof(*opens); i++) {
		struct markup_scan s;

		print_message("%s is not followed for ever\n", opens[i]);
		memset(p, 'x', n);
		memcpy(p, opens[i], strlen(opens[i]));
		markup_scan_init(&s, &limits, 0);
		run(&s, p, n, 32768);
		assert_non_null(s.fault);
	}
	/* Text between tags may be as long as it likes. */
	struct markup_scan s;
	memset(p, 'x', n);
	memcpy(p, "<a>", 3);
	markup_scan_init(&s, &limits, 0);
	run(&s, p, n, 32768);
	assert_null(s.fault);
	free(p);
}

static const struct {
	const char *sentence, *xml;
	bool want;
} cuts[] = {
	{ "the last bracket is missing", "<feedback><a/></feedback", true },
	{ "blanks instead of it", "<feedback></feedback \n", true },
	{ "with a prefix", "<x:feedback></x:feedback", true },
	{ "half a name is not enough", "<feedback></feedba", false },
	{ "an inner end tag", "<feedback><record></record", false },
	{ "an inner element of that name", "<feedback><feedback></feedback",
	    false },
	{ "a whole document is not cut", "<feedback></feedback>", false },
};

static void
cut_at_end(void **state)
{
	struct limits limits = limits_default();

	(void)state;
	for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
		struct markup_scan s;

		print_message("%s\n", cuts[i].sentence);
		markup_scan_init(&s, &limits, 0);
		run(&s, cuts[i].xml, strlen(cuts[i].xml), 3);
		assert_int_equal(markup_scan_cut_at_end(&s), cuts[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(wide),
		cmocka_unit_test(long_markup),
		cmocka_unit_test(cut_at_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
