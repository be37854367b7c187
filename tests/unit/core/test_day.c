/* day.h: days and moments, compared with the C library's calendar. */
#include "tests/unit/core/check.h"

#include <stdio.h>
#include <time.h>

#include "core/core.h"

static void
a_moment_belongs_to_a_day(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		int64_t seconds;
		day_t want;
	} cases[] = {
		{ "the first second", 0, 0 },
		{ "the last second of the first day", 86399, 0 },
		{ "the second day", 86400, 1 },
		{ "one second before", -1, -1 },
		{ "a whole day before", -86400, -1 },
		{ "and one second", -86401, -2 },
		{ "2026-11-20T06:12:00Z", 1795155120, 20777 },
		{ "later than any day", INT64_MAX, INT32_MAX },
		{ "earlier than any day", INT64_MIN, INT32_MIN },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_int(cases[i].what, day_of(cases[i].seconds),
		    cases[i].want);
}

static void
a_report_counts_on_the_day_of_its_midpoint(void **state)
{
	(void)state;
	enum { D = DAY_SECONDS };
	static const struct {
		const char *what;
		int64_t begin, end;
		day_t want;
	} cases[] = {
		{ "a day", 10 * D, 11 * D - 1, 10 },
		{ "a day, end exclusive", 10 * D, 11 * D, 10 },
		{ "a day that begins at noon", 10 * D + D / 2,
		    11 * D + D / 2 - 1, 10 },
		{ "shifted past noon", 10 * D + D / 2 + 2, 11 * D + D / 2, 11 },
		{ "an hour", 10 * D + 3600, 10 * D + 7199, 10 },
		{ "one moment", 10 * D, 10 * D, 10 },
		{ "three days", 10 * D, 13 * D - 1, 11 },
		{ "both ends odd", 1, 2 * D - 1, 1 },
		{ "as wide as can be", INT64_MIN, INT64_MAX, -1 },
		{ "as late as can be", INT64_MAX, INT64_MAX, INT32_MAX },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_int(cases[i].what,
		    day_of_range(cases[i].begin, cases[i].end), cases[i].want);
}

static void
every_day_is_that_of_the_c_library(void **state)
{
	(void)state;
	for (day_t day = -800000; day < 2900000; day += 11) {
		time_t t = (time_t)day * DAY_SECONDS;
		struct tm tm;
		assert_non_null(gmtime_r(&t, &tm));
		char want[40], got[DAY_TEXT_MAX];
		snprintf(want, sizeof(want), "%04d-%02d-%02d",
		    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
		check_text("a day", day_format(day, got), want);
		if (tm.tm_year + 1900 < 0 || tm.tm_year + 1900 > 9999)
			continue;
		day_t back = 0;
		assert_true(day_parse(got, &back));
		check_int(got, back, day);
	}
}

static void
days_are_read_strictly(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool good;
		day_t want;
	} cases[] = {
		{ "1970-01-01", true, 0 },
		{ "2026-11-20", true, 20777 },
		{ "2024-02-29", true, 19782 },
		{ "2000-02-29", true, 11016 },
		{ "2023-02-29", false, 0 },
		{ "1900-02-29", false, 0 },
		{ "2026-04-31", false, 0 },
		{ "2026-01-32", false, 0 },
		{ "2026-00-10", false, 0 },
		{ "2026-13-10", false, 0 },
		{ "2026-01-00", false, 0 },
		{ "2026-1-1", false, 0 },
		{ "26-01-01", false, 0 },
		{ "2026-01-01 ", false, 0 },
		{ " 2026-01-01", false, 0 },
		{ "2026/01/01", false, 0 },
		{ "2026-01-0x", false, 0 },
		{ "-026-01-01", false, 0 },
		{ "+026-01-01", false, 0 },
		{ "2026-01-01T", false, 0 },
		{ "today", false, 0 },
		{ "", false, 0 },
		{ NULL, false, 0 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		day_t got = 4711;
		bool good = day_parse(cases[i].text, &got);
		const char *what = cases[i].text ? cases[i].text : "NULL";
		check_int(what, good, cases[i].good);
		check_int(what, got, good ? cases[i].want : 4711);
	}
}

static void
moments_are_written_as_iso_8601(void **state)
{
	(void)state;
	static const struct {
		int64_t seconds;
		const char *want;
	} cases[] = {
		{ 0, "1970-01-01T00:00:00Z" },
		{ 1795155120, "2026-11-20T06:12:00Z" },
		{ 1795219199, "2026-11-20T23:59:59Z" },
		{ -1, "1969-12-31T23:59:59Z" },
	};
	char out[TIME_TEXT_MAX];
	for (size_t i = 0; i < COUNT(cases); i++)
		check_text("a moment", time_format(cases[i].seconds, out),
		    cases[i].want);

	/* No moment overruns the buffer. */
	assert_true(strlen(time_format(INT64_MIN, out)) < TIME_TEXT_MAX);
	assert_true(strlen(time_format(INT64_MAX, out)) < TIME_TEXT_MAX);
	char day[DAY_TEXT_MAX];
	check_text("the last day", day_format(INT32_MAX, day), "5881580-07-11");
	check_text("the first day", day_format(INT32_MIN, day),
	    "-5877641-06-23");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_moment_belongs_to_a_day),
		cmocka_unit_test(a_report_counts_on_the_day_of_its_midpoint),
		cmocka_unit_test(every_day_is_that_of_the_c_library),
		cmocka_unit_test(days_are_read_strictly),
		cmocka_unit_test(moments_are_written_as_iso_8601),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
