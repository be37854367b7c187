/* What a record does to failing mail at both kinds of receiver (README 2). */
#include <math.h>

#include "../core/check.h"

#include "advise/ladder.h"

static const struct {
	const char *record;
	enum policy p;
	int pct;
	bool test;
	struct action old, new;
} actions[] = {
	{ "p=none", POLICY_NONE, 100, false, { 0, 0 }, { 0, 0 } },
	{ "p=none; t=y", POLICY_NONE, 100, true, { 0, 0 }, { 0, 0 } },
	{ "p=quarantine", POLICY_QUARANTINE, 100, false, { 1, 0 }, { 1, 0 } },
	{ "p=quarantine; pct=5", POLICY_QUARANTINE, 5, false, { .05, 0 },
	    { 1, 0 } },
	{ "p=quarantine; t=y; pct=0", POLICY_QUARANTINE, 0, true, { 0, 0 },
	    { 0, 0 } },
	{ "p=quarantine; t=y", POLICY_QUARANTINE, 100, true, { 1, 0 },
	    { 0, 0 } },
	{ "p=reject; pct=25", POLICY_REJECT, 25, false, { .75, .25 },
	    { 0, 1 } },
	{ "p=reject; t=y; pct=0", POLICY_REJECT, 0, true, { 1, 0 }, { 1, 0 } },
	{ "p=reject; t=y", POLICY_REJECT, 100, true, { 0, 1 }, { 1, 0 } },
	{ "p=reject", POLICY_REJECT, 100, false, { 0, 1 }, { 0, 1 } },
};

static void
same_action(const char *what, struct action got, struct action want)
{
	if (fabs(got.quarantine - want.quarantine) > 1e-12 ||
	    fabs(got.reject - want.reject) > 1e-12)
		fail_msg("%s: %g to spam, %g refused", what, got.quarantine,
		    got.reject);
}

static void
table_of_actions(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(actions); i++) {
		same_action(actions[i].record,
		    ladder_action(actions[i].p, actions[i].pct, actions[i].test,
		        ENGINE_7489),
		    actions[i].old);
		same_action(actions[i].record,
		    ladder_action(actions[i].p, actions[i].pct, actions[i].test,
		        ENGINE_9989),
		    actions[i].new);
	}
}

/* Each rung is the stage that its own record makes. */
static void
rungs_are_stages(void **state)
{
	(void)state;
	for (int i = 0; i < RUNG_COUNT; i++) {
		const struct rung *r = ladder_rung((enum advice_rung)i);
		struct stage s;

		advise_stage(word_text(VOCAB_POLICY, r->p),
		    r->test ? "y" : NULL, r->pct, &s);
		check_text("a rung is a stage", s.name, r->name);
		check_text("and has that name",
		    advise_rung_name((enum advice_rung)i), r->name);
	}
	check_text("none", advise_rung_name(RUNG_NONE), "NONE");
}

/* Records by how far they go: none goes further than the next. */
static const struct {
	const char *record;
	bool more; /* further than the one before it */
	struct advise_policy policy;
} reaches[] = {
#define RECORD_(text, more, ...) \
	{ \
		text, more, \
		{ \
			.known = true, __VA_ARGS__ \
		} \
	}
	{ "none is known", false, { .known = false, .p = POLICY_REJECT } },
	RECORD_("p=none", false, .p = POLICY_NONE, .pct = 100),
	RECORD_("p=none; t=y", false, .p = POLICY_NONE, .test = true),
	RECORD_("p=quarantine; pct=0", true, .p = POLICY_QUARANTINE),
	RECORD_("p=quarantine; t=y", false, .p = POLICY_QUARANTINE, .pct = 100,
	    .test = true),
	RECORD_("p=quarantine; pct=1", true, .p = POLICY_QUARANTINE, .pct = 1),
	RECORD_("p=quarantine; pct=5", true, .p = POLICY_QUARANTINE, .pct = 5),
	RECORD_("p=quarantine; pct=10", true, .p = POLICY_QUARANTINE,
	    .pct = 10),
	RECORD_("p=quarantine; pct=99", true, .p = POLICY_QUARANTINE,
	    .pct = 99),
	RECORD_("p=quarantine", true, .p = POLICY_QUARANTINE, .pct = 100),
	RECORD_("p=reject; pct=0", true, .p = POLICY_REJECT),
	RECORD_("p=reject; t=y", false, .p = POLICY_REJECT, .pct = 100,
	    .test = true),
	RECORD_("p=reject; t=y; pct=50", false, .p = POLICY_REJECT, .pct = 50,
	    .test = true),
	RECORD_("p=reject; pct=10", true, .p = POLICY_REJECT, .pct = 10),
	RECORD_("p=reject; pct=60", true, .p = POLICY_REJECT, .pct = 60),
	RECORD_("p=reject", true, .p = POLICY_REJECT, .pct = 100),
#undef RECORD_
};

static void
records_go_so_far(void **state)
{
	double last = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(reaches); i++) {
		double reach = advise_reach(&reaches[i].policy);

		if (reaches[i].more ? reach <= last : reach != last)
			fail_msg("%s goes as far as %g, after %g",
			    reaches[i].record, reach, last);
		last = reach;
	}
}

static void
rungs_rise(void **state)
{
	double last = advise_rung_reach(RUNG_NONE);

	(void)state;
	assert_true(last == 0);
	for (int r = 0; r < RUNG_COUNT; r++) {
		double reach = advise_rung_reach((enum advice_rung)r);

		if (reach <= last)
			fail_msg("%s goes as far as %g, after %g",
			    advise_rung_name((enum advice_rung)r), reach, last);
		last = reach;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_of_actions),
		cmocka_unit_test(rungs_are_stages),
		cmocka_unit_test(records_go_so_far),
		cmocka_unit_test(rungs_rise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
