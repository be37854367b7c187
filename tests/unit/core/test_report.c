/* report.h: what the numbers of a report say. */
#include "tests/unit/core/check.h"

#include "core/core.h"

static void
one_aligned_pass_is_a_pass(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		int dkim, spf, disposition;
		bool want;
	} cases[] = {
		{ "both", ALIGNED_PASS, ALIGNED_PASS, DISPOSITION_NONE, true },
		{ "dkim", ALIGNED_PASS, ALIGNED_FAIL, DISPOSITION_NONE, true },
		{ "spf", ALIGNED_FAIL, ALIGNED_PASS, DISPOSITION_NONE, true },
		{ "neither", ALIGNED_FAIL, ALIGNED_FAIL, DISPOSITION_NONE,
		    false },
		{ "unknown is never pass", WORD_UNKNOWN, WORD_UNKNOWN,
		    DISPOSITION_NONE, false },
		{ "nothing said", WORD_UNSET, WORD_UNSET, DISPOSITION_NONE,
		    false },
		{ "disposition pass says nothing", ALIGNED_FAIL, ALIGNED_FAIL,
		    DISPOSITION_PASS, false },
		{ "rejected all the same", ALIGNED_PASS, ALIGNED_FAIL,
		    DISPOSITION_REJECT, true },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct record r = { .dkim.code = cases[i].dkim,
			.spf.code = cases[i].spf,
			.disposition.code = cases[i].disposition };
		check_int(cases[i].what, record_passes(&r), cases[i].want);
	}
}

static void
over_36_hours_is_coarse(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		int64_t begin, end;
		bool want;
	} cases[] = {
		{ "a day", 0, 86399, false },
		{ "36 hours", 1000, 1000 + 36 * 3600, false },
		{ "36 hours and a second", 1000, 1001 + 36 * 3600, true },
		{ "end before begin", 1000000, 0, false },
		{ "no begin", TIME_UNSET, 1000000, false },
		{ "no end", 0, TIME_UNSET, false },
		{ "wider than 64 bits", -10, INT64_MAX, true },
		{ "so, the other way round", INT64_MAX, -10, false },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct report r = { .begin = cases[i].begin,
			.end = cases[i].end };
		check_int(cases[i].what, report_is_coarse(&r), cases[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_aligned_pass_is_a_pass),
		cmocka_unit_test(over_36_hours_is_coarse),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
