/* The door: statements, parameters, deadlines, marks. */
#include "tests/unit/store/fixture.h"

#include <sqlite3.h>

#include "store/sql.h"

static const struct {
	const char *name, *text;
} statements[] = {
#define NAME_AND_TEXT(id, text) { #id, text },
	STATEMENTS(NAME_AND_TEXT)
#undef NAME_AND_TEXT
};

/* Words and signs that one of the two engines does not take. */
static void
statements_keep_to_the_dialect(void **state)
{
	static const char *const never[] = { "json_each", "total(",
		" OR IGNORE", " OR REPLACE", "rowid", "ifnull(", "group_concat",
		"?", "\"", "datetime(", "strftime(", "GLOB", "REPLACE INTO",
		"IS NOT DISTINCT", "==" };

	(void)state;
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
		for (size_t k = 0; k < sizeof(never) / sizeof(never[0]); k++)
			if (strcasestr(statements[i].text, never[k]) != NULL)
				fail_msg("%s has %s", statements[i].name,
				    never[k]);
}

static bool
is_named_once(const char *text, int n)
{
	char name[16];
	const char *at = text;
	size_t length;

	snprintf(name, sizeof(name), "$%d", n);
	length = strlen(name);
	while ((at = strstr(at, name)) != NULL) {
		if (at[length] < '0' || at[length] > '9')
			return true;
		at += length;
	}
	return false;
}

static void
statements_can_be_prepared(void **state)
{
	struct fixture *x = *state;
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(x->path, &db, SQLITE_OPEN_READONLY,
	                     NULL),
	    SQLITE_OK);
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]);
	     i++) {
		sqlite3_stmt *s;
		int n;

		if (sqlite3_prepare_v2(db, statements[i].text, -1, &s, NULL) !=
		    SQLITE_OK)
			fail_msg("%s: %s", statements[i].name,
			    sqlite3_errmsg(db));
		n = sqlite3_bind_parameter_count(s);
		for (int k = 1; k <= n; k++)
			if (!is_named_once(statements[i].text, k))
				fail_msg("%s has no $%d", statements[i].name,
				    k);
		sqlite3_finalize(s);
	}
	sqlite3_close(db);
}

/*
 * No statement reads a whole table, and none sorts but over the reports of one
 * domain that end at one moment.  "page" and "g" are subqueries.  These do, and
 * why they may:
 */
