/* Whose report is it, and on whose domain: judged when a report is saved. */
#include "tests/unit/store/fixture.h"

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
		assert_int_equal(fake_save_from(x->st, &f, judged[i].auth_from)
		                     .outcome,
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

	fake_save_from(x->st, &f, NULL);
	assert_int_equal(totals_of(x->st, NULL).sums.unverified, 5);
	assert_int_equal(fake_save_from(x->st, &f, "receiver.example").outcome,
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

	assert_int_equal(fake_save_from(x->st, &f, NULL).outcome,
	    OUTCOME_FAILED_AUTH);
	t = totals_of(x->st, NULL);
	assert_int_equal(t.sums.messages, 0);
	assert_int_equal(t.set_aside, 1);
	/* The genuine one comes after it. */
	f.provenance = PROVENANCE_UNVERIFIED;
	assert_int_equal(fake_save_from(x->st, &f, NULL).outcome,
	    OUTCOME_REPORT);
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
		assert_int_equal(fake_save_from(x->st, &f, NULL).outcome,
		    cases[i].want);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(provenance_is_judged_per_report),
		WITH_STORE(a_verified_copy_upgrades),
		WITH_STORE(what_failed_is_set_aside),
		WITH_STORE(own_domains),
		WITH_STORE(more_records_than_the_rules_allow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
