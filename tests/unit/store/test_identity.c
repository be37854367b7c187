/* When two documents are the same report. */
#include "tests/unit/store/fixture.h"

/* What the second document becomes after the first. */
static const struct fake first = { "R", "d@receiver.example", "id-1",
	"example.org", 0, 0,
	"192.0.2.1 5 none pass fail; 192.0.2.2 3 none fail fail", 0, NULL,
	"none", NULL, 0 };

static const struct second {
	const char *what;
	struct fake second;
	enum outcome want;
	bool part;
	int64_t messages; /* counted after both */
} cases[] = {
	{ "the same document: duplicate", { .salt = NULL }, OUTCOME_DUPLICATE,
	    false, 8 },
	{ "equal rows in other bytes: duplicate", { .salt = "x" },
	    OUTCOME_DUPLICATE, false, 8 },
	{ "equal rows in another order: duplicate",
	    { .rows = "192.0.2.2 3 none fail fail;"
	              "192.0.2.1 5 none pass fail" },
	    OUTCOME_DUPLICATE, false, 8 },
	{ "one row split in two: duplicate",
	    { .rows = "192.0.2.1 2 none pass fail;"
	              "192.0.2.2 3 none fail fail;"
	              "192.0.2.1 3 none pass fail" },
	    OUTCOME_DUPLICATE, false, 8 },
	{ "report_id in <> and blanks: duplicate", { .id = " <id-1> " },
	    OUTCOME_DUPLICATE, false, 8 },
	{ "the same name at another host: duplicate",
	    { .email = "x@eu.receiver.example", .org = "Other" },
	    OUTCOME_DUPLICATE, false, 8 },
	{ "other rows altogether: a part",
	    { .rows = "192.0.2.9 7 none pass fail" }, OUTCOME_REPORT, true,
	    15 },
	{ "the same address, other result: a part",
	    { .rows = "192.0.2.1 5 none fail fail" }, OUTCOME_REPORT, true,
	    13 },
	{ "another count in one row: conflict",
	    { .rows = "192.0.2.1 6 none pass fail;"
	              "192.0.2.2 3 none fail fail" },
	    OUTCOME_CONFLICT, false, 8 },
	{ "a row less: conflict", { .rows = "192.0.2.1 5 none pass fail" },
	    OUTCOME_CONFLICT, false, 8 },
	{ "a row more: conflict",
	    { .rows = "192.0.2.1 5 none pass fail;"
	              "192.0.2.2 3 none fail fail;"
	              "192.0.2.3 1 none fail fail" },
	    OUTCOME_CONFLICT, false, 8 },
	{ "the same id, another range: another report",
	    { .begin = DAY0 + DAY_SECONDS, .end = DAY0 + 2 * DAY_SECONDS - 1 },
	    OUTCOME_REPORT, false, 16 },
	{ "the same id of another reporter: another report",
	    { .email = "d@other.example" }, OUTCOME_REPORT, false, 16 },
	{ "the same id for another domain: another report",
	    { .domain = "example.net" }, OUTCOME_REPORT, false, 16 },
	{ "another id: another report", { .id = "id-2" }, OUTCOME_REPORT, false,
	    16 },
	{ "ids differ in their case: another report", { .id = "ID-1" },
	    OUTCOME_REPORT, false, 16 },
};

/* The first, but for what the case names. */
static struct fake
second_of(const struct fake *named)
{
	struct fake f = first;

	f.id = named->id != NULL ? named->id : first.id;
	f.email = named->email != NULL ? named->email : first.email;
	f.org = named->org != NULL ? named->org : first.org;
	f.domain = named->domain != NULL ? named->domain : first.domain;
	f.rows = named->rows != NULL ? named->rows : first.rows;
	f.salt = named->salt;
	f.begin = named->begin;
	f.end = named->end;
	return f;
}

static void
try_second(struct store *st, const struct second *want)
{
	const struct fake second = second_of(&want->second);
	struct saved a = fake_save(st, &first), b = fake_save(st, &second);
	struct totals t = totals_of(st, NULL);

	if (a.outcome != OUTCOME_REPORT || a.part || b.outcome != want->want ||
	    b.part != want->part || t.sums.messages != want->messages)
		fail_msg("%s: %s%s, %lld messages", want->what,
		    word_text(VOCAB_OUTCOME, (int)b.outcome),
		    b.part ? ", a part" : "", (long long)t.sums.messages);
	if ((b.report == a.report) != (b.outcome == OUTCOME_DUPLICATE))
		fail_msg("%s: wrong report id", want->what);
}

static void
second_documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fixture *x;

		setup((void **)&x);
		try_second(x->st, &cases[i]);
		teardown((void **)&x);
	}
}

static void
an_empty_id_goes_by_digest(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.domain = "example.org",
		.rows = "192.0.2.1 5 none pass fail" };

	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_REPORT);
	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_DUPLICATE);
	f.salt = "other bytes";
	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_REPORT);
	f.salt = "and others";
	f.id = " <> ";
	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_REPORT);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 15);
}

static void
reports_without_rows_are_duplicates(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R", .id = "1", .domain = "example.org" };

	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_REPORT);
	f.salt = "other bytes";
	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_DUPLICATE);
	assert_int_equal(totals_of(x->st, NULL).reports, 1);
}

