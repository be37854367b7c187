/* Items, the ledger, and that nothing of what failed stays. */
#include "tests/unit/core/check.h"
#include "tests/unit/store/rows_of_all.h"

static void
rollback_leaves_nothing(void **state)
{
	struct fixture *x = *state;

	ok(store_begin(x->st, &e));
	fake_item(x->st, &one);
	fake_begin(x->st, &two);
	fake_document(x->st, &two);
	store_rollback(x->st);
	assert_int_equal(rows_of_all(x), 0);
	assert_int_equal(fake_save(x->st, &one).outcome, OUTCOME_REPORT);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 8);
}

static void
an_item_that_does_not_end_leaves_nothing(void **state)
{
	struct fixture *x = *state;

	ok(store_begin(x->st, &e));
	fake_begin(x->st, &two);
	fake_document(x->st, &two);
	fake_rows(x->st, &two);
	fake_item(x->st, &one);
	fake_begin(x->st, &two);
	fake_document(x->st, &two);
	ok(store_commit(x->st, &e));
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 8);
	assert_int_equal(ask(x, "SELECT count(*) FROM report"), 1);
	assert_int_equal(ask(x, "SELECT count(*) FROM source"), 2);
	assert_int_equal(ask(x, "SELECT count(*) FROM domain"), 1);
	assert_int_equal(ask(x, "SELECT count(*) FROM intake"), 1);
	assert_int_equal(fake_save(x->st, &two).outcome, OUTCOME_REPORT);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 15);
}

static void
a_second_run_stores_nothing_but_its_ledger(void **state)
{
	struct fixture *x = *state;
	int64_t before;

	fake_save(x->st, &one);
	fake_save(x->st, &two);
	before = rows_of_all(x) - 4; /* intake, intake_document */
	assert_int_equal(fake_save(x->st, &one).outcome, OUTCOME_DUPLICATE);
	assert_int_equal(fake_save(x->st, &two).outcome, OUTCOME_DUPLICATE);
	assert_int_equal(rows_of_all(x) - 8, before);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 15);
}

static void
rows_of_what_is_no_report_leave_nothing(void **state)
{
	struct fixture *x = *state;
	struct document d = { .outcome = OUTCOME_TRUNCATED,
		.reason = "the end is missing",
		.member = "a.xml",
		.size = 9 };
	struct saved saved;

	digest_of("truncated", 9, &d.digest);
	ok(store_begin(x->st, &e));
	fake_begin(x->st, &one);
	fake_rows(x->st, &one);
	ok(store_document(x->st, &d, &saved, &e));
	ok(store_item_end(x->st, NULL, &e));
	ok(store_commit(x->st, &e));
	assert_int_equal(saved.outcome, OUTCOME_TRUNCATED);
	assert_int_equal(saved.report, 0);
	assert_int_equal(ask(x, "SELECT count(*) FROM source"), 0);
	assert_int_equal(ask(x, "SELECT count(*) FROM auth"), 0);
	assert_int_equal(ask(x, "SELECT count(*) FROM intake_document "
	                        "WHERE outcome = 13 AND member = 'a.xml' AND "
	                        "size = 9 "
	                        "AND reason = 'the end is missing' AND "
	                        "length(digest) = 32"),
	    1);
	assert_int_equal(totals_of(x->st, NULL).set_aside, 1);
}

static void
what_was_undone_is_interned_again(void **state)
{
	struct fixture *x = *state;
	struct document d = { .outcome = OUTCOME_MALFORMED, .reason = "no" };
	struct saved saved;

	ok(store_begin(x->st, &e));
	fake_begin(x->st, &one);
	fake_rows(x->st, &one);
	ok(store_document(x->st, &d, &saved, &e));
	fake_document(x->st, &one);
	ok(store_item_end(x->st, NULL, &e));
	fake_begin(x->st, &two);
	fake_rows(x->st, &two);
	fake_item(x->st, &two);
	ok(store_commit(x->st, &e));
	assert_int_equal(ask(x, "SELECT count(*) FROM source"), 3);
	assert_int_equal(ask(x, "SELECT count(*) FROM record r "
	                        "JOIN source s ON s.id = r.source "
	                        "JOIN domain d ON d.id = r.header_from "
	                        "JOIN auth a ON a.id = r.auth"),
	    3);
	assert_int_equal(ask(x, "SELECT count(*) FROM record"), 3);
}

static void
a_set_is_not_found_by_its_hash_alone(void **state)
{
	struct fixture *x = *state;
	sqlite3 *db;

	fake_save(x->st, &one);
	assert_int_equal(ask(x, "SELECT count(*) FROM auth"), 1);
	store_close(x->st);
	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE auth SET entries = x'0000'",
	                     NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(db);
	ok(store_open(x->path, STORE_WRITE, &x->st, &e));
	fake_save(x->st, &two);
	assert_int_equal(ask(x, "SELECT count(*) FROM auth"), 2);
}

static void
a_restart_forgets_the_rows(void **state)
{
	struct fixture *x = *state;

	ok(store_begin(x->st, &e));
	fake_begin(x->st, &one);
	fake_rows(x->st, &two);
	store_restart(x->st);
	fake_document(x->st, &one);
	ok(store_item_end(x->st, NULL, &e));
	ok(store_commit(x->st, &e));
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 8);
	assert_int_equal(ask(x, "SELECT max(seq) FROM record"), 1);
}

