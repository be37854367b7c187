/*
 * Transactions and marks in them (savepoints).  Both come with every item or
 * answer, so their statements are prepared once.
 */
#include "store/sql_engine.h"

/* A statement without rows that is prepared at its first use. */
static enum err
run(struct sql *sql, sqlite3_stmt **stmt, const char *text, struct error *e)
{
	int rc = SQLITE_OK;

	if (*stmt == NULL)
		rc = sqlite3_prepare_v3(sql->db, text, -1,
		    SQLITE_PREPARE_PERSISTENT, stmt, NULL);
	if (rc == SQLITE_OK) {
		rc = sqlite3_step(*stmt);
		sqlite3_reset(*stmt);
	}
	return rc == SQLITE_DONE ? OK : sql_engine_error(sql, rc, e);
}

static enum err
run_edge(struct sql *sql, enum sql_edge edge, struct error *e)
{
	static const char *const texts[SQL_EDGE_COUNT] = {
		[SQL_EDGE_READ] = "BEGIN",
		/* One that reads first and then writes may fail at once. */
		[SQL_EDGE_WRITE] = "BEGIN IMMEDIATE",
		[SQL_EDGE_COMMIT] = "COMMIT",
		[SQL_EDGE_ROLLBACK] = "ROLLBACK",
	};

	return run(sql, &sql->edges[edge], texts[edge], e);
}

enum err
sql_begin(struct sql *sql, struct error *e)
{
	return run_edge(sql, sql->write ? SQL_EDGE_WRITE : SQL_EDGE_READ, e);
}

enum err
sql_commit(struct sql *sql, struct error *e)
{
	return run_edge(sql, SQL_EDGE_COMMIT, e);
}

void
sql_rollback(struct sql *sql)
{
	struct error e;

	/* A full disk may have rolled back already. */
	if (!sqlite3_get_autocommit(sql->db))
		run_edge(sql, SQL_EDGE_ROLLBACK, &e);
}

enum err
sql_snapshot(struct sql *sql, bool *ret_own, struct error *e)
{
	bool own = sqlite3_get_autocommit(sql->db) != 0;
	enum err err = own ? run_edge(sql, SQL_EDGE_READ, e) : OK;

	if (err == OK)
		*ret_own = own;
	return err;
}

void
sql_snapshot_end(struct sql *sql, bool own)
{
	if (own)
		sql_rollback(sql); /* nothing was written */
}

static const char *const mark_texts[SQL_MARK_COUNT][SQL_MARK_STEPS] = {
	[SQL_MARK_ITEM] = { "SAVEPOINT item", "ROLLBACK TO SAVEPOINT item",
	    "RELEASE SAVEPOINT item" },
	[SQL_MARK_DOCUMENT] = { "SAVEPOINT document",
	    "ROLLBACK TO SAVEPOINT document", "RELEASE SAVEPOINT document" },
};

enum err
sql_mark(struct sql *sql, enum sql_mark mark, struct error *e)
{
	return run(sql, &sql->marks[mark][0], mark_texts[mark][0], e);
}

enum err
sql_unmark(struct sql *sql, enum sql_mark mark, bool undo, struct error *e)
{
	enum err err = OK;

	if (undo)
		err = run(sql, &sql->marks[mark][1], mark_texts[mark][1], e);
	return err != OK
	           ? err
	           : run(sql, &sql->marks[mark][2], mark_texts[mark][2], e);
}
