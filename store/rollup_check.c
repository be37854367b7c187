/*
 * The rows that are kept are read once and looked up among those that should
 * be; what was not met by then is missing.  Differences are gathered and
 * written afterwards, since a table is not changed while it is read.
 */
#include "store/rollup_check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/records.h"

void
rollup_differences_free(struct rollup_differences *d)
{
	free(d->v);
	*d = (struct rollup_differences){ 0 };
}

static struct rollup_difference *
difference_add(struct rollup_differences *d, enum rollup_table t,
    const int64_t *key)
{
	struct rollup_difference *x;

	d->v = map_room(d->v, &d->cap, d->n, sizeof(*d->v));
	x = &d->v[d->n++];
	*x = (struct rollup_difference){ .table = t };
	memcpy(x->key, key, (size_t)rollup_tables[t].n_keys * sizeof(*key));
	return x;
}

/* Tables being compared: the kept row at hand, and which were met. */
struct comparison {
	enum rollup_table table;
	const struct rollup_table_sums *should;
	bool *met; /* by number in should; owned */
	struct rollup_differences *d;
};

static void
compare_row(struct comparison *c, struct query *q)
{
	const struct rollup *r = &rollup_tables[c->table];
	int64_t key[ROLLUP_KEYS_MAX], is[ROLLUP_VALUES_MAX] = { 0 };
	struct rollup_difference *x;
	ptrdiff_t i;
	size_t size = (size_t)r->n_values * sizeof(*is);

	for (int k = 0; k < r->n_keys; k++)
		key[k] = sql_int(q, k);
	for (int k = 0; k < r->n_values; k++)
		is[k] = sql_int(q, r->n_keys + k);
	i = map_get(&c->should->keys, key);
	if (i != MAP_NONE)
		c->met[i] = true;
	if (i != MAP_NONE && memcmp(c->should->rows[i].value, is, size) == 0)
		return;
	x = difference_add(c->d, c->table, key);
	x->is_there = true;
	memcpy(x->is, is, size);
	x->should_be = i != MAP_NONE;
	if (i != MAP_NONE)
		memcpy(x->should, c->should->rows[i].value, size);
}

static void
add_missing(struct comparison *c)
{
	for (size_t i = 0; i < c->should->keys.n; i++) {
		struct rollup_difference *x;

		if (c->met[i])
			continue;
		x = difference_add(c->d, c->table,
		    map_key(&c->should->keys, i));
		x->should_be = true;
		memcpy(x->should, c->should->rows[i].value, sizeof(x->should));
	}
}

enum err
rollup_compare(const struct rollups *should, enum rollup_table t, int64_t from,
    int64_t to, struct sql *sql, struct rollup_differences *d, struct error *e)
{
	struct comparison c = { t, &should->table[t],
		xcalloc(should->table[t].keys.n + 1, sizeof(bool)), d };
	int64_t range[] = { from, to };
	struct query *q;
	bool row;
	enum err err = sql_ask(sql, rollup_tables[t].all, range, 2, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		compare_row(&c, q);
	if (err == OK) {
		sql_done(q);
		add_missing(&c);
	}
	free(c.met);
	return err;
}

static void
put_source(struct rollups *r, const struct records *at, const struct row *row)
{
	int64_t key[] = { row->source, at->domain, at->block.provenance };
	int64_t v[ROLLUP_VALUES_MAX] = { row->flags & ROW_RELAYED ? at->day
		                                                  : 0 };

	rollups_put(r, ROLLUP_SOURCE_DOMAIN, key, v, false);
}

static enum err
make_domain(struct rollups *r, int64_t domain, int64_t from, int64_t to,
    struct sql *sql, struct error *e)
{
	struct records at;
	const struct row *row;
	enum err err = records_begin(&at, sql, domain, ALL_DAYS, e);

	while (err == OK && (err = records_next(&at, &row, e)) == OK &&
	       row != NULL)
		if (row->source >= from && row->source <= to)
			put_source(r, &at, row);
	return err;
}

static enum err
make_pruned(struct rollups *r, int64_t from, int64_t to, struct sql *sql,
    struct error *e)
{
	int64_t range[] = { from, to };
	struct query *q;
	bool row;
	enum err err = sql_ask(sql, SQL_SOURCE_PRUNED_ALL, range, 2, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t key[] = { sql_int(q, 0), sql_int(q, 1), sql_int(q, 2) };
		int64_t v[ROLLUP_VALUES_MAX] = { sql_int(q, 3) };

		rollups_put(r, ROLLUP_SOURCE_DOMAIN, key, v, false);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

enum err
rollup_sources_make(struct rollups *should, int64_t from, int64_t to,
    struct sql *sql, struct error *e)
{
	int64_t domain = INT64_MIN;
	enum err err = make_pruned(should, from, to, sql, e);

	for (;;) {
		struct query *q;
		int64_t next = INT64_MIN;

		if (err == OK)
			err = sql_ask(sql, SQL_RECORD_NEXT_DOMAIN, &domain, 1,
			    &q, e);
		if (err == OK)
			err = sql_run_int(q, INT64_MIN, &next, e);
		if (err != OK || next == INT64_MIN)
			return err;
		domain = next;
		err = make_domain(should, domain, from, to, sql, e);
	}
}

enum err
rollup_mend(const struct rollup_difference *d, struct sql *sql, struct error *e)
{
	const struct rollup *r = &rollup_tables[d->table];
	int64_t v[ROLLUP_KEYS_MAX + ROLLUP_VALUES_MAX];
	enum err err = OK;

	memcpy(v, d->key, (size_t)r->n_keys * sizeof(*v));
	memcpy(v + r->n_keys, d->should, (size_t)r->n_values * sizeof(*v));
	if (d->is_there)
		err = sql_do(sql, r->delete, v, r->n_keys, e);
	if (err == OK && d->should_be)
		return sql_do(sql, r->add, v, r->n_keys + r->n_values, e);
	/* A row that is more than its values was only emptied. */
	if (err == OK && r->sweep != SQL_COUNT)
		err = sql_do(sql, r->sweep, v, r->n_keys, e);
	return err;
}

/* "(1, 2, 3)", or "no row". */
static void
numbers_text(struct buf *b, const int64_t *v, int n, bool there)
{
	if (!there) {
		buf_addstr(b, "no row");
		return;
	}
	for (int i = 0; i < n; i++)
		buf_printf(b, "%s%" PRId64, i == 0 ? "(" : ", ", v[i]);
	buf_addch(b, ')');
}

void
rollup_difference_text(const struct rollup_difference *d, char *out,
    size_t size)
{
	const struct rollup *r = &rollup_tables[d->table];
	struct buf b;

	buf_init(&b, KIB);
	buf_printf(&b, "%s ", r->name);
	numbers_text(&b, d->key, r->n_keys, true);
	buf_addstr(&b, " has ");
	numbers_text(&b, d->is, r->n_values, d->is_there);
	buf_addstr(&b, ", its records make ");
	numbers_text(&b, d->should, r->n_values, d->should_be);
	snprintf(out, size, "%s", b.data);
	buf_free(&b);
}
