/*
 * Sums in memory and on their way into the tables; rollup_count.c says what
 * is summed.  Every table is described by the number of its keys and how each
 * value is merged; merging and writing are then the same for all.  Nothing of a
 * day can be known from a maximum once a report is taken out: the rows of
 * source_domain that lost one are made anew from the records
 * (rollup_source.c).
 */
#include "store/rollup.h"

#include <stdlib.h>
#include <string.h>

#include "store/rollup_source.h"

const struct rollup rollup_tables[ROLLUP_COUNT] = {
	[ROLLUP_DAY_TOTAL] = { "day_total", 3, 11, { MERGE_ADD },
	    SQL_DAY_TOTAL_ADD, SQL_DAY_TOTAL_SWEEP, SQL_DAY_TOTAL_ALL,
	    SQL_DAY_TOTAL_DELETE },
	[ROLLUP_DAY_POLICY] = { "day_policy", 5, 8, { MERGE_ADD },
	    SQL_DAY_POLICY_ADD, SQL_DAY_POLICY_SWEEP, SQL_DAY_POLICY_ALL,
	    SQL_DAY_POLICY_DELETE },
	[ROLLUP_MONTH_REPORTER] = { "month_reporter", 4, 8, { MERGE_ADD },
	    SQL_MONTH_REPORTER_ADD, SQL_MONTH_REPORTER_SWEEP,
	    SQL_MONTH_REPORTER_ALL, SQL_MONTH_REPORTER_DELETE },
	[ROLLUP_SOURCE_DOMAIN] = { "source_domain", 3, 1, { MERGE_MAX },
	    SQL_SOURCE_DOMAIN_ADD, SQL_COUNT, SQL_SOURCE_DOMAIN_ALL,
	    SQL_SOURCE_DOMAIN_DELETE },
	[ROLLUP_REPORTER_DAY] = { "reporter_day", 3, 6, { MERGE_ADD },
	    SQL_REPORTER_DAY_ADD, SQL_REPORTER_DAY_SWEEP, SQL_REPORTER_DAY_ALL,
	    SQL_REPORTER_DAY_DELETE },
	[ROLLUP_SOURCE_PERIOD] = { "source_period", 2, 1, { MERGE_ADD },
	    SQL_SOURCE_PERIOD_ADD, SQL_SOURCE_PERIOD_SWEEP,
	    SQL_SOURCE_PERIOD_ALL, SQL_SOURCE_PERIOD_DELETE },
	[ROLLUP_INTAKE_DAY] = { "intake_day", 3, 1, { MERGE_ADD },
	    SQL_INTAKE_DAY_ADD, SQL_INTAKE_DAY_SWEEP, SQL_INTAKE_DAY_ALL,
	    SQL_INTAKE_DAY_DELETE },
};

/* Rows in memory after which a long batch is written in between. */
enum { ROWS_LARGE = 50000 };

void
rollups_init(struct rollups *r)
{
	*r = (struct rollups){ 0 };
	for (int t = 0; t < ROLLUP_COUNT; t++)
		map_init(&r->table[t].keys, (size_t)rollup_tables[t].n_keys);
}

void
rollups_clear(struct rollups *r)
{
	for (int t = 0; t < ROLLUP_COUNT; t++)
		map_clear(&r->table[t].keys);
}

void
rollups_free(struct rollups *r)
{
	for (int t = 0; t < ROLLUP_COUNT; t++) {
		map_free(&r->table[t].keys);
		free(r->table[t].rows);
	}
	rollups_init(r);
}

bool
rollups_large(const struct rollups *r)
{
	size_t n = 0;

	for (int t = 0; t < ROLLUP_COUNT; t++)
		n += r->table[t].keys.n;
	return n > ROWS_LARGE;
}

void
rollups_put(struct rollups *r, enum rollup_table t, const int64_t *key,
    const int64_t *value, bool taken)
{
	struct rollup_table_sums *s = &r->table[t];
	bool new;
	size_t i = map_put(&s->keys, key, &new);
	struct rollup_row *row;

	s->rows = map_room(s->rows, &s->cap, i, sizeof(*s->rows));
	row = &s->rows[i];
	if (new) {
		memcpy(row->value, value, sizeof(row->value));
		row->taken = taken;
		return;
	}
	row->taken |= taken;
	for (int k = 0; k < rollup_tables[t].n_values; k++) {
		if (rollup_tables[t].merge[k] == MERGE_ADD)
			row->value[k] += value[k];
		else if (value[k] > row->value[k])
			row->value[k] = value[k];
	}
}

