/* What the advisor said is kept: history and alerts; and which domains there are. */
#include "tests/unit/core/check.h"
#include "tests/unit/store/fixture.h"

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static void
save(struct store *st, day_t day, const char *verdict,
    const struct alert *alerts, size_t n_alerts)
{
	struct evaluation_save s = {
		.evaluation = { .domain = "a.example",
		    .day = day,
		    .as_of = day,
		    .stage = "NONE",
		    .target = "Q5",
		    .verdict = verdict,
		    .score = 100,
		    .board = "{}" },
		.alerts = alerts,
		.n_alerts = n_alerts,
		.days_from = day,
	};

	ok(store_evaluation_save(st, &s, &e));
}

static enum err
on_evaluation(void *ctx, const struct evaluation *v, struct error *e)
{
	(void)e;
	say(ctx, "%d %s%s; ", (int)v->day, v->verdict, v->board ? " +" : "");
	return OK;
}

static enum err
on_alert(void *ctx, const struct alert *a, struct error *e)
{
	(void)e;
	say(ctx, "%s %s %d-%d; ", a->code, a->subject, (int)a->opened_day,
	    (int)a->closed_day);
	return OK;
}

static void
a_day_has_one_verdict_and_the_last_counts(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct said s = { 0 };
	struct evaluation v;
	struct error wrong;
	struct arena a;

	save(st, 10, "NOT_READY", NULL, 0);
	save(st, 11, "NOT_READY", NULL, 0);
	save(st, 12, "HOLD", NULL, 0);
	save(st, 12, "READY", NULL, 0);
	ok(store_evaluations(st, "a.example", on_evaluation, &s, &e));
	/* An advice is kept until the next day says the same. */
	assert_string_equal(s.text, "10 NOT_READY; 11 NOT_READY +; "
	                            "12 READY +; ");
	arena_init(&a, MIB);
	ok(store_evaluation_before(st, "a.example", 12, &a, &v, &e));
	assert_int_equal(v.day, 11);
	assert_string_equal(v.verdict, "NOT_READY");
	assert_int_equal(store_evaluation_before(st, "a.example", 10, &a, &v,
	                     &wrong),
	    ERR_NOTFOUND);
	arena_release(&a);
}

/* "x" on the days of the table, and what became of it by the last of them. */
static void
an_alert_closes_and_is_the_same_within_a_week(void **state)
{
	static const struct {
		day_t day;
		bool fires;
		const char *want;
	} cases[] = {
		{ 10, true, "HOT x 10-0; " },
		{ 11, true, "HOT x 10-0; " },
		{ 12, false, "HOT x 10-12; " },
		{ 13, false, "HOT x 10-12; " },
		{ 18, true, "HOT x 10-0; " },
		{ 19, false, "HOT x 10-19; " },
		{ 26, true, "HOT x 10-19; HOT x 26-0; " },
		{ 26, false, "HOT x 10-19; HOT x 26-26; " },
		/* The clock went back. */
		{ 20, true, "HOT x 10-19; HOT x 26-0; " },
		{ 20, false, "HOT x 10-19; HOT x 26-26; " },
	};
	struct store *st = ((struct fixture *)*state)->st;
	static const struct alert hot = { .code = "HOT",
		.subject = "x",
		.severity = "warning",
		.detail = "{}" };

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said s = { 0 };

		save(st, cases[i].day, "HOLD", &hot, cases[i].fires);
		ok(store_alerts(st, NULL, false, on_alert, &s, &e));
		assert_string_equal(s.text, cases[i].want);
	}
}

static enum err
on_name(void *ctx, const char *name, struct error *e)
{
	(void)e;
	say(ctx, "%s; ", name);
	return OK;
}

static void
domains_are_listed_by_name(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct fake f = { "R", "d@receiver.example", "1", "a.example",
		.rows = "192.0.2.1 1 none pass fail", .p = "none" };
	struct said all = { 0 };

	fake_save(st, &f);
	f.domain = "b.example";
	fake_save(st, &f);
	ok(store_domain_names(st, on_name, &all, &e));
	assert_string_equal(all.text, "a.example; b.example; ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_day_has_one_verdict_and_the_last_counts),
		T(an_alert_closes_and_is_the_same_within_a_week),
		T(domains_are_listed_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
