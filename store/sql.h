/*
 * The door to the database.  No other file sees a type of SQLite; a second
 * engine would be a second implementation of this header.
 *
 * Statements are constants (statements.h), prepared once per connection and
 * kept.  A query is one of them with its parameters: sql_get(), bind, step,
 * read columns, sql_done().  Its texts and blobs are borrowed both ways: what
 * is bound must live until sql_done(), what is read until the next sql_step().
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/core.h"
#include "store/statements.h"

struct sql;
struct query;

/* What the file's header says of itself. */
struct sql_header {
	int64_t application; /* whose database it is */
	int64_t version;     /* number of the last migration */
	bool empty;          /* nothing was ever put into it */
};

/*
 * Open an existing database read only, or one for writing that is created
 * (mode 0640) when it is missing.  Nothing in the file is changed yet.
 * ERR_NOTFOUND: no such file; ERR_INPUT: not a database.
 */
enum err sql_open(const char *path, bool write, struct sql **ret,
    struct sql_header *ret_header, struct error *e) MUST_CHECK;
/* The header again, as it is now. */
enum err sql_header(struct sql *sql, struct sql_header *ret,
    struct error *e) MUST_CHECK;
/*
 * Once the header has been looked at: a reader can only read from now on, a
 * writer has a write-ahead log, synchronous=FULL and foreign keys.
 */
enum err sql_ready(struct sql *sql, struct error *e) MUST_CHECK;
/* NULL is allowed.  A writer empties the write-ahead log first. */
void sql_close(struct sql *sql);

/* Give back the memory of pages that are not in use. */
void sql_rest(struct sql *sql);

/* ERR_AGAIN for a statement that runs or waits longer; 0: for none. */
void sql_set_deadline(struct sql *sql, unsigned milliseconds);

/* Run a migration. */
enum err sql_script(struct sql *sql, const char *text,
    struct error *e) MUST_CHECK;
/*
 * What a migration reads of tables that are there no longer afterwards: fn for
 * each row, whose columns, at most SQL_NUMBERS_MAX, are integers.
 */
enum { SQL_NUMBERS_MAX = 16 };
typedef enum err (*sql_numbers_fn)(void *ctx, const int64_t *v,
    struct error *e);
enum err sql_script_rows(struct sql *sql, const char *text, sql_numbers_fn fn,
    void *ctx, struct error *e) MUST_CHECK;

/* A writer takes the one write lock; a reader a snapshot. */
enum err sql_begin(struct sql *sql, struct error *e) MUST_CHECK;
enum err sql_commit(struct sql *sql, struct error *e) MUST_CHECK;
/* Does nothing when no transaction is open. */
void sql_rollback(struct sql *sql);

/*
 * A snapshot for a question of many statements, unless a transaction is open
 * already: one view of the database, and its locks are taken once instead of
 * once per statement.  *ret_own says whether sql_snapshot_end() has to do
 * something.
 */
enum err sql_snapshot(struct sql *sql, bool *ret_own,
    struct error *e) MUST_CHECK;
void sql_snapshot_end(struct sql *sql, bool own);

/* Marks inside a transaction, each at most once at a time. */
enum sql_mark { SQL_MARK_ITEM, SQL_MARK_DOCUMENT, SQL_MARK_COUNT };
enum err sql_mark(struct sql *sql, enum sql_mark mark,
    struct error *e) MUST_CHECK;
/* Take the mark away; undo: with all that was written since. */
enum err sql_unmark(struct sql *sql, enum sql_mark mark, bool undo,
    struct error *e) MUST_CHECK;

/* The query of a statement, its parameters all NULL. */
enum err sql_get(struct sql *sql, enum sql_id id, struct query **ret,
    struct error *e) MUST_CHECK;
/* The same with $1 to $n bound to integers. */
enum err sql_ask(struct sql *sql, enum sql_id id, const int64_t *v, int n,
    struct query **ret, struct error *e) MUST_CHECK;
/*
 * The same and its first step; *ret_row: whether there is a row.  It is for the
 * caller to end, either way, unless this fails.
 */
enum err sql_ask_row(struct sql *sql, enum sql_id id, const int64_t *v, int n,
    struct query **ret, bool *ret_row, struct error *e) MUST_CHECK;

/* Bind $n.  A failure is kept and returned by sql_step(). */
void sql_bind_int(struct query *q, int n, int64_t v);
void sql_bind_text(struct query *q, int n, const char *s); /* NULL: NULL */
void sql_bind_blob(struct query *q, int n, const void *p, size_t size);

enum err sql_step(struct query *q, bool *ret_row, struct error *e) MUST_CHECK;
void sql_done(struct query *q);

/* Columns from 0 of the row at hand. */
int64_t sql_int(struct query *q, int column);
const char *sql_text(struct query *q, int column); /* NULL for NULL */
const void *sql_blob(struct query *q, int column, size_t *ret_size);

/* Step to the end and sql_done(). */
enum err sql_run(struct query *q, struct error *e) MUST_CHECK;
/* The same with the first column of the first row, fallback without one. */
enum err sql_run_int(struct query *q, int64_t fallback, int64_t *ret,
    struct error *e) MUST_CHECK;
/* Run an INSERT of one row whose id the database gives. */
enum err sql_add(struct query *q, int64_t *ret_id, struct error *e) MUST_CHECK;
/* sql_ask() and sql_run(). */
enum err sql_do(struct sql *sql, enum sql_id id, const int64_t *v, int n,
    struct error *e) MUST_CHECK;

/* ------------------------------------------------- upkeep (sql_upkeep.c) */

/*
 * Whether the file is sound and nothing names a row that is not there: each
 * fault is handed on, at most `max` of them.
 */
typedef enum err (*sql_fault_fn)(void *ctx, const char *sentence,
    struct error *e);
enum err sql_integrity(struct sql *sql, int max, sql_fault_fn fn, void *ctx,
    struct error *e) MUST_CHECK;

/* The database as the open snapshot sees it, into a new file, not
   synced; on failure it is to be thrown away. */
enum err sql_copy(struct sql *sql, const char *path,
    struct error *e) MUST_CHECK;

/* Write the file anew without its unused pages. */
enum err sql_vacuum(struct sql *sql, struct error *e) MUST_CHECK;

#endif