static void
two_documents_of_one_item(void **state)
{
	struct fixture *x = *state;

	ok(store_begin(x->st, &e));
	fake_begin(x->st, &one);
	assert_int_equal(fake_document(x->st, &one).outcome, OUTCOME_REPORT);
	assert_int_equal(fake_document(x->st, &two).outcome, OUTCOME_REPORT);
	assert_int_equal(fake_document(x->st, &one).outcome, OUTCOME_DUPLICATE);
	ok(store_item_end(x->st, NULL, &e));
	ok(store_commit(x->st, &e));
	assert_int_equal(ask(x, "SELECT count(*) FROM intake"), 1);
	assert_int_equal(ask(x, "SELECT sum(seq) FROM intake_document"), 3);
	assert_int_equal(totals_of(x->st, NULL).reports, 2);
	assert_int_equal(totals_of(x->st, NULL).set_aside, 0);
}

/* What the database keeps of the report with this id. */
static int64_t
of_report(struct fixture *x, const char *column, size_t id)
{
	char text[64];

	snprintf(text, sizeof(text),
	    "SELECT %s FROM report WHERE report_id = '%zu'", column, id);
	return ask(x, text);
}

static void
old_and_long_reports_are_flagged(void **state)
{
	static const struct {
		const char *what;
		int64_t begin, end;
		int late, coarse;
		int64_t day; /* from DAY0's */
	} cases[] = {
		{ "a day", DAY0, DAY0 + 86399, 0, 0, 0 },
		{ "a day that begins in the evening", DAY0 - 14400,
		    DAY0 + 71999, 0, 0, 0 },
		{ "36 hours", DAY0, DAY0 + 129600, 0, 0, 0 },
		{ "a second more", DAY0, DAY0 + 129601, 0, 1, 0 },
		{ "three days", DAY0, DAY0 + 3 * 86400 - 1, 0, 1, 1 },
		{ "400 days old", NOW - 400 * 86400 - 60, NOW - 400 * 86400, 0,
		    0, -399 },
		{ "and a second", NOW - 400 * 86400 - 60, NOW - 400 * 86400 - 1,
		    1, 0, -399 },
		{ "an instant", DAY0, DAY0, 0, 0, 0 },
	};
	struct fixture *x = *state;
	char id[8];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fake f = one;

		snprintf(id, sizeof(id), "%zu", i);
		f.id = id;
		f.begin = cases[i].begin;
		f.end = cases[i].end;
		fake_save(x->st, &f);
		check_int(cases[i].what, of_report(x, "late", i),
		    cases[i].late);
		check_int(cases[i].what, of_report(x, "coarse", i),
		    cases[i].coarse);
		check_int(cases[i].what,
		    of_report(x, "day", i) - DAY0 / DAY_SECONDS, cases[i].day);
	}
}

static void
a_report_has_a_ceiling(void **state)
{
	struct fixture *x = *state;
	struct record r = { .count = 1, .header_from = "example.org" };
	struct error why;
	size_t max = limits_default().records;

	ok(store_begin(x->st, &e));
	fake_begin(x->st, &one);
	for (size_t i = 0; i < max; i++)
		if (store_record(x->st, &r, &why) != OK)
			fail_msg("record %zu: %s", i, why.text);
	assert_int_equal(store_record(x->st, &r, &why), ERR_LIMIT);
	store_rollback(x->st);
}

static void
many_batches_in_one_connection(void **state)
{
	struct fixture *x = *state;
	char id[32], rows[64];

	for (int i = 0; i < 50; i++) {
		ok(store_begin(x->st, &e));
		for (int k = 0; k < 4; k++) {
			struct fake f = one;
			snprintf(id, sizeof(id), "%d.%d", i, k);
			snprintf(rows, sizeof(rows),
			    "192.0.2.%d 1 none pass fail", i);
			f.id = id;
			f.rows = rows;
			fake_item(x->st, &f);
		}
		if (i % 5 == 4)
			store_rollback(x->st);
		else
			ok(store_commit(x->st, &e));
	}
	assert_int_equal(totals_of(x->st, NULL).reports, 160);
	assert_int_equal(ask(x, "SELECT count(*) FROM source"), 40);
	assert_int_equal(ask(x, "SELECT counter FROM change"), 40);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(rollback_leaves_nothing),
		WITH_STORE(an_item_that_does_not_end_leaves_nothing),
		WITH_STORE(a_second_run_stores_nothing_but_its_ledger),
		WITH_STORE(rows_of_what_is_no_report_leave_nothing),
		WITH_STORE(what_was_undone_is_interned_again),
		WITH_STORE(a_set_is_not_found_by_its_hash_alone),
		WITH_STORE(a_restart_forgets_the_rows),
		WITH_STORE(two_documents_of_one_item),
		WITH_STORE(old_and_long_reports_are_flagged),
		WITH_STORE(a_report_has_a_ceiling),
		WITH_STORE(many_batches_in_one_connection),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
