/* The door to the database: parameters, marks, deadlines, its log. */
#include "tests/unit/store/fixture.h"

#include "store/sql.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(parameters_go_by_name),
		WITH_STORE(marks_undo_what_came_after_them),
		WITH_STORE(a_reader_cannot_write),
		WITH_STORE(a_slow_question_is_given_up),
		WITH_STORE(the_log_does_not_stay_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
