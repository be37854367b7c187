/* Databases of older layouts, carried over. */
#include "tests/unit/store/old_database.h"

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

/* As layout 12 kept them, and what they were. */
static const struct {
	const char *member;
	int cut;
	const char *whole;
} old_members[] = {
	{ "r.example!.xml.gz", 11, "r.example!a.example!1!2.xml.gz" },
	{ "r.example!", 11, "r.example!a.example!1!2" },
	{ "s.example!.xml", 11, "s.example!a.example!1!2.xml" },
	{ "r.example.xml", 10, "r.examplea.example!1!2.xml" },
	{ "\xc3\xa4!.xml", 4, "\xc3\xa4!a.example!1!2.xml" },
	{ "!.xml", 2, "!a.example!1!2.xml" },
	{ "", 1, "a.example!1!2" },
	{ "r.example!b.xml", 0, "r.example!b.xml" },
};

/* One for each of them, of layout 12. */
static void
store_old_reports(sqlite3 *db)
{
	char text[1024];

	run(db, "INSERT INTO domain VALUES (1, 'a.example'), "
	        "(2, 'r.example'), (3, '')");
	run(db, "INSERT INTO reporter VALUES (1, 'r.example')");
	run(db, "INSERT INTO policy VALUES (1, '', '', '', -1, '', '', '', '', "
	        "'')");
	run(db, "INSERT INTO submitter VALUES (1, 'R', '', '', '', '', '')");
	for (int i = 1; i <= (int)(sizeof(old_members) / sizeof(*old_members));
	     i++) {
		snprintf(text, sizeof(text),
		    "INSERT INTO report VALUES (%d, randomblob(32), %d, 1, 1, "
		    "1, 1, 1, '%d', 1, 2, 0, 2, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0, "
		    "1, 8, %d); "
		    "INSERT INTO intake_document (intake, seq, outcome, "
		    "report, size, member, member_cut) "
		    "VALUES (8, %d, 2, %d, 1, '%s', %d)",
		    i, i, i, i, i, i, old_members[i - 1].member,
		    old_members[i - 1].cut);
		run(db, text);
	}
}

static void
what_is_smaller_in_013_answers_as_before(void **state)
{
	static const struct mail_name mail = { "/mail", "1.x", 77, 5, 1000 };
	struct fixture *x = *state;
	sqlite3 *db = old_database(x, 12);
	struct prune p = { .to = { .ledger = 20700 } };
	struct stored_report s;
	struct arena a;
	bool known = false, more = true;

	run(db, "INSERT INTO folder VALUES (1, '/mail'), (2, '/mail/cur')");
	run(db, "INSERT INTO intake (id, folder, file, mail_from, provenance, "
	        "size, received) VALUES (8, 2, '1.x:2,S', 0, 3, 1000, 1), "
	        "(9, 2, '2.x:2,S', 0, 3, 1000, 1)");
	run(db, "INSERT INTO mail (folder, inode, intake, mtime_ns) "
	        "VALUES (1, 77, 8, 5)");
	store_old_reports(db);
	sqlite3_close(db);
	db = migrated(x);
	arena_init(&a, MIB);
	for (size_t i = 0; i < sizeof(old_members) / sizeof(*old_members);
	     i++) {
		ok(store_report(x->st, (int64_t)i + 1, &a, &s, &e));
		assert_string_equal(s.member, old_members[i].whole);
	}
	arena_release(&a);
	assert_int_equal(number(db, "SELECT count(*) FROM intake_document "
	                            "WHERE receiver = 2"),
	    2);
	while (more)
		ok(store_prune_step(x->st, &p, &more, &e));
	assert_int_equal(p.gone.ledger, 1);
	ok(store_mail_known(x->st, &mail, &known, &e));
	assert_true(known);
	sqlite3_close(db);
}

static void
what_was_kept_in_012_is_kept(void **state)
{
	const struct advice_wanted w = { "a.example", 66, "e 7", INT64_MAX };
	struct fixture *x = *state;
	sqlite3 *db = old_database(x, 12);
	struct advice_kept k;
	struct error wrong;
	struct arena a;

	run(db, "INSERT INTO domain VALUES (1, 'a.example')");
	run(db, "INSERT INTO advice_kept VALUES (1, 66, 0, 'e 7', x'42')");
	sqlite3_close(db);
	db = migrated(x);
	arena_init(&a, MIB);
	ok(store_advice_kept(x->st, &w, &a, &k, &e));
	assert_int_equal(store_origins_kept(x->st, &w, &a, &k, &wrong),
	    ERR_NOTFOUND);
	run(db, "INSERT INTO advice_origins VALUES (1, x'41')");
	ok(store_origins_kept(x->st, &w, &a, &k, &e));
	arena_release(&a);
	sqlite3_close(db);
}

static void
sources_stay_in_013(void **state)
{
	struct fixture *x = *state;
	sqlite3 *db = old_database(x, 12);

	run(db, "INSERT INTO source VALUES (9, x'c0000201'), (3, x''), "
	        "(4, x'20010db8000000000000000000000001')");
	sqlite3_close(db);
	db = migrated(x);
	assert_int_equal(number(db, "SELECT count(*) FROM source WHERE "
	                            "(id, hex(source_ip)) IN (VALUES "
	                            "(9, 'C0000201'), (3, ''), (4, "
	                            "'20010DB8000000000000000000000001'))"),
	    3);
	assert_int_equal(sqlite3_exec(db,
	                     "INSERT INTO source (source_ip) "
	                     "VALUES (x'c0000201')",
	                     NULL, NULL, NULL),
	    SQLITE_CONSTRAINT);
	assert_int_equal(sqlite3_exec(db,
	                     "INSERT INTO source (source_ip) "
	                     "VALUES (x'c00002')",
	                     NULL, NULL, NULL),
	    SQLITE_CONSTRAINT);
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
		cmocka_unit_test_setup_teardown(
		    what_is_smaller_in_013_answers_as_before, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_kept_in_012_is_kept,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(sources_stay_in_013, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
