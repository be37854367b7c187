/* What the database itself has, and two reports to put into it. */
#ifndef TESTS_UNIT_STORE_ROWS_OF_ALL_H
#define TESTS_UNIT_STORE_ROWS_OF_ALL_H

#include "tests/unit/store/unpacked.h"

static inline int64_t
ask(struct fixture *x, const char *text)
{
	sqlite3 *db;
	int64_t v;

	assert_int_equal(sqlite3_open_v2(x->path, &db, SQLITE_OPEN_READONLY,
	                     NULL),
	    SQLITE_OK);
	unpack_records(db);
	v = number(db, text);
	sqlite3_close(db);
	return v;
}

/* Rows of every table but change: nothing, or what a test put in. */
static inline int64_t
rows_of_all(struct fixture *x)
{
	return ask(x, "SELECT (SELECT count(*) FROM domain) "
	              "+ (SELECT count(*) FROM reporter) "
	              "+ (SELECT count(*) FROM folder) "
	              "+ (SELECT count(*) FROM source) "
	              "+ (SELECT count(*) FROM policy) "
	              "+ (SELECT count(*) FROM submitter) "
	              "+ (SELECT count(*) FROM auth) "
	              "+ (SELECT count(*) FROM detail) "
	              "+ (SELECT count(*) FROM intake) "
	              "+ (SELECT count(*) FROM intake_document) "
	              "+ (SELECT count(*) FROM mail) "
	              "+ (SELECT count(*) FROM report) "
	              "+ (SELECT count(*) FROM report_repair) "
	              "+ (SELECT count(*) FROM report_error) "
	              "+ (SELECT count(*) FROM document) "
	              "+ (SELECT count(*) FROM record) "
	              "+ (SELECT count(*) FROM record_conflict) "
	              "+ (SELECT count(*) FROM day_total) "
	              "+ (SELECT count(*) FROM day_policy) "
	              "+ (SELECT count(*) FROM source_domain) "
	              "+ (SELECT count(*) FROM reporter_day)");
}

static const struct fake one = { .org = "R",
	.id = "1",
	.domain = "example.org",
	.rows = "192.0.2.1 5 none pass fail; 192.0.2.2 3 nil fail fail" };
static const struct fake two = { .org = "S",
	.id = "2",
	.domain = "example.net",
	.rows = "192.0.2.3 7 none pass fail" };

#endif
