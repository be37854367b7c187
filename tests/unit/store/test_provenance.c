/*
 * Better provenance wins over arrival: what is counted, and under which
 * provenance, is the same whichever of two documents came first.
 */
#include "tests/unit/store/fixture.h"

#define GENUINE "192.0.2.1 5 none pass fail; 192.0.2.2 3 none fail fail"
#define FORGED "192.0.2.1 5 none pass fail; 203.0.113.9 900 none pass pass"
#define APART "203.0.113.9 900 none pass pass"

static struct saved
save(struct fixture *x, const char *rows, enum provenance p, const char *salt)
{
	struct fake f = { "R", "d@receiver.example", "1", "example.org", 0, 0,
		rows, p, salt, "none", NULL, 0 };

	return fake_save(x->st, &f);
}

static const struct {
	const char *what;
	struct {
		const char *rows;
		enum provenance p;
		const char *salt;
	} documents[3];
	int64_t messages, verified, unverified, imported, reports;
} cases[] = {
	{ "a verified report and a forged one",
	    { { GENUINE, PROVENANCE_VERIFIED, "" },
	        { FORGED, PROVENANCE_UNVERIFIED, "" } },
	    8, 8, 0, 0, 1 },
	{ "an imported report and a forged one",
	    { { GENUINE, PROVENANCE_IMPORTED, "" },
	        { FORGED, PROVENANCE_UNVERIFIED, "" } },
	    8, 0, 0, 8, 1 },
	{ "a verified report and a forged one with other rows alone",
	    { { GENUINE, PROVENANCE_VERIFIED, "" },
	        { APART, PROVENANCE_UNVERIFIED, "" } },
	    8, 8, 0, 0, 1 },
	{ "an unverified report and one that failed",
	    { { GENUINE, PROVENANCE_UNVERIFIED, "" },
	        { FORGED, PROVENANCE_FAILED, "" } },
	    8, 0, 8, 0, 1 },
	{ "two copies of one document, one verified",
	    { { GENUINE, PROVENANCE_VERIFIED, "" },
	        { GENUINE, PROVENANCE_UNVERIFIED, "" } },
	    8, 8, 0, 0, 1 },
	{ "two copies with other bytes, one verified",
	    { { GENUINE, PROVENANCE_VERIFIED, "a" },
	        { GENUINE, PROVENANCE_UNVERIFIED, "b" } },
	    8, 8, 0, 0, 1 },
	{ "two copies, one imported, one verified",
	    { { GENUINE, PROVENANCE_VERIFIED, "" },
	        { GENUINE, PROVENANCE_IMPORTED, "" } },
	    8, 8, 0, 0, 1 },
	{ "a forgery between two copies",
	    { { GENUINE, PROVENANCE_VERIFIED, "" },
	        { FORGED, PROVENANCE_UNVERIFIED, "" },
	        { GENUINE, PROVENANCE_UNVERIFIED, "" } },
	    8, 8, 0, 0, 1 },
	{ "verified parts and a forged one",
	    { { GENUINE, PROVENANCE_VERIFIED, "" },
	        { "192.0.2.77 4 none pass fail", PROVENANCE_VERIFIED, "" },
	        { FORGED, PROVENANCE_UNVERIFIED, "" } },
	    12, 12, 0, 0, 2 },
	{ "unverified parts and a verified whole",
	    { { GENUINE, PROVENANCE_UNVERIFIED, "" },
	        { APART, PROVENANCE_UNVERIFIED, "" },
	        { GENUINE ";" APART, PROVENANCE_VERIFIED, "" } },
	    908, 908, 0, 0, 1 },
};

/* Save in one order; then everything that is counted must be as wanted. */
static void
check_order(size_t n, const int *order, size_t n_order)
{
	struct fixture *x;
	struct totals t;
	char text[16] = "";

	setup((void **)&x);
	for (size_t i = 0; i < n_order; i++) {
		size_t d = (size_t)order[i];
		save(x, cases[n].documents[d].rows, cases[n].documents[d].p,
		    cases[n].documents[d].salt);
		snprintf(text + i, 2, "%d", order[i]);
	}
	t = totals_of(x->st, "example.org");
	if (t.sums.messages != cases[n].messages ||
	    t.sums.verified != cases[n].verified ||
	    t.sums.unverified != cases[n].unverified ||
	    t.sums.imported != cases[n].imported ||
	    t.reports != cases[n].reports)
		fail_msg("%s, order %s: %lld messages (%lld verified, %lld "
		         "unverified, %lld imported) in %lld reports",
		    cases[n].what, text, (long long)t.sums.messages,
		    (long long)t.sums.verified, (long long)t.sums.unverified,
		    (long long)t.sums.imported, (long long)t.reports);
	teardown((void **)&x);
}

static void
order_does_not_matter(void **state)
{
	static const int twos[][2] = { { 0, 1 }, { 1, 0 } };
	static const int threes[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
		{ 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (cases[i].documents[2].rows == NULL)
			for (size_t k = 0; k < 2; k++)
				check_order(i, twos[k], 2);
		else
			for (size_t k = 0; k < 6; k++)
				check_order(i, threes[k], 3);
	}
}

static enum err
see_report(void *ctx, const struct report_row *row, struct error *e)
{
	char *out = ctx;

	(void)e;
	snprintf(out + strlen(out), 200 - strlen(out), "%s %s %lld%s; ",
	    row->outcome, row->provenance, (long long)row->messages,
	    row->part ? " part" : "");
	return OK;
}

static void
what_was_replaced_stays_as_a_conflict(void **state)
{
	struct fixture *x = *state;
	struct filter f;
	struct page page;
	char seen[200] = "";

	assert_int_equal(save(x, FORGED, PROVENANCE_UNVERIFIED, "").outcome,
	    OUTCOME_REPORT);
	assert_int_equal(save(x, APART, PROVENANCE_UNVERIFIED, "").outcome,
	    OUTCOME_CONFLICT);
	assert_int_equal(save(x, GENUINE, PROVENANCE_VERIFIED, "").outcome,
	    OUTCOME_REPORT);
	filter_init(&f);
	ok(store_reports(x->st, &f, always, see_report, seen, &page, &e));
	assert_string_equal(seen, "report verified 8; conflict unverified 900; "
	                          "conflict unverified 905; ");
}

static void
an_upgrade_inside_one_batch(void **state)
{
	struct fixture *x = *state;
	struct fake f = { "R", "d@receiver.example", "1", "example.org", 0, 0,
		FORGED, PROVENANCE_UNVERIFIED, "", "none", NULL, 0 };
	struct totals t;

	ok(store_begin(x->st, &e));
	fake_item(x->st, &f);
	f.rows = GENUINE;
	f.provenance = PROVENANCE_VERIFIED;
	fake_item(x->st, &f);
	ok(store_commit(x->st, &e));
	t = totals_of(x->st, NULL);
	assert_int_equal(t.sums.messages, 8);
	assert_int_equal(t.sums.unverified, 0);
	assert_int_equal(t.reports, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_does_not_matter),
		cmocka_unit_test_setup_teardown(
		    what_was_replaced_stays_as_a_conflict, setup, teardown),
		cmocka_unit_test_setup_teardown(an_upgrade_inside_one_batch,
		    setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
