/* Published policies and the rung of the ladder that they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "advise/advise.h"

static const struct {
	const char *sentence, *p, *testing;
	int pct;
	const char *name, *text;
	int rung;
} cases[] = {
	{ "p=none watches", "none", NULL, 100, "NONE", "watch", 0 },
	{ "p=none with t=y still only watches", "none", "y", 100, "NONE",
	    "watch", 0 },
	{ "a missing pct is all of it", "quarantine", NULL, -1, "Q100",
	    "100 % to spam", 2 },
	{ "pct=25 is a part", "quarantine", NULL, 25, "Q25", "25 % to spam",
	    1 },
	{ "pct=0 is a test", "quarantine", "n", 0, "QTEST",
	    "test, nothing to spam", 1 },
	{ "t=y is a test whatever pct says", "quarantine", "y", 100, "QTEST",
	    "test, nothing to spam", 1 },
	{ "p=reject refuses", "reject", "n", -1, "R100", "refuse", 4 },
	{ "p=reject; pct=50 refuses a part", "reject", NULL, 50, "R50",
	    "50 % refused", 3 },
	{ "p=reject; t=y asks for spam", "reject", "y", -1, "RTEST",
	    "test, spam but no refusal", 2 },
	{ "a pct outside 0 to 100 counts as its default", "reject", NULL, 400,
	    "R100", "refuse", 4 },
	{ "no p is no stage", NULL, NULL, -1, "", "no policy seen", -1 },
	{ "an unknown p is no stage", "nil", NULL, -1, "", "no policy seen",
	    -1 },
};

static void
stages(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stage s;

		print_message("%s\n", cases[i].sentence);
		advise_stage(cases[i].p, cases[i].testing, cases[i].pct, &s);
		assert_string_equal(s.name, cases[i].name);
		assert_string_equal(s.text, cases[i].text);
		assert_int_equal(s.rung, cases[i].rung);
	}
}

/* What was kept of a stage is its name alone. */
static void
names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stage s;

		advise_stage_named(cases[i].name, &s);
		assert_string_equal(s.name, cases[i].name);
		assert_string_equal(s.text, cases[i].text);
		assert_int_equal(s.rung, cases[i].rung);
	}
	static const char *const none[] = { "Q", "QX", "Q101", "X25", "Q25 " };
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		struct stage s;

		advise_stage_named(none[i], &s);
		assert_int_equal(s.rung, -1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(stages),
		cmocka_unit_test(names) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
