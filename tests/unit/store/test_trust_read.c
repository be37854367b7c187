/* What a report counts is weighed when a question is asked. */
#include "tests/unit/store/fixture.h"

/* Everything that a question says, in one line. */
struct answer {
	char text[1024];
};

static void
add(struct answer *a, const char *what, const char *name, int64_t n)
{
	size_t length = strlen(a->text);

	snprintf(a->text + length, sizeof(a->text) - length, "%s%s %s %lld",
	    length > 0 ? "; " : "", what, name, (long long)n);
}

static enum err
see_domain(void *ctx, const struct domain_row *row, struct error *e)
{
	int64_t days = 0;

	(void)e;
	for (size_t i = 0; i < row->n_days; i++)
		days += row->days_pass[i] + row->days_fail[i];
	assert_int_equal(days, row->messages);
	add(ctx, row->domain, row->p, row->messages);
	add(ctx, "to", "day", row->last_day - (day_t)(DAY0 / DAY_SECONDS));
	return OK;
}

static enum err
see_day(void *ctx, const struct day_row *row, struct error *e)
{
	(void)e;
	if (row->messages > 0 || row->reports > 0)
		add(ctx, "day", "messages", row->messages);
	return OK;
}

static enum err
see_policy(void *ctx, const struct policy_row *row, struct error *e)
{
	(void)e;
	add(ctx, "policy", row->p, row->messages);
	return OK;
}

static enum err
see_reporter(void *ctx, const struct reporter_row *row, struct error *e)
{
	(void)e;
	add(ctx, row->reporter, row->org_name, row->messages);
	return OK;
}

static enum err
see_source(void *ctx, const struct source_row *row, struct error *e)
{
	char ip[IP_TEXT_MAX];

	(void)e;
	add(ctx, "source", ip_format(&row->source_ip, ip), row->messages);
	return OK;
}

static struct answer
ask_all(struct store *st)
{
	const struct span days = { (day_t)(DAY0 / DAY_SECONDS) - 3,
		(day_t)(DAY0 / DAY_SECONDS) + 3 };
	struct answer a = { "" };
	struct totals t;
	struct filter f;
	struct page page;
	struct span s;

	filter_init(&f);
	ok(store_totals(st, &f, days, &t, &e));
	add(&a, "totals", "messages", t.sums.messages);
	add(&a, "of", "domains", t.domains);
	add(&a, "in", "reports", t.reports);
	add(&a, "by", "reporters", t.reporters);
	ok(store_domains(st, &f, days, see_domain, &a, &page, &e));
	ok(filter_set(&f, FILTER_DOMAIN, "domain", "example.org", &e));
	ok(store_days(st, &f, days, see_day, &a, &e));
	ok(store_policies(st, &f, days, see_policy, &a, &e));
	ok(store_reporters(st, &f, days, see_reporter, &a, &page, &e));
	ok(store_sources(st, &f, days, see_source, &a, &page, &e));
	ok(store_span(st, &f, (day_t)(DAY0 / DAY_SECONDS) + 9, &s, &e));
	add(&a, "span", "to", s.to - (day_t)(DAY0 / DAY_SECONDS));
	return a;
}

static void
trust_acts_when_reading(void **state)
{
	static const struct {
		unsigned trust;
		const char *want;
	} cases[] = {
		{ TRUST_DEFAULT,
		    "totals messages 912; of domains 2; in reports 3; by "
		    "reporters 2; example.org reject 905; to day 1; "
		    "example.net none 7; to day 0; day messages 5; day "
		    "messages 900; policy none 5; policy reject 900; "
		    "evil.example Evil 900; receiver.example R 5; source "
		    "203.0.113.9 900; source 192.0.2.1 5; span to 1" },
		{ TRUST_VERIFIED,
		    "totals messages 5; of domains 1; in reports 1; by "
		    "reporters 1; example.org none 5; to day 0; day messages "
		    "5; policy none 5; receiver.example R 5; source 192.0.2.1 "
		    "5; span to 0" },
		{ 0, "totals messages 0; of domains 0; in reports 0; by "
		     "reporters 0; span to 8" },
	};
	struct fixture *x = *state;
	struct fake good = { "R", "a@receiver.example", "1", "example.org", 0,
		0, "192.0.2.1 5 none pass fail", PROVENANCE_UNVERIFIED, "",
		"none", "receiver.example", 0 };
	struct fake evil = { "Evil", "a@evil.example", "2", "example.org",
		DAY0 + DAY_SECONDS, DAY0 + 2 * DAY_SECONDS - 1,
		"203.0.113.9 900 none pass pass", PROVENANCE_UNVERIFIED, "",
		"reject", "evil.example", 0 };
	struct sums all;
	struct filter f;

	fake_save_from(x->st, &good, "receiver.example");
	fake_save_from(x->st, &evil, NULL);
	good.domain = "example.net";
	good.rows = "192.0.2.1 7 none pass fail";
	fake_save_from(x->st, &good, NULL);
	filter_init(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		store_trust(x->st, cases[i].trust);
		assert_int_equal(store_trusted(x->st), cases[i].trust);
		assert_string_equal(ask_all(x->st).text, cases[i].want);
		/* What it rests on is said of all. */
		ok(store_provenance(x->st, &f, always, &all, &e));
		assert_int_equal(all.verified, 5);
		assert_int_equal(all.unverified, 907);
	}
}

static void
answers_say_what_counts(void **state)
{
	json_t *o = json_object();
	char *text;

	(void)state;
	provenance_set_json(o, &(struct sums){ .verified = 1, .unverified = 2 },
	    TRUST_VERIFIED);
	text = json_dumps(o, JSON_COMPACT);
	assert_string_equal(text,
	    "{\"provenance\":{\"verified\":1,\"unverified\":2,\"failed\":0,"
	    "\"imported\":0},\"counted_provenance\":[\"verified\","
	    "\"imported\"]}");
	free(text);
	json_decref(o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(trust_acts_when_reading),
		cmocka_unit_test(answers_say_what_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