void
rollups_merge(struct rollups *to, struct rollups *from)
{
	for (int t = 0; t < ROLLUP_COUNT; t++) {
		struct rollup_table_sums *s = &from->table[t];
		for (size_t i = 0; i < s->keys.n; i++)
			rollups_put(to, (enum rollup_table)t,
			    map_key(&s->keys, i), s->rows[i].value,
			    s->rows[i].taken);
	}
	rollups_clear(from);
}

static enum err
flush_row(const struct rollup *r, const int64_t *key,
    const struct rollup_row *row, struct sql *sql, struct error *e)
{
	int64_t v[ROLLUP_KEYS_MAX + ROLLUP_VALUES_MAX];
	enum err err;

	memcpy(v, key, (size_t)r->n_keys * sizeof(*v));
	memcpy(v + r->n_keys, row->value, (size_t)r->n_values * sizeof(*v));
	err = sql_do(sql, r->add, v, r->n_keys + r->n_values, e);
	if (err == OK && row->taken)
		err = sql_do(sql, r->sweep, v, r->n_keys, e);
	return err;
}

/* Rows in the order of their key, so that neighbours share pages. */
static int
compare_rows(const void *a, const void *b, void *ctx)
{
	const struct map *keys = ctx;
	const int64_t *x = map_key(keys, *(const uint32_t *)a);
	const int64_t *y = map_key(keys, *(const uint32_t *)b);

	for (size_t i = 0; i < keys->width; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

static enum err
flush_table(struct rollup_table_sums *s, const struct rollup *to,
    struct sql *sql, struct error *e)
{
	uint32_t *order = xcalloc(s->keys.n + 1, sizeof(*order));
	enum err err = OK;

	for (size_t i = 0; i < s->keys.n; i++)
		order[i] = (uint32_t)i;
	qsort_r(order, s->keys.n, sizeof(*order), compare_rows, &s->keys);
	for (size_t i = 0; i < s->keys.n && err == OK; i++) {
		const struct rollup_row *row = &s->rows[order[i]];
		if (row->taken && to->sweep == SQL_COUNT)
			continue;
		err = flush_row(to, map_key(&s->keys, order[i]), row, sql, e);
	}
	free(order);
	return err;
}

/* Advice rests on other figures now; a key has the domain at `at`. */
static enum err
note_changes(const struct map *keys, int at, struct sql *sql, struct error *e)
{
	struct map changed;
	enum err err = OK;
	bool new;

	map_init(&changed, 1);
	for (size_t i = 0; i < keys->n; i++)
		map_put(&changed, map_key(keys, i) + at, &new);
	for (size_t i = 0; i < changed.n && err == OK; i++)
		/* All domains together are nobody. */
		if (*map_key(&changed, i) != 0)
			err = sql_do(sql, SQL_ADVICE_CHANGED,
			    map_key(&changed, i), 1, e);
	map_free(&changed);
	return err;
}

enum err
rollups_flush(struct rollups *r, struct sql *sql, struct error *e)
{
	enum err err =
	    note_changes(&r->table[ROLLUP_DAY_POLICY].keys, 0, sql, e);

	for (int t = 0; t < ROLLUP_COUNT && err == OK; t++)
		err = flush_table(&r->table[t], &rollup_tables[t], sql, e);
	if (err == OK)
		err = rollup_sources_renew(&r->table[ROLLUP_SOURCE_DOMAIN], sql,
		    e);
	if (err == OK)
		rollups_clear(r);
	return err;
}

enum err
rollups_flush_pruned(struct rollups *r, struct sql *sql, struct error *e)
{
	struct rollup to = rollup_tables[ROLLUP_SOURCE_DOMAIN];
	enum err err;

	to.add = SQL_SOURCE_PRUNED_ADD;
	err = flush_table(&r->table[ROLLUP_SOURCE_DOMAIN], &to, sql, e);
	if (err == OK)
		err = note_changes(&r->table[ROLLUP_SOURCE_DOMAIN].keys, 1, sql,
		    e);
	if (err == OK)
		rollups_clear(r);
	return err;
}
