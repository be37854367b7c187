/*
 * Whose report is it, on whose domain, and what does it count: provenance is
 * judged when a report is saved, and weighed when a question is asked.
 */
#include "tests/unit/store/fixture.h"

static struct saved
save(struct store *st, const struct fake *f, const char *auth_from)
{
	struct intake_source s = { .path = "mail/cur/1.x:2,S",
		.mail_from = f->mail_from,
		.auth_from = auth_from,
		.provenance = f->provenance,
		.size = 1000 };
	struct saved saved;

	ok(store_begin(st, &e));
	ok(store_item_begin(st, &s, NOW, &e));
	saved = fake_document(st, f);
	ok(store_item_end(st, NULL, &e));
	ok(store_commit(st, &e));
	return saved;
}

#define ROWS "192.0.2.1 5 none pass fail"

static const struct {
	const char *what, *email, *mail_from, *auth_from;
	enum provenance came, want;
} judged[] = {
	{ "nobody vouches for the mail", "a@receiver.example",
	    "receiver.example", NULL, PROVENANCE_UNVERIFIED,
	    PROVENANCE_UNVERIFIED },
	{ "From is the reporter's", "a@receiver.example", "receiver.example",
	    "receiver.example", PROVENANCE_UNVERIFIED, PROVENANCE_VERIFIED },
	{ "another host of the reporter's", "a@mx.receiver.example",
	    "b.receiver.example", "b.receiver.example", PROVENANCE_UNVERIFIED,
	    PROVENANCE_VERIFIED },
	{ "the report names somebody else", "noreply@google.com",
	    "evil.example", "evil.example", PROVENANCE_UNVERIFIED,
	    PROVENANCE_UNVERIFIED },
	{ "no email: the From is the reporter", "", "receiver.example",
	    "receiver.example", PROVENANCE_UNVERIFIED, PROVENANCE_VERIFIED },
	{ "From shows one, the authenticated is another", "",
	    "receiver.example", "evil.example", PROVENANCE_UNVERIFIED,
	    PROVENANCE_UNVERIFIED },
	{ "a pair of reporters.tsv", "x@dmarc.yahooinc.com", "dmarc.yahoo.com",
	    "dmarc.yahoo.com", PROVENANCE_UNVERIFIED, PROVENANCE_VERIFIED },
	{ "a pair the wrong way round", "x@yahoo.com", "yahooinc.com",
	    "yahooinc.com", PROVENANCE_UNVERIFIED, PROVENANCE_UNVERIFIED },
	{ "a pair of the rules", "x@reports.example", "mailer.example",
	    "a.mailer.example", PROVENANCE_UNVERIFIED, PROVENANCE_VERIFIED },
	{ "a public suffix is no organization of two", "a@one.co.uk",
	    "two.co.uk", "two.co.uk", PROVENANCE_UNVERIFIED,
	    PROVENANCE_UNVERIFIED },
	{ "a name without a dot", "a@localhost", "localhost", "localhost",
	    PROVENANCE_UNVERIFIED, PROVENANCE_UNVERIFIED },
	{ "brought by hand stays so", "a@receiver.example", "receiver.example",
	    "receiver.example", PROVENANCE_IMPORTED, PROVENANCE_IMPORTED },
};

static const struct reporter_pair pairs[] = { { "mail.reports.example",
    "mailer.example" } };

static enum err
see_report(void *ctx, const struct report_row *row, struct error *e)
{
	(void)e;
	snprintf(ctx, 64, "%s%s", row->provenance,
	    row->counted ? " counted" : "");
	return OK;
}

static void
provenance_is_judged_per_report(void **state)
{
	const struct store_rules rules = { .pairs = pairs,
		.n_pairs = 1,
		.records = 10 };

	(void)state;
	for (size_t i = 0; i < sizeof(judged) / sizeof(judged[0]); i++) {
		struct fake f = { "R", judged[i].email, "1", "example.org", 0,
			0, ROWS, judged[i].came, "", "none",
			judged[i].mail_from, 0 };
		char seen[64] = "", want[64];
		struct fixture *x;
		struct filter all;
		struct page page;

		print_message("%s\n", judged[i].what);
		setup((void **)&x);
		store_set_rules(x->st, &rules);
		store_trust(x->st, TRUST_VERIFIED);
		assert_int_equal(save(x->st, &f, judged[i].auth_from).outcome,
		    OUTCOME_REPORT);
		filter_init(&all);
		ok(store_reports(x->st, &all, always, see_report, seen, &page,
		    &e));
		snprintf(want, sizeof(want), "%s%s",
		    word_text(VOCAB_PROVENANCE, (int)judged[i].want),
		    judged[i].want == PROVENANCE_UNVERIFIED ? "" : " counted");
		assert_string_equal(seen, want);
		teardown((void **)&x);
	}
}

