/* What is said of the whole, of other days, and in which order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "advise/advise.h"
#include "advise/text_table.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
who_waits_may_answer_meanwhile(void **state)
{
	struct advice advice = { .verdict = VERDICT_NOT_READY };
	const struct advice_context c = { &advice, NULL };
	struct arena a;

	(void)state;
	arena_init(&a, MIB);
	assert_string_equal(advise_text_verdict(&c, &a),
	    "Nothing to fix, just wait for more reports");
	advice.n_confirms = 1;
	assert_string_equal(advise_text_verdict(&c, &a),
	    "Nothing to fix, just wait for more reports, and answer 1 question "
	    "meanwhile");
	advice.n_confirms = 2;
	advice.has_earliest = true;
	advice.earliest = 19000;
	assert_string_equal(advise_text_verdict(&c, &a),
	    "Nothing to fix, just wait until 8 Jan 2022, and answer 2 "
	    "questions meanwhile");
	arena_release(&a);
}

/* Of other days only codes are kept. */
static void
the_past_has_words(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, MIB);
	assert_string_equal(advise_text_past("NOT_READY", "NONE", "Q5", &a),
	    "not yet (now: watch, next: 5 % to spam)");
	assert_string_equal(advise_text_past("ROLLBACK", "Q25", "Q50", &a),
	    "own mail is hit: fix it, or step back (now: 25 % to spam)");
	assert_string_equal(advise_text_past("DONE", "R100", NULL, &a),
	    "at the goal (now: refuse)");
	assert_string_equal(advise_text_past("NEWER", "Q100", NULL, &a),
	    "NEWER (now: 100 % to spam)");
	assert_string_equal(advise_text_verdict_word("NEWER"), "NEWER");
	for (int v = 0; v < VERDICT_COUNT; v++) {
		const char *name = advise_verdict_name((enum advice_verdict)v);
		assert_string_not_equal(advise_text_verdict_word(name), name);
		const char *text = advise_text_past(name, "NONE", NULL, &a);
		assert_null(strstr(text, name));
	}
	for (int c = CODE_REGRESSION; c < CODE_N_UNVERIFIED_REPORTS; c++) {
		const char *name = advise_code_name((enum advice_code)c);
		assert_string_not_equal(advise_text_alert(name), name);
	}
	assert_string_equal(advise_text_alert("NEWER"), "NEWER");
	arena_release(&a);
}

/* Alerts, questions, fixes, waiting; notices last. */
static void
what_burns_comes_first(void **state)
{
	static const struct advice_item blockers[] = {
		{ .code = CODE_B_SPAN },
		{ .code = CODE_B_FIX },
		{ .code = CODE_B_UNKNOWN },
	};
	static const struct advice_item alerts[] = {
		{ .code = CODE_NEW_SENDER, .severity = SEVERITY_INFO },
		{ .code = CODE_REGRESSION, .severity = SEVERITY_CRITICAL },
	};
	static const struct advice_item confirms[] = {
		{ .code = CODE_S_YEARLY_SENDERS },
	};
	static const enum advice_code want[] = { CODE_REGRESSION,
		CODE_B_UNKNOWN, CODE_S_YEARLY_SENDERS, CODE_B_FIX, CODE_B_SPAN,
		CODE_NEW_SENDER };
	const struct advice_item *v[8];
	struct advice advice = { .blockers = blockers,
		.n_blockers = COUNT(blockers),
		.alerts = alerts,
		.n_alerts = COUNT(alerts),
		.confirms = confirms,
		.n_confirms = COUNT(confirms) };

	(void)state;
	assert_int_equal(advise_items(&advice, v, 8), COUNT(want));
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(v[i]->code, want[i]);
	assert_int_equal(advise_items(&advice, v, 2), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_waits_may_answer_meanwhile),
		cmocka_unit_test(the_past_has_words),
		cmocka_unit_test(what_burns_comes_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
