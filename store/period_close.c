/*
 * Periods are summed up when they are over, the large ones alone: for a small
 * one its records are read as fast.  Whatever changes the records of a period
 * afterwards clears its sums in the same transaction (SQL_SOURCE_PERIOD_ADD),
 * and the next call makes them anew; until then the records answer.
 */
#include <stdlib.h>
#include <string.h>

#include "store/ask.h"
#include "store/period.h"

/*
 * Periods of fewer records stay as they are; most reports are in when a period
 * is over for some days; and so many are summed up in one transaction.
 */
enum { RECORDS_MIN = 1000, DAYS_LATE = 3, BATCH = 32 };

/* 2^18 sums of a period, of 16 bytes each, are more than any domain has. */
#define SUMS_MAX (64 * MIB)

struct period_sums {
	struct map reports; /* id ... */
	int64_t *reporter;  /* ... to who sent it; by number in reports */
	size_t reporter_cap;
	struct map keys;      /* reporter, provenance, source, outcome */
	struct period_sum *v; /* by number in keys */
	size_t cap;
};

static enum err
read_reports(struct store *st, int64_t domain, struct span span,
    struct period_sums *s, struct error *e)
{
	struct query *q;
	bool row, new;
	enum err err = ask_reports_of(st, domain, span, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t id = sql_int(q, 0);
		size_t i = map_put(&s->reports, &id, &new);

		s->reporter = map_room(s->reporter, &s->reporter_cap, i,
		    sizeof(*s->reporter));
		s->reporter[i] = sql_int(q, 1);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

/* Columns of SQL_SOURCE_RECORDS. */
static void
add_record(struct period_sums *s, day_t first, struct query *q)
{
	int64_t day = sql_int(q, 0) - first, report = sql_int(q, 1);
	int64_t verdict = sql_int(q, 4);
	ptrdiff_t at = map_get(&s->reports, &report);
	int64_t key[] = { at != MAP_NONE ? s->reporter[at] : 0,
		verdict_provenance(verdict), sql_int(q, 2),
		verdict & PERIOD_OUTCOME };
	bool new;
	size_t i = map_put(&s->keys, key, &new);
	struct period_sum *v;

	s->v = map_room(s->v, &s->cap, i, sizeof(*s->v));
	v = &s->v[i];
	if (new)
		*v = (struct period_sum){ key[0], key[1], key[2], key[3], day,
			day, 0 };
	if (day < v->first)
		v->first = day;
	if (day > v->last)
		v->last = day;
	v->messages += sql_int(q, 3);
}

static enum err
sum_up(struct store *st, int64_t domain, struct span span,
    struct period_sums *s, struct error *e)
{
	int64_t v[] = { domain, span.from, span.to };
	struct query *q;
	bool row;
	enum err err = read_reports(st, domain, span, s, e);

	if (err == OK)
		err = sql_ask(st->sql, SQL_SOURCE_RECORDS, v, 3, &q, e);
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		add_record(s, span.from, q);
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
write_sums(struct store *st, int64_t domain, int64_t period,
    struct period_sums *s, struct error *e)
{
	int64_t v[] = { domain, period };
	struct query *q;
	struct buf out;
	enum err err = sql_ask(st->sql, SQL_SOURCE_PERIOD_CLOSE, v, 2, &q, e);

	if (err != OK)
		return err;
	buf_init(&out, SUMS_MAX);
	period_pack(&out, s->v, s->keys.n);
	/* Too many of them: the records go on answering. */
	if (out.overflow)
		sql_done(q);
	else {
		sql_bind_blob(q, 3, out.data, out.len);
		err = sql_run(q, e);
	}
	buf_free(&out);
	return err;
}

static enum err
close_period(struct store *st, int64_t domain, int64_t period, struct error *e)
{
	struct period_sums s = { 0 };
	struct span span = { (day_t)period * PERIOD_DAYS,
		(day_t)(period + 1) * PERIOD_DAYS - 1 };
	enum err err;

	map_init(&s.reports, 1);
	map_init(&s.keys, 4);
	err = sum_up(st, domain, span, &s, e);
	if (err == OK)
		err = write_sums(st, domain, period, &s, e);
	map_free(&s.reports);
	map_free(&s.keys);
	free(s.reporter);
	free(s.v);
	return err;
}

/* The next open period behind v[0] (period) and v[1] (domain). */
static enum err
next_open(struct store *st, int64_t v[4], bool *ret, struct error *e)
{
	struct query *q;
	enum err err = sql_ask(st->sql, SQL_SOURCE_PERIOD_OPEN, v, 4, &q, e);

	if (err == OK)
		err = sql_step(q, ret, e);
	if (err != OK)
		return err;
	if (*ret) {
		v[0] = sql_int(q, 0);
		v[1] = sql_int(q, 1);
	}
	sql_done(q);
	return OK;
}

static enum err
close_batch(struct store *st, int64_t v[4], bool *ret_more, struct error *e)
{
	enum err err = sql_begin(st->sql, e);

	*ret_more = true;
	for (int i = 0; i < BATCH && err == OK && *ret_more; i++) {
		err = next_open(st, v, ret_more, e);
		if (err == OK && *ret_more)
			err = close_period(st, v[1], v[0], e);
	}
	if (err == OK)
		err = sql_commit(st->sql, e);
	if (err != OK)
		sql_rollback(st->sql);
	return err;
}

enum err
store_close_periods(struct store *st, struct error *e)
{
	int64_t all[] = { 0, UINT8_MAX }, last, v[4] = { 0 };
	struct query *q;
	bool more = true;
	enum err err = sql_ask(st->sql, SQL_LAST_DAY, all, 2, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &last, e);
	if (err != OK)
		return err;
	v[2] = (last - DAYS_LATE) / PERIOD_DAYS;
	v[3] = RECORDS_MIN;
	store_looks_end(st);
	while (err == OK && more)
		err = close_batch(st, v, &more, e);
	return err;
}