/* A later copy that is authenticated lifts the stored one. */
static void
a_verified_copy_upgrades(void **state)
{
	struct fixture *x = *state;
	struct fake f = { "R", "a@receiver.example", "1", "example.org", 0, 0,
		ROWS, PROVENANCE_UNVERIFIED, "", "none", "receiver.example",
		0 };

	save(x->st, &f, NULL);
	assert_int_equal(totals_of(x->st, NULL).sums.unverified, 5);
	assert_int_equal(save(x->st, &f, "receiver.example").outcome,
	    OUTCOME_DUPLICATE);
	assert_int_equal(totals_of(x->st, NULL).sums.verified, 5);
	assert_int_equal(totals_of(x->st, NULL).sums.unverified, 0);
}

static void
what_failed_is_set_aside(void **state)
{
	struct fixture *x = *state;
	struct fake f = { "R", "a@receiver.example", "1", "example.org", 0, 0,
		ROWS, PROVENANCE_FAILED, "", "none", "receiver.example", 0 };
	struct totals t;

	assert_int_equal(save(x->st, &f, NULL).outcome, OUTCOME_FAILED_AUTH);
	t = totals_of(x->st, NULL);
	assert_int_equal(t.sums.messages, 0);
	assert_int_equal(t.set_aside, 1);
	/* The genuine one comes after it. */
	f.provenance = PROVENANCE_UNVERIFIED;
	assert_int_equal(save(x->st, &f, NULL).outcome, OUTCOME_REPORT);
}

static void
own_domains(void **state)
{
	static const char *const own[] = { "example.org",
		"mail.example.co.uk" };
	const struct store_rules rules = { .own_domains = own,
		.n_own_domains = 2,
		.records = 10 };
	static const struct {
		const char *domain;
		enum outcome want;
	} cases[] = {
		{ "example.org", OUTCOME_REPORT },
		{ "a.b.example.org", OUTCOME_REPORT },
		{ "example.co.uk", OUTCOME_REPORT }, /* the organization */
		{ "other.example.co.uk", OUTCOME_REPORT },
		{ "co.uk", OUTCOME_REPORT }, /* above it */
		{ "org", OUTCOME_REPORT },
		{ "example.net", OUTCOME_FOREIGN_DOMAIN },
		{ "notexample.org", OUTCOME_FOREIGN_DOMAIN },
		{ "foreign.co.uk", OUTCOME_FOREIGN_DOMAIN },
		{ "com", OUTCOME_FOREIGN_DOMAIN },
	};
	struct fixture *x = *state;

	store_set_rules(x->st, &rules);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fake f = { "R", "a@receiver.example", "1",
			cases[i].domain, 0, 0, ROWS, PROVENANCE_IMPORTED, "",
			"none", NULL, 0 };

		print_message("%s\n", cases[i].domain);
		assert_int_equal(save(x->st, &f, NULL).outcome, cases[i].want);
	}
	assert_int_equal(totals_of(x->st, NULL).set_aside, 4);
}

static void
more_records_than_the_rules_allow(void **state)
{
	const struct store_rules rules = { .records = 1 };
	struct fixture *x = *state;
	struct fake f = { .rows = "",
		.domain = "example.org",
		.provenance = PROVENANCE_IMPORTED };
	struct record r = { .count = 1, .header_from = "example.org" };
	struct error why;

	store_set_rules(x->st, &rules);
	ok(store_begin(x->st, &e));
	fake_begin(x->st, &f);
	ok(store_record(x->st, &r, &e));
	assert_int_equal(store_record(x->st, &r, &why), ERR_LIMIT);
}

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
		0, ROWS, PROVENANCE_UNVERIFIED, "", "none", "receiver.example",
		0 };
	struct fake evil = { "Evil", "a@evil.example", "2", "example.org",
		DAY0 + DAY_SECONDS, DAY0 + 2 * DAY_SECONDS - 1,
		"203.0.113.9 900 none pass pass", PROVENANCE_UNVERIFIED, "",
		"reject", "evil.example", 0 };
	struct sums all;
	struct filter f;

	save(x->st, &good, "receiver.example");
	save(x->st, &evil, NULL);
	good.domain = "example.net";
	good.rows = "192.0.2.1 7 none pass fail";
	save(x->st, &good, NULL);
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
		cmocka_unit_test(provenance_is_judged_per_report),
		cmocka_unit_test_setup_teardown(a_verified_copy_upgrades, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(what_failed_is_set_aside, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(own_domains, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    more_records_than_the_rules_allow, setup, teardown),
		cmocka_unit_test_setup_teardown(trust_acts_when_reading, setup,
		    teardown),
		cmocka_unit_test(answers_say_what_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
