/* Databases of older layouts, carried over. */
#include "tests/unit/store/unpacked.h"

#include "core/embed.h"

/* A new database as it was at that version; the fixture's is closed. */
static sqlite3 *
old_database(struct fixture *x, int version)
{
	sqlite3 *db;

	store_close(x->st);
	x->st = NULL;
	unlink(x->path);
	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	for (const struct embedded *f = schema_files; f->name != NULL; f++)
		if (strtol(f->name, NULL, 10) > 0 &&
		    strtol(f->name, NULL, 10) <= version)
			run(db, f->begin);
	return db;
}

/* Brought up to date by the store, and open for questions of the test. */
static sqlite3 *
migrated(struct fixture *x)
{
	sqlite3 *db;

	ok(store_open(x->path, STORE_WRITE, &x->st, &e));
	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	return db;
}

static void
records_keep_what_they_say(void **state)
{
	struct fixture *x = *state;
	sqlite3 *db = old_database(x, 4);

	run(db, "INSERT INTO record VALUES "
	        "(1, 20777, 3, 0, 9, 77, 4, 2, 3, 11, 12, 13, 14, 65538, 5, "
	        "15), (1, 20776, 2, 0, 9, 78, 2, 3, 3, 11, 12, 13, 14, 0, 2, "
	        "0)");
	run(db, "INSERT INTO record_conflict VALUES "
	        "(1, 20777, 4, 0, 9, 79, 3, 0, 1, 11, 12, 13, 14, 1, 3, 15)");
	sqlite3_close(db);
	db = migrated(x);
	unpack_records(db);
	assert_int_equal(number(db, "SELECT count(*) FROM record"), 2);
	assert_int_equal(number(db, "SELECT disposition = 4 AND dkim = 2 "
	                            "AND spf = 3 AND provenance = 5 "
	                            "AND flags = 65538 AND source = 9 "
	                            "AND messages = 77 AND header_from = 11 "
	                            "AND envelope_from = 12 "
	                            "AND envelope_to = 13 AND auth = 14 "
	                            "AND detail = 15 FROM record "
	                            "WHERE report = 3"),
	    1);
	assert_int_equal(number(db, "SELECT disposition = 3 AND flags = 1 "
	                            "AND messages = 79 FROM record_conflict"),
	    1);
	sqlite3_close(db);
}

static void
mails_stay_known(void **state)
{
	static const struct mail_name mail = { "/mail", "1.x", 77, 5, 1000 };
	struct fixture *x = *state;
	sqlite3 *db = old_database(x, 4);
	bool known = false;

	run(db, "INSERT INTO folder VALUES (1, '/mail'), (2, '/mail/cur')");
	run(db, "INSERT INTO intake (id, folder, file, mail_from, provenance, "
	        "size, received) VALUES (8, 2, '1.x:2,S', 0, 3, 1000, 1)");
	run(db, "INSERT INTO mail VALUES (1, '1.x', 77, 5, 1000, 8), "
	        "(1, '2.x', 78, 5, 1000, 0)");
	sqlite3_close(db);
	db = migrated(x);
	assert_int_equal(number(db, "SELECT count(*) FROM mail"), 1);
	ok(store_mail_known(x->st, &mail, &known, &e));
	assert_true(known);
	sqlite3_close(db);
}

