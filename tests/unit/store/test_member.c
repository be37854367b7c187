/* What a document is called, kept without what its report says. */
#include "store/member.h"
#include "tests/unit/store/fixture.h"

#define PART "a.example!1795132800!1795219199"

static void
a_name_comes_back_as_it_was(void **state)
{
	static const struct {
		const char *name;
		enum outcome outcome;
		const char *kept;
		int64_t cut;
	} cases[] = {
		{ "r.example!" PART ".xml.gz", OUTCOME_REPORT,
		    "r.example!.xml.gz", 11 },
		{ PART, OUTCOME_CONFLICT, "", 1 },
		{ PART PART, OUTCOME_REPORT, PART, 1 },
		{ "in.zip/r!" PART, OUTCOME_REPORT, "in.zip/r!", 10 },
		/* Of other bytes of the name nothing is known. */
		{ "r!A.EXAMPLE!1795132800!1795219199", OUTCOME_REPORT,
		    "r!A.EXAMPLE!1795132800!1795219199", 0 },
		{ "", OUTCOME_REPORT, "", 0 },
		/* Their report came from another document, or is none. */
		{ "r!" PART, OUTCOME_DUPLICATE, "r!" PART, 0 },
		{ "r!" PART, OUTCOME_FOREIGN_DOMAIN, "r!" PART, 0 },
		{ NULL, OUTCOME_REPORT, NULL, 0 },
	};
	struct report r = { .begin = 1795132800,
		.end = 1795219199,
		.policy_published = { .domain = "a.example" } };
	const struct member_part part = { "a.example", r.begin, r.end };
	struct arena a;

	(void)state;
	arena_init(&a, KIB);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct document d = { .member = cases[i].name, .report = &r };
		int64_t cut;
		char *kept = member_kept(&d, cases[i].outcome, &cut);
		const char *whole = member_whole(&a, kept, cut, &part);

		assert_int_equal(cut, cases[i].cut);
		if (cases[i].name == NULL) {
			assert_null(kept);
			assert_null(whole);
			continue;
		}
		assert_string_equal(kept, cases[i].kept);
		assert_string_equal(whole, cases[i].name);
		free(kept);
	}
	arena_release(&a);
}

static void
a_place_beyond_the_name_is_none(void **state)
{
	const struct member_part part = { "a.example", 1, 2 };
	struct arena a;

	(void)state;
	arena_init(&a, KIB);
	assert_string_equal(member_whole(&a, "x", 2, &part), "xa.example!1!2");
	assert_string_equal(member_whole(&a, "x", 3, &part), "x");
	assert_string_equal(member_whole(&a, "x", -1, &part), "x");
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_comes_back_as_it_was),
		cmocka_unit_test(a_place_beyond_the_name_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
