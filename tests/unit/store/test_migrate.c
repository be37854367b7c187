/* Databases of older layouts, carried over. */
#include "tests/unit/store/fixture.h"

#include <sqlite3.h>

#include "core/embed.h"
#include "store/rows.h"

static void
run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

static int64_t
number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s;
	int64_t n;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

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
	int64_t v;

	run(db, "INSERT INTO record VALUES "
	        "(1, 20777, 3, 0, 9, 77, 4, 2, 3, 11, 12, 13, 14, 65538, 5, "
	        "15), (1, 20776, 2, 0, 9, 78, 2, 3, 3, 11, 12, 13, 14, 0, 2, "
	        "0)");
	run(db, "INSERT INTO record_conflict VALUES "
	        "(1, 20777, 4, 0, 9, 79, 3, 0, 1, 11, 12, 13, 14, 1, 3, 15)");
	sqlite3_close(db);
	db = migrated(x);
	assert_int_equal(number(db, "SELECT count(*) FROM record"), 2);
	v = number(db, "SELECT verdict FROM record WHERE report = 3");
	assert_int_equal(verdict_disposition(v), DISPOSITION_REJECT);
	assert_int_equal(verdict_dkim(v), ALIGNED_PASS);
	assert_int_equal(verdict_spf(v), ALIGNED_FAIL);
	assert_int_equal(verdict_provenance(v), PROVENANCE_IMPORTED);
	assert_int_equal(verdict_flags(v), ROW_RELAYED | 1 << 1);
	assert_int_equal(number(db, "SELECT source = 9 AND messages = 77 "
	                            "AND header_from = 11 AND envelope_from = "
	                            "12 AND envelope_to = 13 AND auth = 14 "
	                            "AND detail = 15 FROM record "
	                            "WHERE report = 3"),
	    1);
	v = number(db, "SELECT verdict FROM record_conflict");
	assert_int_equal(verdict_disposition(v), DISPOSITION_QUARANTINE);
	assert_int_equal(verdict_flags(v), ROW_OUTSIDE_DOMAIN);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(records_keep_what_they_say,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(mails_stay_known, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
