/*
 * Statements.  Each connection has one prepared statement
 * per constant, made at its first use.  SQLite numbers parameters by first
 * appearance, whatever number stands behind the $, so the places of "$1",
 * "$2", ... are looked up by name once and kept.
 */
#include "store/sql.h"

#include <sqlite3.h>
#include <stdio.h>
#include <time.h>

#include "store/sql_engine.h"

static const char *const statements[] = {
#define STATEMENT_TEXT_(id, text) text,
	STATEMENTS(STATEMENT_TEXT_)
#undef STATEMENT_TEXT_
};

static int64_t
milliseconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int
sql_engine_progress(void *ctx)
{
	struct sql *sql = ctx;

	return sql->milliseconds != 0 && milliseconds_now() > sql->deadline;
}

enum err
sql_engine_error(struct sql *sql, int rc, struct error *e)
{
	const char *why = sqlite3_errmsg(sql->db);

	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return error_set(e, ERR_AGAIN,
		    "the database is locked by another program, try later");
	case SQLITE_INTERRUPT:
		return error_set(e, ERR_AGAIN,
		    "the database needed more than %u ms for an answer",
		    sql->milliseconds);
	case SQLITE_FULL:
		return error_set(e, ERR_SYSTEM,
		    "no space is left on the disk of the database; make some");
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return error_set(e, ERR_SYSTEM,
		    "the database is damaged (%s); restore a copy, or ingest "
		    "the mails into a new one with --db FILE",
		    why);
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return error_set(e, ERR_SYSTEM,
		    "the database, or the folder it is in, cannot be %s (%s, "
		    "%d); see to its owner and rights, or name another with "
		    "--db FILE",
		    sql->write ? "written" : "read", why, rc);
	case SQLITE_IOERR:
		return error_set(e, ERR_SYSTEM,
		    "the database cannot be read or written: %s (%d); see to "
		    "the disk",
		    why, rc);
	default:
		return error_set(e, ERR_SYSTEM, "the database failed: %s (%d)",
		    why, rc);
	}
}

enum err
sql_engine_exec(struct sql *sql, const char *text, struct error *e)
{
	int rc = sqlite3_exec(sql->db, text, NULL, NULL, NULL);

	return rc == SQLITE_OK ? OK : sql_engine_error(sql, rc, e);
}

enum err
sql_script(struct sql *sql, const char *text, struct error *e)
{
	return sql_engine_exec(sql, text, e);
}

static enum err
prepare(struct sql *sql, enum sql_id id, struct query *q, struct error *e)
{
	char name[16];
	int rc = sqlite3_prepare_v3(sql->db, statements[id], -1,
	    SQLITE_PREPARE_PERSISTENT, &q->stmt, NULL);

	if (rc != SQLITE_OK)
		return sql_engine_error(sql, rc, e);
	q->sql = sql;
	for (int n = 1; n <= SQL_PARAMETERS_MAX; n++) {
		snprintf(name, sizeof(name), "$%d", n);
		q->place[n] = sqlite3_bind_parameter_index(q->stmt, name);
	}
	return OK;
}

enum err
sql_get(struct sql *sql, enum sql_id id, struct query **ret, struct error *e)
{
	struct query *q = &sql->queries[id];

	if (q->stmt == NULL) {
		enum err err = prepare(sql, id, q, e);
		if (err != OK)
			return err;
	}
	q->bind_rc = SQLITE_OK;
	q->running = false;
	*ret = q;
	return OK;
}

static void
bound(struct query *q, int rc)
{
	if (rc != SQLITE_OK && q->bind_rc == SQLITE_OK)
		q->bind_rc = rc;
}

void
sql_bind_int(struct query *q, int n, int64_t v)
{
	bound(q, sqlite3_bind_int64(q->stmt, q->place[n], v));
}

void
sql_bind_text(struct query *q, int n, const char *s)
{
	bound(q, sqlite3_bind_text(q->stmt, q->place[n], s, -1, SQLITE_STATIC));
}

void
sql_bind_blob(struct query *q, int n, const void *p, size_t size)
{
	/* A NULL pointer would be bound as NULL, not as an empty blob. */
	bound(q, sqlite3_bind_blob64(q->stmt, q->place[n], size > 0 ? p : "",
	             size, SQLITE_STATIC));
}

enum err
sql_step(struct query *q, bool *ret_row, struct error *e)
{
	int rc = q->bind_rc;

	if (rc == SQLITE_OK) {
		if (!q->running && q->sql->milliseconds != 0)
			q->sql->deadline =
			    milliseconds_now() + q->sql->milliseconds;
		q->running = true;
		rc = sqlite3_step(q->stmt);
	}
	if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
		enum err err = sql_engine_error(q->sql, rc, e);
		sql_done(q);
		return err;
	}
	*ret_row = rc == SQLITE_ROW;
	return OK;
}

void
sql_done(struct query *q)
{
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
	q->running = false;
}

int64_t
sql_int(struct query *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}

const char *
sql_text(struct query *q, int column)
{
	return (const char *)sqlite3_column_text(q->stmt, column);
}

const void *
sql_blob(struct query *q, int column, size_t *ret_size)
{
	const void *p = sqlite3_column_blob(q->stmt, column);

	*ret_size = (size_t)sqlite3_column_bytes(q->stmt, column);
	return p != NULL ? p : "";
}

enum err
sql_add(struct query *q, int64_t *ret_id, struct error *e)
{
	enum err err = sql_run(q, e);

	if (err == OK)
		*ret_id = sqlite3_last_insert_rowid(q->sql->db);
	return err;
}