static const struct {
	const char *name, *plan, *why;
} whole[] = {
	{ "SQL_NEWEST_REPORT", "USE TEMP B-TREE", "of one end" },
	{ "SQL_SET_ASIDE_COUNT", "SCAN l", "the index of what was set aside" },
#define CHECKED "a check looks at all there is"
	{ "SQL_CHECK_DAY_NEXT", "SCAN report", CHECKED },
	{ "SQL_CHECK_REPORT_COUNT", "SCAN report", CHECKED },
	{ "SQL_CHECK_RECORD_ORPHANS", "SCAN record_block", CHECKED },
	{ "SQL_CHECK_RECORD_ORPHANS", "SCAN g", CHECKED },
	{ "SQL_CHECK_CONFLICT_ORPHANS", "SCAN conflict_block", CHECKED },
	{ "SQL_CHECK_CONFLICT_ORPHANS", "SCAN g", CHECKED },
	{ "SQL_CHECK_DOCUMENTS", "SCAN x", CHECKED },
	{ "SQL_CHECK_DOCUMENT_COUNT", "SCAN document", CHECKED },
	{ "SQL_CHECK_REPORT_ARRIVAL", "SCAN r", CHECKED },
	{ "SQL_CHECK_LEDGER_ORPHANS", "SCAN l", CHECKED },
	{ "SQL_CHECK_LEDGER_SUMS", "SCAN report", CHECKED },
	{ "SQL_CHECK_LEDGER_SUMS", "SCAN CONSTANT ROW", CHECKED },
	{ "SQL_CHECK_ACCEPTANCES", "SCAN a", CHECKED },
	{ "SQL_CHECK_SOURCE_IDS", "SCAN source", CHECKED },
	{ "SQL_CHECK_DOMAIN_IDS", "SCAN domain", CHECKED },
	{ "SQL_CHECK_AUTH_IDS", "SCAN auth", CHECKED },
	{ "SQL_CHECK_DETAIL_IDS", "SCAN detail", CHECKED },
	{ "SQL_CHECK_LEDGER_SUMS", "SCAN intake_document", CHECKED },
	{ "SQL_CHECK_INTAKE", "SCAN l", CHECKED },
	{ "SQL_CHECK_INTAKE", "SCAN n", CHECKED },
	{ "SQL_CHECK_MAILS", "SCAN m", CHECKED },
	{ "SQL_CHECK_EVALUATIONS", "SCAN v", CHECKED },
	{ "SQL_CHECK_ALERTS", "SCAN a", CHECKED },
	{ "SQL_CHECK_DECISIONS", "SCAN c", CHECKED },
	{ "SQL_CHECK_SENDER_DAYS", "SCAN s", CHECKED },
	{ "SQL_CHECK_SENDER_SUMS", "SCAN s", CHECKED },
	{ "SQL_CHECK_SENDER_SUMS", "USE TEMP B-TREE", CHECKED },
	{ "SQL_CHECK_SENDERS", "SCAN s", CHECKED },
	{ "SQL_CHECK_SENDERS", "USE TEMP B-TREE", CHECKED },
	{ "SQL_DAY_SENDER_SUM_UP", "SCAN day_sender",
	    "once, where there are no such sums yet" },
	{ "SQL_DAY_SENDER_SUM_UP", "USE TEMP B-TREE", "the same" },
	{ "SQL_MONTH_REPORTER_ALL", "SCAN month_reporter", CHECKED },
	{ "SQL_INTAKE_DAY_ALL", "SCAN intake_day", CHECKED },
	{ "SQL_DAY_TOTAL_ALL", "SCAN day_total", CHECKED },
	{ "SQL_DAY_POLICY_ALL", "SCAN day_policy", CHECKED },
	{ "SQL_REPORTER_DAY_ALL", "SCAN reporter_day", CHECKED },
	{ "SQL_SOURCE_PRUNED_ALL", "SCAN source_pruned", CHECKED },
	{ "SQL_RECORD_DAYS", "USE TEMP B-TREE FOR count(DISTINCT)",
	    "asked before a prune, a day at a time" },
	{ "SQL_CONFLICT_DAYS", "USE TEMP B-TREE FOR count(DISTINCT)",
	    "asked before a prune, a day at a time" },
	{ "SQL_SEARCH_REPORTERS", "SCAN reporter",
	    "a part of a name; each reporter stands there once" },
	{ "SQL_SEARCH_HOST_NAMES", "SCAN host_name",
	    "a part of a name; each address stands there once" },
	{ "SQL_SEARCH_HOST_NAMES", "USE TEMP B-TREE FOR ORDER BY",
	    "keeps the first few of what was found" },
	{ "SQL_SENDER_SUMS", "USE TEMP B-TREE FOR GROUP BY",
	    "the senders of one domain, by name" },
};

static bool
may(const char *name, const char *plan)
{
	size_t n;

	for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++) {
		n = strlen(whole[i].plan);
		if (strcmp(name, whole[i].name) == 0 &&
		    strncmp(plan, whole[i].plan, n) == 0 &&
		    (plan[n] == '\0' || plan[n] == ' '))
			return true;
	}
	return strcmp(plan, "SCAN page") == 0;
}

/* fn for each line of each statement's plan. */
static void
each_plan(sqlite3 *db, void (*fn)(const char *name, const char *plan))
{
	char text[4096];

	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]);
	     i++) {
		sqlite3_stmt *s;

		snprintf(text, sizeof(text), "EXPLAIN QUERY PLAN %s",
		    statements[i].text);
		assert_int_equal(sqlite3_prepare_v2(db, text, -1, &s, NULL),
		    SQLITE_OK);
		while (sqlite3_step(s) == SQLITE_ROW)
			fn(statements[i].name,
			    (const char *)sqlite3_column_text(s, 3));
		sqlite3_finalize(s);
	}
}

static void
refuse_scans_and_sorts(const char *name, const char *plan)
{
	if ((strncmp(plan, "SCAN ", 5) == 0 ||
	        strstr(plan, "TEMP B-TREE") != NULL) &&
	    !may(name, plan))
		fail_msg("%s: %s", name, plan);
}

static void
questions_use_indexes(void **state)
{
	struct fixture *x = *state;
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(x->path, &db, SQLITE_OPEN_READONLY,
	                     NULL),
	    SQLITE_OK);
	each_plan(db, refuse_scans_and_sorts);
	sqlite3_close(db);
}