static void
companies_of_a_hosting_domain_are_apart(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "one.example",
		.email = "d@esa.iphmx.com",
		.id = "1",
		.domain = "example.org",
		.rows = "192.0.2.1 5 none pass fail" };

	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_REPORT);
	f.org = "two.example";
	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_REPORT);
	assert_int_equal(totals_of(x->st, NULL).reporters, 2);
}

static void
parts_are_compared_together(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "1",
		.domain = "example.org",
		.rows = "192.0.2.1 1 none pass fail" };

	assert_false(fake_save(x->st, &f).part);
	f.rows = "192.0.2.2 2 none pass fail";
	assert_true(fake_save(x->st, &f).part);
	f.rows = "192.0.2.3 4 none pass fail; 192.0.2.2 9 none pass fail";
	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_CONFLICT);
	f.rows = "192.0.2.2 2 none pass fail; 192.0.2.1 1 none pass fail";
	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_DUPLICATE);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 3);
	assert_int_equal(totals_of(x->st, NULL).reports, 2);
}

/* GMO Pepabo: each server sends what it saw, all under one id and range. */
static void
three_servers_are_three_parts(void **state)
{
	static const int orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
		{ 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	static const char *const rows[] = {
		"192.0.2.1 5 none pass fail; 192.0.2.2 3 none fail fail",
		"192.0.2.1 5 none fail fail", "192.0.2.9 7 reject fail fail"
	};
	struct fake f = { .org = "GMO Pepabo, Inc.",
		.email = "dmarc@pepabo.example",
		.id = "20261120",
		.domain = "example.org" };

	(void)state;
	for (size_t o = 0; o < sizeof(orders) / sizeof(orders[0]); o++) {
		struct fixture *x;

		setup((void **)&x);
		for (int i = 0; i < 6; i++) {
			struct saved s;

			f.rows = rows[orders[o][i % 3]];
			f.salt = i < 3 ? "" : "sent again";
			s = fake_save(x->st, &f);
			assert_int_equal(s.outcome,
			    i < 3 ? OUTCOME_REPORT : OUTCOME_DUPLICATE);
			assert_int_equal(s.part, i == 1 || i == 2);
		}
		assert_int_equal(totals_of(x->st, NULL).sums.messages, 20);
		assert_int_equal(totals_of(x->st, NULL).reports, 3);
		assert_int_equal(totals_of(x->st, NULL).reporters, 1);
		teardown((void **)&x);
	}
}

static void
one_id_over_several_ranges_is_several_reports(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "weekly",
		.domain = "example.org",
		.rows = "192.0.2.1 5 none pass fail" };

	for (int i = 0; i < 6; i++) {
		f.begin = DAY0 - i % 3 * DAY_SECONDS;
		f.end = f.begin + DAY_SECONDS - 1;
		f.salt = i < 3 ? "" : "sent again";
		assert_int_equal(fake_save(x->st, &f).outcome,
		    i < 3 ? OUTCOME_REPORT : OUTCOME_DUPLICATE);
	}
	/* The same days, told otherwise: its end is one second later. */
	f.end++;
	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_REPORT);
	assert_int_equal(totals_of(x->st, NULL).reports, 4);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 20);
}

static void
a_conflict_that_comes_again_is_a_duplicate(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "1",
		.domain = "example.org",
		.rows = "192.0.2.1 1 none pass fail" };
	struct saved conflict, again;

	fake_save(x->st, &f);
	f.rows = "192.0.2.1 2 none pass fail";
	conflict = fake_save(x->st, &f);
	assert_int_equal(conflict.outcome, OUTCOME_CONFLICT);
	f.salt = "other bytes";
	again = fake_save(x->st, &f);
	assert_int_equal(again.outcome, OUTCOME_DUPLICATE);
	assert_int_equal(again.report, conflict.report);
}

static void
what_cannot_be_a_report_is_set_aside(void **state)
{
	struct fixture *x = *state;
	struct fake nobody = { .domain = "example.org", .id = "1" };
	struct fake no_domain = { .org = "R", .id = "1" };
	struct fake no_dates = { .org = "R",
		.id = "1",
		.domain = "example.org",
		.begin = 5,
		.end = 4 };

	assert_int_equal(fake_save(x->st, &nobody).outcome,
	    OUTCOME_NO_REPORTER);
	assert_int_equal(fake_save(x->st, &no_domain).outcome,
	    OUTCOME_MALFORMED);
	assert_int_equal(fake_save(x->st, &no_dates).outcome,
	    OUTCOME_BAD_DATES);
	assert_int_equal(totals_of(x->st, NULL).reports, 0);
	assert_int_equal(totals_of(x->st, NULL).set_aside, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(second_documents),
		WITH_STORE(an_empty_id_goes_by_digest),
		WITH_STORE(reports_without_rows_are_duplicates),
		WITH_STORE(companies_of_a_hosting_domain_are_apart),
		WITH_STORE(parts_are_compared_together),
		cmocka_unit_test(three_servers_are_three_parts),
		WITH_STORE(one_id_over_several_ranges_is_several_reports),
		WITH_STORE(a_conflict_that_comes_again_is_a_duplicate),
		WITH_STORE(what_cannot_be_a_report_is_set_aside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
