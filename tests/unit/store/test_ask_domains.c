/* Questions: domains, and what they publish. */
#include "tests/unit/store/ask_fixture.h"

static enum err
see_domain(void *ctx, const struct domain_row *d, struct error *e)
{
	int64_t pass = 0, fails = 0;

	(void)e;
	for (size_t i = 0; i < d->n_days; i++) {
		pass += d->days_pass[i];
		fails += d->days_fail[i];
	}
	assert_int_equal(pass, d->pass);
	assert_int_equal(pass + fails, d->messages);
	say(ctx, "%s %lld %lld/%lld p=%s pct=%d %d..%d\n", d->domain,
	    (long long)d->messages, (long long)d->reports,
	    (long long)d->reporters, or_dash(d->p), d->pct,
	    (int)(d->first_day - TODAY), (int)(d->last_day - TODAY));
	return OK;
}

#define ORG "example.org 157 14/2 p=quarantine pct=-1 -10..-1\n"
#define NET "example.net 6 1/1 p=reject pct=100 -6..-6\n"

static void
domains_are_listed(void **state)
{
	static const struct {
		const char *what, *words, *want;
	} cases[] = {
		{ "most messages first", "", ORG NET },
		{ "least first", "sort=messages", NET ORG },
		{ "by name", "sort=domain", NET ORG },
		{ "by name, turned round", "sort=-domain", ORG NET },
		{ "by failing messages", "sort=-fail", ORG NET },
		{ "one domain", "domain=example.net", NET },
		{ "a domain that nobody reports on", "domain=a.example", "" },
	};
	struct fixture *x = *state;
	struct span span = { TODAY - 34, TODAY };
	struct page page;
	struct error why;
	struct filter f;

	fill(x);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct said s = { 0 };
		f = filter_of(cases[i].words);
		ok(store_domains(x->st, &f, span, see_domain, &s, &page, &e));
		if (strcmp(s.text, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].what, s.text);
		assert_int_equal(page.total, s.rows);
		assert_false(page.more);
	}
	f = filter_of("sort=colour");
	assert_int_equal(store_domains(x->st, &f, span, see_domain, NULL, &page,
	                     &why),
	    ERR_INPUT);
	assert_non_null(strstr(why.text, "by domain, messages, pass"));
	f = filter_of("sort=p");
	assert_int_equal(store_domains(x->st, &f, span, see_domain, NULL, &page,
	                     &why),
	    ERR_INPUT);
}

static void
a_silent_domain_is_still_listed(void **state)
{
	struct fixture *x = *state;
	struct span span = { TODAY - 2, TODAY };
	struct filter f = filter_of("sort=domain");
	struct said s = { 0 };
	struct page page;

	fill(x);
	ok(store_domains(x->st, &f, span, see_domain, &s, &page, &e));
	assert_string_equal(s.text,
	    "example.net 0 0/0 p=reject pct=100 -6..-6\n"
	    "example.org 34 3/2 p=quarantine pct=-1 -10..-1\n");
}

static enum err
see_step(void *ctx, const struct domain_row *d, struct error *e)
{
	say(ctx, "%s %d %d\n", d->domain, (int)d->n_days, d->days_step);
	return see_domain(&(struct said){ 0 }, d, e);
}

static void
a_long_span_is_summed_by_weeks(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("sort=domain");
	struct said s = { 0 };
	struct page page;

	fill(x);
	ok(store_domains(x->st, &f, (struct span){ TODAY - 119, TODAY },
	    see_step, &s, &page, &e));
	ok(store_domains(x->st, &f, (struct span){ TODAY - 120, TODAY },
	    see_step, &s, &page, &e));
	assert_string_equal(s.text, "example.net 120 1\nexample.org 120 1\n"
	                            "example.net 18 7\nexample.org 18 7\n");
}

static enum err
see_policy(void *ctx, const struct policy_row *p, struct error *e)
{
	(void)e;
	say(ctx, "%d..%d p=%s sp=%s pct=%d %lld in %lld\n",
	    (int)(p->first_day - TODAY), (int)(p->last_day - TODAY),
	    or_dash(p->p), or_dash(p->sp), p->pct, (long long)p->messages,
	    (long long)p->reports);
	return OK;
}

static void
policies_are_runs_of_days(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("domain=example.org");
	struct said s = { 0 };

	fill(x);
	ok(store_policies(x->st, &f, always, see_policy, &s, &e));
	assert_string_equal(s.text,
	    "-10..-6 p=none sp=- pct=-1 76 in 7\n"
	    "-5..-1 p=quarantine sp=- pct=-1 81 in 7\n");
}

static enum err
to_json(void *ctx, const struct domain_row *d, struct error *e)
{
	(void)e;
	*(json_t **)ctx = domain_row_to_json(d);
	return OK;
}

static void
a_domain_as_json(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("domain=example.net");
	struct span span = { TODAY - 7, TODAY - 5 };
	json_t *got = NULL, *want;
	struct page page;

	fill(x);
	ok(store_domains(x->st, &f, span, to_json, &got, &page, &e));
	want = json_pack("{s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i,"
	                 "s:{s:s, s:n, s:n, s:i, s:n, s:n, s:n, s:n}, s:s, "
	                 "s:s, s:I,"
	                 "s:i, s:[i,i,i], s:[i,i,i]}",
	    "domain", "example.net", "messages", 6, "pass", 0, "fail_none", 6,
	    "fail_quarantine", 0, "fail_reject", 0, "fail_unknown", 0,
	    "reports", 1, "reporters", 1, "policy", "p", "reject", "sp", "np",
	    "pct", 100, "adkim", "aspf", "fo", "testing", "first_day",
	    "2026-11-15", "last_day", "2026-11-15", "last_report",
	    (json_int_t)(DAY0 - 4 * DAY_SECONDS - 1), "days_step", 1,
	    "days_pass", 0, 0, 0, "days_fail", 0, 6, 0);
	assert_non_null(want);
	if (!json_equal(got, want))
		fail_msg("%s", json_dumps(got, 0));
	json_decref(got);
	json_decref(want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(domains_are_listed),
		WITH_STORE(a_silent_domain_is_still_listed),
		WITH_STORE(a_long_span_is_summed_by_weeks),
		WITH_STORE(policies_are_runs_of_days),
		WITH_STORE(a_domain_as_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
