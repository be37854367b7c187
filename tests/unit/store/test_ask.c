/* Questions: spans, sums, days. */
#include "tests/unit/store/ask_fixture.h"

static void
spans_have_defaults(void **state)
{
	static const struct {
		const char *what, *words;
		day_t from, to; /* days after TODAY */
	} empty[] = {
		{ "nothing said, nothing there", "", -35, -1 },
	}, cases[] = {
		{ "nothing said: 35 days up to the last report", "", -35, -1 },
		{ "a domain: up to its last report", "domain=example.net",
		    -40, -6 },
		{ "an unknown domain: up to yesterday",
		    "domain=nowhere.example", -35, -1 },
		{ "from alone", "from=2026-11-15", -6, -1 },
		{ "from behind the last report", "from=2026-11-25", 4, 4 },
		{ "to alone", "to=2026-11-15", -40, -6 },
		{ "both", "from=2026-11-01 to=2026-11-03", -20, -18 },
		{ "one day", "from=2026-11-01 to=2026-11-01", -20, -20 },
	};
	struct fixture *x = *state;
	struct span s;
	day_t as_of;

	ok(store_span(x->st, &(struct filter){ 0 }, TODAY, &s, &e));
	assert_int_equal(s.from, TODAY + empty[0].from);
	assert_int_equal(s.to, TODAY + empty[0].to);
	ok(store_as_of(x->st, TODAY, &as_of, &e));
	assert_int_equal(as_of, TODAY - 1);
	fill(x);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter f = filter_of(cases[i].words);
		ok(store_span(x->st, &f, TODAY, &s, &e));
		if (s.from - TODAY != cases[i].from ||
		    s.to - TODAY != cases[i].to)
			fail_msg("%s: %d to %d", cases[i].what,
			    (int)(s.from - TODAY), (int)(s.to - TODAY));
	}
	ok(store_as_of(x->st, TODAY, &as_of, &e));
	assert_int_equal(as_of, TODAY - 1);
	ok(store_as_of(x->st, TODAY + 9, &as_of, &e));
	assert_int_equal(as_of, TODAY - 1);
	ok(store_as_of(x->st, TODAY - 1, &as_of, &e));
	assert_int_equal(as_of, TODAY - 2);
}

static void
a_report_of_tomorrow_does_not_move_the_span(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "1",
		.domain = "example.org",
		.begin = NOW + DAY_SECONDS,
		.end = NOW + DAY_SECONDS };
	struct span s;

	fake_save(x->st, &f);
	ok(store_span(x->st, &(struct filter){ 0 }, TODAY, &s, &e));
	assert_int_equal(s.to, TODAY);
}

static void
too_many_days_are_refused(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("from=1990-01-01 to=2026-01-01");
	struct error why;
	struct span s;

	assert_int_equal(store_span(x->st, &f, TODAY, &s, &why), ERR_INPUT);
	assert_non_null(strstr(why.text, "3660 days"));
}

static void
totals_are_summed(void **state)
{
	struct fixture *x = *state;
	struct totals t;

	fill(x);
	t = totals_of(x->st, NULL);
	assert_int_equal(t.sums.messages, 9 * 13 + 5 * 8 + 6);
	assert_int_equal(t.sums.pass, 9 * 12 + 5 * 4);
	assert_int_equal(t.sums.fail_none, 6);
	assert_int_equal(t.sums.fail_quarantine, 9);
	assert_int_equal(t.sums.fail_reject, 15);
	assert_int_equal(t.sums.fail_unknown, 5);
	assert_int_equal(t.sums.dkim_pass, 9 * 12);
	assert_int_equal(t.sums.spf_pass, 9 * 10 + 5 * 4);
	assert_int_equal(t.sums.both_pass, 9 * 10);
	assert_int_equal(t.sums.unverified, t.sums.messages);
	assert_int_equal(t.domains, 2);
	assert_int_equal(t.reporters, 2);
	assert_int_equal(t.reports, 15);
	assert_int_equal(t.newest, DAY0 + DAY_SECONDS - 1);
	t = totals_of(x->st, "example.net");
	assert_int_equal(t.sums.messages, 6);
	assert_int_equal(t.domains, 1);
	assert_int_equal(t.newest, DAY0 - 4 * DAY_SECONDS - 1);
	t = totals_of(x->st, "nowhere.example");
	assert_int_equal(t.sums.messages, 0);
	assert_int_equal(t.domains, 0);
	assert_true(t.newest == TIME_UNSET);
}

static enum err
see_day(void *ctx, const struct day_row *d, struct error *e)
{
	(void)e;
	say(ctx, "%d: %lld %lld %lld%s\n", (int)(d->day - TODAY),
	    (long long)d->messages, (long long)d->pass, (long long)d->reports,
	    d->coarse ? " coarse" : "");
	return OK;
}

static void
every_day_has_a_row(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "long",
		.domain = "example.net",
		.begin = DAY0 - DAY_SECONDS,
		.end = DAY0 + 2 * DAY_SECONDS };
	struct filter all = filter_of("");
	struct filter net = filter_of("domain=example.net");
	struct span span = { TODAY - 8, TODAY };
	struct said s = { 0 }, n = { 0 };

	fill(x);
	fake_save(x->st, &f);
	ok(store_days(x->st, &all, span, see_day, &s, &e));
	assert_string_equal(s.text,
	    "-8: 21 16 2\n-7: 0 0 0\n-6: 27 16 3\n-5: 13 12 1\n-4: 21 16 2\n"
	    "-3: 13 12 1\n-2: 21 16 2\n-1: 13 12 2 coarse\n0: 0 0 0\n");
	ok(store_days(x->st, &net, span, see_day, &n, &e));
	assert_string_equal(n.text,
	    "-8: 0 0 0\n-7: 0 0 0\n-6: 6 0 1\n-5: 0 0 0\n-4: 0 0 0\n-3: 0 0 0\n"
	    "-2: 0 0 0\n-1: 0 0 1 coarse\n0: 0 0 0\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(spans_have_defaults),
		WITH_STORE(a_report_of_tomorrow_does_not_move_the_span),
		WITH_STORE(too_many_days_are_refused),
		WITH_STORE(totals_are_summed),
		WITH_STORE(every_day_has_a_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
