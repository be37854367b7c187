/*
 * A connection and its transactions.  What a batch adds to the roll-ups waits
 * in memory until store_commit().
 */
#include <stdlib.h>

#include "store/internal.h"

enum err
store_open(const char *path, enum store_mode mode, struct store **ret,
    struct error *e)
{
	struct sql_header header;
	struct store *st;
	struct sql *sql;
	enum err err = sql_open(path, mode == STORE_WRITE, &sql, &header, e);

	if (err != OK)
		return err;
	err = store_check(&header, mode, path, e);
	if (err == OK) {
		err = sql_ready(sql, e);
		if (err == OK && header.version < store_schema_version())
			err = store_migrate(sql, e);
		if (err != OK)
			error_prefix(e, "%s", path);
	}
	if (err != OK) {
		sql_close(sql);
		return err;
	}
	st = xcalloc(1, sizeof(*st));
	st->sql = sql;
	st->mode = mode;
	st->trust = TRUST_DEFAULT;
	st->rules.records = limits_default().records;
	intern_init(&st->intern, sql);
	rollups_init(&st->batch);
	rollups_init(&st->sums);
	if (mode == STORE_WRITE)
		reporters_load(&st->reporters);
	*ret = st;
	return OK;
}

void
store_close(struct store *st)
{
	if (st == NULL)
		return;
	store_rollback(st);
	sql_close(st->sql);
	reporters_free(&st->reporters);
	intern_free(&st->intern);
	rollups_free(&st->batch);
	rollups_free(&st->sums);
	rows_free(&st->rows);
	free(st->again.was);
	free(st->again.is);
	free(st);
}

void
store_rest(struct store *st)
{
	intern_free(&st->intern);
	intern_init(&st->intern, st->sql);
	sql_rest(st->sql);
}

void
store_set_deadline(struct store *st, unsigned milliseconds)
{
	sql_set_deadline(st->sql, milliseconds);
}

enum err
store_begin(struct store *st, struct error *e)
{
	st->wrote = false;
	store_looks_end(st);
	return sql_begin(st->sql, e);
}

enum err
store_commit(struct store *st, struct error *e)
{
	enum err err = store_item_abandon(st, e);

	if (err == OK)
		err = rollups_flush(&st->batch, st->sql, e);
	if (err == OK && st->wrote)
		err = sql_do(st->sql, SQL_CHANGE_BUMP, NULL, 0, e);
	if (err == OK)
		err = sql_commit(st->sql, e);
	if (err == OK)
		st->wrote = false;
	return err;
}

void
store_rollback(struct store *st)
{
	sql_rollback(st->sql);
	intern_forget(&st->intern);
	rollups_clear(&st->batch);
	rollups_clear(&st->sums);
	st->rows.n = 0;
	st->item = (struct item){ 0 };
	st->wrote = false;
}

enum err
store_end(struct store *st, enum err err, struct error *e)
{
	if (err == OK) {
		st->wrote = true;
		err = store_commit(st, e);
	}
	if (err != OK)
		store_rollback(st);
	return err;
}

enum err
store_change(struct store *st, int64_t *ret, struct error *e)
{
	struct query *q;
	enum err err = sql_get(st->sql, SQL_CHANGE, &q, e);

	return err != OK ? err : sql_run_int(q, 0, ret, e);
}