/*
 * The tables that grow with the mail, under the names that statements give
 * them; the others are small, and with statistics may well be read whole.
 */
static void
refuse_scans_of_the_large(const char *name, const char *plan)
{
	static const char *const large[] = { "record_block", "conflict_block",
		"document", "x", "report", "r", "intake", "n",
		"intake_document", "l", "mail", "m" };
	char table[64];

	if (sscanf(plan, "SCAN %63s", table) != 1 || may(name, plan))
		return;
	for (size_t i = 0; i < sizeof(large) / sizeof(*large); i++)
		if (strcmp(table, large[i]) == 0)
			fail_msg("%s: %s", name, plan);
}

/* What the planner does once it knows how the rows are spread. */
static void
questions_use_indexes_with_statistics(void **state)
{
	enum { REPORTS = 400 };
	struct fixture *x = *state;
	sqlite3 *db;

	for (int i = 0; i < REPORTS; i++) {
		char id[16], domain[32], rows[64];

		snprintf(id, sizeof(id), "%d", i);
		snprintf(domain, sizeof(domain), "d%d.example", i % 7);
		snprintf(rows, sizeof(rows),
		    "192.0.2.%d 1 none pass fail;192.0.2.1 2 none fail fail",
		    i % 250);
		fake_save(x->st,
		    &(struct fake){ .org = i % 3 ? "R" : "S",
		        .id = id,
		        .domain = domain,
		        .begin = DAY0 - (int64_t)(i % 90) * DAY_SECONDS,
		        .end = DAY0 - (int64_t)(i % 90 - 1) * DAY_SECONDS - 1,
		        .rows = rows });
	}
	store_close(x->st);
	x->st = NULL;
	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "ANALYZE", NULL, NULL, NULL),
	    SQLITE_OK);
	each_plan(db, refuse_scans_of_the_large);
	sqlite3_close(db);
}

static void
parameters_go_by_name(void **state)
{
	struct fixture *x = *state;
	struct sql_header h;
	struct query *q;
	struct sql *sql;
	int64_t v[] = { 11, 22, 33, 44 }, id;

	ok(sql_open(x->path, true, &sql, &h, &e));
	ok(sql_ready(sql, &e));
	ok(sql_begin(sql, &e));
	/* $2, $3 and $4 stand before $1 in this one. */
	ok(sql_ask(sql, SQL_REPORT_PLACE, v, 4, &q, &e));
	ok(sql_run(q, &e));
	ok(sql_get(sql, SQL_DOMAIN_ADD, &q, &e));
	sql_bind_text(q, 1, "example.org");
	ok(sql_add(q, &id, &e));
	assert_true(id > 0);
	ok(sql_get(sql, SQL_DOMAIN_FIND, &q, &e));
	sql_bind_text(q, 1, "example.org");
	ok(sql_run_int(q, -1, v, &e));
	assert_int_equal(v[0], id);
	ok(sql_get(sql, SQL_DOMAIN_FIND, &q, &e));
	ok(sql_run_int(q, -1, v, &e)); /* nothing bound: nothing found */
	assert_int_equal(v[0], -1);
	sql_rollback(sql);
	sql_rollback(sql);
	sql_close(sql);
}

static void
marks_undo_what_came_after_them(void **state)
{
	struct fixture *x = *state;
	struct sql_header h;
	struct query *q;
	struct sql *sql;
	int64_t n;

	ok(sql_open(x->path, true, &sql, &h, &e));
	ok(sql_ready(sql, &e));
	ok(sql_begin(sql, &e));
	for (int i = 0; i < 4; i++) {
		ok(sql_mark(sql, SQL_MARK_ITEM, &e));
		ok(sql_do(sql, SQL_CHANGE_BUMP, NULL, 0, &e));
		ok(sql_mark(sql, SQL_MARK_DOCUMENT, &e));
		ok(sql_do(sql, SQL_CHANGE_BUMP, NULL, 0, &e));
		if (i != 3)
			ok(sql_unmark(sql, SQL_MARK_DOCUMENT, i == 1, &e));
		ok(sql_unmark(sql, SQL_MARK_ITEM, i == 3, &e));
	}
	ok(sql_get(sql, SQL_CHANGE, &q, &e));
	ok(sql_run_int(q, 0, &n, &e));
	assert_int_equal(n, 2 + 1 + 2);
	ok(sql_commit(sql, &e));
	sql_close(sql);
}