static void
sums_are_made_from_what_is_there(void **state)
{
	struct fixture *x = *state;
	sqlite3 *db = old_database(x, 4);

	/* domain, day, reporter, policy, provenance; then the sums */
	run(db, "INSERT INTO day_policy VALUES "
	        "(1, 64, 5, 1, 3, 2, 1, 30, 20, 10, 0, 0, 0), "
	        "(1, 64, 6, 1, 3, 1, 0, 5, 5, 0, 0, 0, 0), "
	        "(1, 95, 5, 2, 3, 1, 0, 7, 0, 0, 0, 7, 0), "
	        "(0, 64, 5, 0, 3, 2, 1, 30, 20, 10, 0, 0, 0)");
	/* domain, day, reporter, disposition, dkim, spf, provenance */
	run(db, "INSERT INTO day_total VALUES (1, 64, 5, 2, 2, 3, 3, 12), "
	        "(1, 64, 5, 2, 2, 2, 3, 8), (1, 64, 5, 2, 3, 3, 3, 10), "
	        "(1, 64, 6, 2, 3, 2, 3, 5), (1, 95, 5, 4, 3, 3, 3, 7)");
	run(db, "INSERT INTO record VALUES "
	        "(1, 64, 3, 0, 9, 12, 2, 2, 3, 0, 0, 0, 0, 0, 3, 0), "
	        "(1, 64, 3, 1, 9, 18, 2, 2, 3, 0, 0, 0, 0, 0, 3, 0)");
	run(db, "INSERT INTO folder VALUES (1, '')");
	run(db, "INSERT INTO intake (id, folder, file, mail_from, provenance, "
	        "size, received) VALUES (8, 1, 'x', 0, 3, 1, 172801)");
	run(db, "INSERT INTO intake_document (intake, seq, outcome, report, "
	        "size, reporter) VALUES (8, 0, 11, 0, 1, 5), "
	        "(8, 1, 11, 0, 1, 5), (8, 2, 12, 0, 1, 0)");
	sqlite3_close(db);
	db = migrated(x);
	assert_int_equal(number(db, "SELECT count(*) FROM day_total"), 3);
	assert_int_equal(number(db, "SELECT reports = 3 AND coarse = 1 AND "
	                            "messages = 35 "
	                            "AND pass = 25 AND fail_none = 10 AND "
	                            "dkim_pass = 20 "
	                            "AND spf_pass = 13 AND both_pass = 8 "
	                            "FROM day_total "
	                            "WHERE domain = 1 AND day = 64 AND "
	                            "provenance = 3"),
	    1);
	assert_int_equal(number(db, "SELECT count(*) FROM month_reporter"), 4);
	assert_int_equal(number(db,
	                     "SELECT reports = 3 AND messages = 37 "
	                     "AND fail_reject = 7 FROM month_reporter "
	                     "WHERE domain = 1 AND month = 2 AND reporter = 5"),
	    1);
	assert_int_equal(number(db, "SELECT records = 2 AND summed = 0 "
	                            "FROM source_period WHERE domain = 1 "
	                            "AND period = 4"),
	    1);
	assert_int_equal(number(db, "SELECT documents FROM intake_day WHERE "
	                            "outcome = 11 AND day = 2 AND "
	                            "reporter = 5"),
	    2);
	assert_int_equal(number(db, "SELECT count(*) FROM intake_day"), 2);
	sqlite3_close(db);
}

static void
what_goes_in_012_was_nobodys(void **state)
{
	static const struct fake same = { .org = "R",
		.id = "1",
		.domain = "a.example",
		.rows = "192.0.2.1 5 none pass fail" };
	struct fixture *x = *state;
	sqlite3 *db = old_database(x, 11);
	struct evaluation v;
	struct arena a;

	run(db, "INSERT INTO domain VALUES (1, 'a.example')");
	run(db, "INSERT INTO source VALUES (9, x'c0000201')");
	/* source, domain, provenance, first, last, last relayed, messages */
	run(db, "INSERT INTO source_domain VALUES (9, 1, 3, 64, 66, 65, 7), "
	        "(9, 1, 5, 64, 66, 0, 7)");
	run(db, "INSERT INTO source_pruned VALUES (9, 1, 3, 60, 61, 61, 8)");
	run(db, "INSERT INTO evaluation VALUES (1, 66, 66, 'NONE', 'Q5', "
	        "'READY', 1, 100, 5, 0, 5788800, '{\"a\":1}', '{}')");
	sqlite3_close(db);
	db = migrated(x);
	assert_int_equal(number(db,
	                     "SELECT count(*) FROM source_domain "
	                     "WHERE last_relayed = 65 * (provenance = 3) "
	                     "AND source = 9 AND domain = 1"),
	    2);
	assert_int_equal(number(db, "SELECT last_relayed FROM source_pruned"),
	    61);
	arena_init(&a, MIB);
	ok(store_evaluation_before(x->st, "a.example", 67, &a, &v, &e));
	assert_string_equal(v.board, "{}");
	assert_true(v.announced);
	arena_release(&a);
	/* A report is stored, and known again by its digest. */
	assert_int_equal(fake_save(x->st, &same).outcome, OUTCOME_REPORT);
	assert_int_equal(fake_save(x->st, &same).outcome, OUTCOME_DUPLICATE);
	sqlite3_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(records_keep_what_they_say,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(mails_stay_known, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(
		    sums_are_made_from_what_is_there, setup, teardown),
		cmocka_unit_test_setup_teardown(what_goes_in_012_was_nobodys,
		    setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
