/*
 * The write-ahead log is emptied into the database after a commit that leaves
 * it longer than WAL_PAGES; that never waits for anybody.  But it begins anew
 * only when no reader needs it, and readers that follow one another closely
 * can keep it growing for ever.  So a writer whose log has become very long
 * waits for them, once per commit and not for long.
 */
#include "store/sql_engine.h"

enum {
	WAL_PAGES = 1000,      /* 4 MiB, what SQLite does by itself */
	WAL_PAGES_LONG = 8000, /* 32 MiB */
	WAIT_MILLISECONDS = 500,
};

/* What cannot be emptied now stays in the log, where it is safe. */
static int
on_commit(void *ctx, sqlite3 *db, const char *name, int pages)
{
	struct sql *sql = ctx;

	if (pages >= WAL_PAGES_LONG) {
		sqlite3_busy_timeout(db, WAIT_MILLISECONDS);
		sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_TRUNCATE,
		    NULL, NULL);
		sql_set_deadline(sql, sql->milliseconds);
	} else if (pages >= WAL_PAGES) {
		sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE,
		    NULL, NULL);
	}
	return SQLITE_OK;
}

void
sql_engine_bound_wal(struct sql *sql)
{
	sqlite3_wal_hook(sql->db, on_commit, sql);
}