static void
a_reader_cannot_write(void **state)
{
	struct fixture *x = *state;
	struct sql_header h;
	struct error why;
	struct sql *sql;

	ok(sql_open(x->path, false, &sql, &h, &e));
	ok(sql_ready(sql, &e));
	assert_int_equal(sql_do(sql, SQL_CHANGE_BUMP, NULL, 0, &why),
	    ERR_SYSTEM);
	sql_close(sql);
}

static void
a_slow_question_is_given_up(void **state)
{
	enum { ROWS = 3000 };
	struct fixture *x = *state;
	struct fake f = { .org = "R", .id = "1", .domain = "example.org" };
	struct error why = { 0 };
	struct sql_header h;
	struct query *q;
	struct sql *sql;
	char *rows = xcalloc(ROWS, 32);
	bool row = true;
	int n = 0;
	enum err err = OK;

	for (int i = 0, at = 0; i < ROWS; i++)
		at += sprintf(rows + at, "10.0.%d.%d 1 none pass fail;",
		    i / 256, i % 256);
	f.rows = rows;
	fake_save(x->st, &f);
	free(rows);
	ok(sql_open(x->path, false, &sql, &h, &e));
	ok(sql_ready(sql, &e));
	sql_set_deadline(sql, 1);
	ok(sql_get(sql, SQL_CHECK_SOURCE_IDS, &q, &e));
	for (; row && err == OK; n++) {
		err = sql_step(q, &row, &why);
		if (n == 0)
			usleep(20000);
	}
	assert_int_equal(err, ERR_AGAIN);
	assert_non_null(strstr(why.text, "more than 1 ms"));
	assert_true(n > 1 && n < ROWS);
	sql_set_deadline(sql, 0);
	ok(sql_get(sql, SQL_CHECK_SOURCE_IDS, &q, &e));
	for (n = -1, row = true; row; n++)
		ok(sql_step(q, &row, &e));
	assert_int_equal(n, ROWS);
	sql_done(q);
	sql_close(sql);
}

/* A transaction of 40 MiB. */
static void
write_much(struct sql *sql)
{
	enum { PIECE = 1024 * 1024, PIECES = 40 };
	char *piece = xcalloc(PIECE, 1);

	ok(sql_begin(sql, &e));
	for (int i = 0; i < PIECES; i++) {
		struct query *q;

		ok(sql_get(sql, SQL_AUTH_ADD, &q, &e));
		sql_bind_int(q, 1, i);
		sql_bind_blob(q, 2, piece, PIECE);
		ok(sql_run(q, &e));
	}
	ok(sql_commit(sql, &e));
	free(piece);
}

static int64_t
log_size(const struct fixture *x)
{
	char path[128];
	struct stat s;

	snprintf(path, sizeof(path), "%s-wal", x->path);
	return stat(path, &s) == 0 ? s.st_size : 0;
}

/* A reader's snapshot keeps the log long; the next commit shortens it. */
static void
the_log_does_not_stay_long(void **state)
{
	struct fixture *x = *state;
	struct sql_header h;
	struct sql *writer, *reader;
	int64_t counter;
	struct query *q;

	ok(sql_open(x->path, true, &writer, &h, &e));
	ok(sql_ready(writer, &e));
	ok(sql_open(x->path, false, &reader, &h, &e));
	ok(sql_ready(reader, &e));
	ok(sql_begin(reader, &e));
	ok(sql_get(reader, SQL_CHANGE, &q, &e));
	ok(sql_run_int(q, 0, &counter, &e));
	write_much(writer);
	assert_true(log_size(x) > 40 * 1024 * 1024);
	sql_rollback(reader);
	ok(sql_do(writer, SQL_CHANGE_BUMP, NULL, 0, &e));
	assert_true(log_size(x) < 1024 * 1024);
	sql_close(reader);
	sql_close(writer);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_keep_to_the_dialect),
		WITH_STORE(statements_can_be_prepared),
		WITH_STORE(questions_use_indexes),
		WITH_STORE(questions_use_indexes_with_statistics),
		WITH_STORE(parameters_go_by_name),
		WITH_STORE(marks_undo_what_came_after_them),
		WITH_STORE(a_reader_cannot_write),
		WITH_STORE(a_slow_question_is_given_up),
		WITH_STORE(the_log_does_not_stay_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
