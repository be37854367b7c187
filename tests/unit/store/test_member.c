/* What a document is called, kept without what its report says. */
#include "store/member.h"
#include "tests/unit/store/fixture.h"

#define PART "a.example!1795132800!1795219199"

static const struct {
	const char *name;
	enum outcome outcome;
	const char *kept, *receiver;
	int64_t cut;
} names[] = {
	{ "r.example!" PART ".xml.gz", OUTCOME_REPORT, ".xml.gz", "r.example",
	    1 },
	{ "in.zip/r.example!" PART "!7.xml", OUTCOME_CONFLICT, "in.zip/!7.xml",
	    "r.example", 8 },
	{ PART, OUTCOME_CONFLICT, "", "", 1 },
	{ PART PART, OUTCOME_REPORT, PART, "", 1 },
	/* These are no domain, or not as one is stored. */
	{ "R.example!" PART, OUTCOME_REPORT, "R.example!", "", 11 },
	{ "a@r.example!" PART, OUTCOME_REPORT, "a@r.example!", "", 13 },
	{ "r.example.!" PART, OUTCOME_REPORT, "r.example.!", "", 12 },
	{ "r..example!" PART, OUTCOME_REPORT, "r..example!", "", 12 },
	{ "r.example" PART, OUTCOME_REPORT, "r.example", "", 10 },
	{ "!" PART, OUTCOME_REPORT, "!", "", 2 },
	{ "r.example!!" PART, OUTCOME_REPORT, "r.example!!", "", 12 },
	{ "in.zip/!" PART, OUTCOME_REPORT, "in.zip/!", "", 9 },
	{ "r.example/" PART, OUTCOME_REPORT, "r.example/", "", 11 },
	/* Of other bytes of the name nothing is known. */
	{ "r!A.EXAMPLE!1795132800!1795219199", OUTCOME_REPORT,
	    "r!A.EXAMPLE!1795132800!1795219199", "", 0 },
	{ "", OUTCOME_REPORT, "", "", 0 },
	/* Their report came from another document, or is none. */
	{ "r!" PART, OUTCOME_DUPLICATE, "r!" PART, "", 0 },
	{ "r!" PART, OUTCOME_FOREIGN_DOMAIN, "r!" PART, "", 0 },
	{ NULL, OUTCOME_REPORT, NULL, "", 0 },
};

static void
a_name_comes_back_as_it_was(void **state)
{
	struct report r = { .begin = 1795132800,
		.end = 1795219199,
		.policy_published = { .domain = "a.example" } };
	struct arena a;

	(void)state;
	arena_init(&a, KIB);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct document d = { .member = names[i].name, .report = &r };
		struct member m = member_kept(&d, names[i].outcome);
		const struct member_part part = { m.receiver[0] != '\0'
			                              ? m.receiver
			                              : NULL,
			"a.example", r.begin, r.end };
		const char *whole = member_whole(&a, m.name, m.cut, &part);

		assert_int_equal(m.cut, names[i].cut);
		assert_string_equal(m.receiver, names[i].receiver);
		if (names[i].name == NULL) {
			assert_null(m.name);
			assert_null(whole);
			continue;
		}
		assert_string_equal(m.name, names[i].kept);
		assert_string_equal(whole, names[i].name);
		member_free(&m);
	}
	arena_release(&a);
}

static void
a_receiver_as_long_as_a_domain_can_be(void **state)
{
	char name[2 * DOMAIN_MAX] = "";
	struct report r = { .begin = 1795132800,
		.end = 1795219199,
		.policy_published = { .domain = "a.example" } };
	struct document d = { .member = name, .report = &r };

	(void)state;
	for (size_t n = DOMAIN_MAX; n <= DOMAIN_MAX + 2; n++) {
		struct member m;

		for (size_t i = 0; i < n; i++)
			name[i] = i % 50 == 49 ? '.' : 'a';
		snprintf(name + n, sizeof(name) - n, "!" PART);
		m = member_kept(&d, OUTCOME_REPORT);
		assert_int_equal(m.cut, n == DOMAIN_MAX ? 1 : n + 2);
		assert_int_equal(strlen(m.receiver), n == DOMAIN_MAX ? n : 0);
		member_free(&m);
	}
}

static void
a_place_beyond_the_name_is_none(void **state)
{
	const struct member_part part = { NULL, "a.example", 1, 2 };
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
		cmocka_unit_test(a_receiver_as_long_as_a_domain_can_be),
		cmocka_unit_test(a_place_beyond_the_name_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
