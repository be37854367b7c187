/*
 * What only the engine can do: look at its own file, copy it, write it anew;
 * and read tables of older layouts, for which no statement is kept.
 */
#include <stdio.h>
#include <string.h>

#include "store/sql_engine.h"

/* Rows of a PRAGMA as sentences. */
typedef bool (*fault_row)(sqlite3_stmt *stmt, char *out, size_t size);

static bool
integrity_row(sqlite3_stmt *stmt, char *out, size_t size)
{
	const char *text = (const char *)sqlite3_column_text(stmt, 0);

	if (text == NULL || strcmp(text, "ok") == 0)
		return false;
	snprintf(out, size, "%s", text);
	return true;
}

static bool
foreign_key_row(sqlite3_stmt *stmt, char *out, size_t size)
{
	snprintf(out, size,
	    "row %lld of %s names a row of %s that is not there",
	    (long long)sqlite3_column_int64(stmt, 1),
	    (const char *)sqlite3_column_text(stmt, 0),
	    (const char *)sqlite3_column_text(stmt, 2));
	return true;
}

static enum err
run_check(struct sql *sql, const char *text, fault_row sentence, int max,
    sql_fault_fn fn, void *ctx, struct error *e)
{
	char line[512];
	sqlite3_stmt *stmt = NULL;
	enum err err = OK;
	int rc = sqlite3_prepare_v2(sql->db, text, -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		while (err == OK && max > 0 &&
		       (rc = sqlite3_step(stmt)) == SQLITE_ROW)
			if (sentence(stmt, line, sizeof(line))) {
				err = fn(ctx, line, e);
				max--;
			}
	/* Damage that stops the check is what it was to find. */
	if ((rc & 0xff) == SQLITE_CORRUPT)
		err = fn(ctx, sqlite3_errmsg(sql->db), e);
	else if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE)
		err = sql_engine_error(sql, rc, e);
	sqlite3_finalize(stmt);
	return err;
}

enum err
sql_integrity(struct sql *sql, int max, sql_fault_fn fn, void *ctx,
    struct error *e)
{
	enum err err = run_check(sql, "PRAGMA integrity_check", integrity_row,
	    max, fn, ctx, e);

	return err != OK ? err
	                 : run_check(sql, "PRAGMA foreign_key_check",
	                       foreign_key_row, max, fn, ctx, e);
}

enum err
sql_script_rows(struct sql *sql, const char *text, sql_numbers_fn fn, void *ctx,
    struct error *e)
{
	int64_t v[SQL_NUMBERS_MAX];
	sqlite3_stmt *stmt = NULL;
	enum err err = OK;
	int rc = sqlite3_prepare_v2(sql->db, text, -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		while (err == OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
			int n = sqlite3_column_count(stmt);

			for (int i = 0; i < n && i < SQL_NUMBERS_MAX; i++)
				v[i] = sqlite3_column_int64(stmt, i);
			err = fn(ctx, v, e);
		}
	if (err == OK && rc != SQLITE_DONE)
		err = sql_engine_error(sql, rc, e);
	sqlite3_finalize(stmt);
	return err;
}

enum err
sql_copy(struct sql *sql, const char *path, struct error *e)
{
	sqlite3_backup *copy = NULL;
	sqlite3 *to = NULL;
	enum err err = OK;
	int rc = sqlite3_open_v2(path, &to,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW,
	    NULL);

	if (rc == SQLITE_OK)
		/* Half a copy is thrown away, not rolled back. */
		rc = sqlite3_exec(to,
		    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL,
		    NULL, NULL);
	if (rc == SQLITE_OK) {
		copy = sqlite3_backup_init(to, "main", sql->db, "main");
		rc = copy != NULL ? sqlite3_backup_step(copy, -1)
		                  : sqlite3_errcode(to);
	}
	if (rc == SQLITE_FULL)
		err = error_set(e, ERR_SYSTEM,
		    "no space is left on the disk for the copy; make some");
	else if (rc != SQLITE_DONE)
		err = error_set(e, ERR_SYSTEM, "the copy cannot be made: %s",
		    sqlite3_errstr(rc));
	sqlite3_backup_finish(copy);
	sqlite3_close(to);
	return err;
}

enum err
sql_vacuum(struct sql *sql, struct error *e)
{
	/* In memory it would need as much of that as the file is long. */
	enum err err = sql_engine_exec(sql, "PRAGMA temp_store = DEFAULT", e);

	if (err == OK)
		err = sql_engine_exec(sql, "VACUUM", e);
	if (err == OK)
		err = sql_engine_exec(sql,
		    "PRAGMA wal_checkpoint(TRUNCATE); "
		    "PRAGMA temp_store = MEMORY",
		    e);
	return err;
}
