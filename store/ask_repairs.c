/*
 * Repairs per reporter.  Few reports have any: an index holds just those, so
 * the sums cost nothing where reporters keep to the standard.
 */
#include <stdlib.h>
#include <string.h>

#include "store/ask.h"

#define C(member, title, type, flags) \
	COLUMN(struct repair_row, member, title, type, flags)
static const struct column repair_columns[] = {
	C(reporter, "Reporter", COLUMN_TEXT, 0),
	C(code, "Repair", COLUMN_TEXT, 0),
	C(repairs, "Repairs", COLUMN_COUNT, 0),
	C(reports, "Reports", COLUMN_COUNT, 0),
	C(last_day, "Last day", COLUMN_DAY, 0),
};
#undef C
const struct table repair_table = { "repairs", repair_columns,
	sizeof(repair_columns) / sizeof(repair_columns[0]) };

json_t *
repair_row_to_json(const struct repair_row *row)
{
	return table_row_json(&repair_table, row);
}

enum err
ask_repair_sums(struct store *st, int64_t domain, struct span span,
    void (*fn)(void *ctx, int64_t reporter, int64_t repairs), void *ctx,
    struct error *e)
{
	int64_t v[] = { span.from, span.to, domain };
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, SQL_REPAIR_SUMS, v, 3, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		fn(ctx, sql_int(q, 0), sql_int(q, 1));
	if (err == OK)
		sql_done(q);
	return err;
}

/* The sums of a reporter and a code, and what they are sorted by. */
struct repair_list {
	struct map keys; /* reporter, code */
	struct repair_sum {
		struct repair_row row;
		int64_t last_report; /* rows of one report come together */
	} * sums;                    /* by number in keys; owned */
	size_t cap;
	struct arena names;
};

static enum err
sum_repairs(struct store *st, const int64_t v[4], struct repair_list *l,
    struct error *e)
{
	struct query *q;
	bool row, new;
	enum err err = sql_ask(st->sql, SQL_REPAIRS, v, 4, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t key[] = { sql_int(q, 0), sql_int(q, 1) };
		int64_t report = sql_int(q, 2);
		day_t day = (day_t)sql_int(q, 3);
		size_t i = map_put(&l->keys, key, &new);
		struct repair_sum *s;

		l->sums = map_room(l->sums, &l->cap, i, sizeof(*l->sums));
		s = &l->sums[i];
		s->row.repairs++;
		s->row.reports += s->last_report != report;
		s->last_report = report;
		if (day > s->row.last_day)
			s->row.last_day = day;
	}
	if (err == OK)
		sql_done(q);
	return err;
}

static int
compare_sums(const void *a, const void *b)
{
	const struct repair_row *x = &((const struct repair_sum *)a)->row;
	const struct repair_row *y = &((const struct repair_sum *)b)->row;
	int order = strcmp(x->reporter, y->reporter);

	if (order != 0)
		return order;
	if (x->repairs != y->repairs)
		return x->repairs > y->repairs ? -1 : 1;
	return strcmp(x->code, y->code);
}

static enum err
hand_on(struct store *st, struct repair_list *l, repair_fn fn, void *ctx,
    struct error *e)
{
	enum err err = OK;

	for (size_t i = 0; i < l->keys.n && err == OK; i++) {
		const int64_t *key = map_key(&l->keys, i);
		l->sums[i].row.code = word_text(VOCAB_REPAIR, (int)key[1]);
		err = ask_text(st, SQL_REPORTER_NAME, key[0], &l->names,
		    &l->sums[i].row.reporter, e);
	}
	if (err != OK || l->keys.n == 0)
		return err;
	qsort(l->sums, l->keys.n, sizeof(*l->sums), compare_sums);
	for (size_t i = 0; i < l->keys.n && err == OK; i++)
		err = fn(ctx, &l->sums[i].row, e);
	return err;
}

enum err
store_repairs(struct store *st, const struct filter *f, struct span span,
    repair_fn fn, void *ctx, struct error *e)
{
	struct repair_list l = { 0 };
	int64_t domain, reporter;
	bool own = false;
	enum err err = ask_domain(st, f, &domain, e);

	if (err == OK)
		err = ask_reporter(st, f, &reporter, e);
	if (err != OK)
		return err;
	const int64_t v[] = { span.from, span.to, domain, reporter };
	arena_init(&l.names, ASK_ARENA_MAX);
	map_init(&l.keys, 2);
	err = sql_snapshot(st->sql, &own, e);
	if (err == OK)
		err = sum_repairs(st, v, &l, e);
	if (err == OK)
		err = hand_on(st, &l, fn, ctx, e);
	sql_snapshot_end(st->sql, own);
	arena_release(&l.names);
	map_free(&l.keys);
	free(l.sums);
	return err;
}
