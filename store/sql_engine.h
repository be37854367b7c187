/*
 * Between sql.c (statements) and sql_open.c (opening and closing); nobody
 * else includes it.
 */
#ifndef STORE_SQL_ENGINE_H
#define STORE_SQL_ENGINE_H

#include <sqlite3.h>

#include "store/sql.h"

enum {
	SQL_PARAMETERS_MAX = 32,
	SQL_BUSY_MILLISECONDS = 10000,
	SQL_CLOSE_MILLISECONDS = 500
};
enum { SQL_MARK_STEPS = 3 }; /* make, undo, take away */
/* Where a transaction begins and ends. */
enum sql_edge {
	SQL_EDGE_READ,
	SQL_EDGE_WRITE,
	SQL_EDGE_COMMIT,
	SQL_EDGE_ROLLBACK,
	SQL_EDGE_COUNT
};

struct query {
	struct sql *sql;
	sqlite3_stmt *stmt;
	int place[SQL_PARAMETERS_MAX + 1]; /* of $n; 0: not in it */
	int bind_rc;                       /* first failure of a bind */
	bool running;
};

struct sql {
	sqlite3 *db;
	bool write;
	unsigned milliseconds; /* per statement; 0: as long as it takes */
	int64_t deadline;      /* of the one that runs, monotonic ms */
	struct query queries[SQL_COUNT];
	sqlite3_stmt *marks[SQL_MARK_COUNT][SQL_MARK_STEPS];
	sqlite3_stmt *edges[SQL_EDGE_COUNT];
};

/* SQLite's result code as an error. */
enum err sql_engine_error(struct sql *sql, int rc, struct error *e);
enum err sql_engine_exec(struct sql *sql, const char *text,
    struct error *e) MUST_CHECK;
/* Keep a writer's log from growing without end (sql_wal.c). */
void sql_engine_bound_wal(struct sql *sql);
/* A progress handler that stops what is over its deadline. */
int sql_engine_progress(void *ctx);

#endif
