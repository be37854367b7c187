/* negotiate.h: lists with weights, and tags. */
#include "tests/unit/core/check.h"

#include "web/negotiate.h"

static void
weights_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *what, *list;
		int want; /* of gzip, in thousandths */
	} cases[] = {
		{ "no header", NULL, Q_ABSENT },
		{ "an empty list", "", Q_ABSENT },
		{ "the name alone", "gzip", 1000 },
		{ "in capitals", "GZIP", 1000 },
		{ "among others", "deflate, gzip, br", 1000 },
		{ "without blanks", "deflate,gzip,br", 1000 },
		{ "with a weight", "gzip;q=0.5", 500 },
		{ "blanks around the weight", "gzip ; q=0.25 , br", 250 },
		{ "another parameter first", "gzip;x=1;Q=0.125", 125 },
		{ "refused", "gzip;q=0", 0 },
		{ "refused in full", "gzip;q=0.000", 0 },
		{ "wanted in full", "gzip;q=1.000", 1000 },
		{ "more than one", "gzip;q=1.5", 0 },
		{ "two", "gzip;q=2", 0 },
		{ "four digits", "gzip;q=0.1234", 0 },
		{ "no number", "gzip;q=high", 0 },
		{ "nothing", "gzip;q=", 0 },
		{ "negative", "gzip;q=-1", 0 },
		{ "a longer name", "gzipped, x-gzip", Q_ABSENT },
		{ "a shorter name", "gz", Q_ABSENT },
		{ "the weight is another's", "br;q=0.3, gzip", 1000 },
		{ "empty elements", ", ,gzip;q=0.7,,", 700 },
		{ "the first counts", "gzip;q=0.1, gzip", 100 },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_int(cases[i].what, q_of(cases[i].list, "gzip"),
		    cases[i].want);
}

static void
gzip_is_sent_to_those_who_want_it(void **state)
{
	(void)state;
	static const struct {
		const char *list;
		bool want;
	} cases[] = {
		{ NULL, false },
		{ "", false },
		{ "gzip, deflate, br, zstd", true },
		{ "gzip;q=0.001", true },
		{ "gzip;q=0, *", false },
		{ "*", true },
		{ "*;q=0", false },
		{ "br, *;q=0.1", true },
		{ "identity", false },
		{ "identity;q=0.5, gzip;q=0.4", false },
		{ "identity;q=0.5, gzip;q=0.6", true },
		{ "identity;q=0, gzip;q=0", false },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_int(cases[i].list, accepts_gzip(cases[i].list),
		    cases[i].want);
}

static void
csv_is_sent_to_those_who_prefer_it(void **state)
{
	(void)state;
	static const struct {
		const char *list;
		bool want;
	} cases[] = {
		{ NULL, false },
		{ "text/csv", true },
		{ "text/csv; charset=utf-8", true },
		{ "text/csv, */*;q=0.1", true },
		{ "text/csv, */*", true },
		{ "text/csv;q=0.5, */*", false },
		{ "text/csv, application/json", false },
		{ "text/csv, application/json;q=0.9", true },
		{ "text/csv;q=0", false },
		{ "*/*", false },
		{ "text/html,application/xhtml+xml,*/*;q=0.8", false },
		{ "application/json", false },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_int(cases[i].list,
		    accepts_before_json(cases[i].list, "text/csv"),
		    cases[i].want);
}

static void
tags_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *what, *list;
		bool want;
	} cases[] = {
		{ "no header", NULL, false },
		{ "the tag", "\"abc\"", true },
		{ "a weak one", "W/\"abc\"", true },
		{ "the second", "\"x\", \"abc\"", true },
		{ "without blanks", "\"x\",W/\"abc\"", true },
		{ "a longer one", "\"abcd\"", false },
		{ "a shorter one", "\"ab\"", false },
		{ "without quotes", "abc", false },
		{ "not closed", "\"x", false },
		{ "an empty one", "\"\"", false },
		{ "a comma inside", "\"x,abc\"", false },
		{ "any: we do not know yet whether there is one", "*", false },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		check_int(cases[i].what, etag_listed(cases[i].list, "abc"),
		    cases[i].want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weights_are_read),
		cmocka_unit_test(gzip_is_sent_to_those_who_want_it),
		cmocka_unit_test(csv_is_sent_to_those_who_prefer_it),
		cmocka_unit_test(tags_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
