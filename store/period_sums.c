/*
 * Records are taken with who reported them, which their reports say; sums have
 * it already.  What was pruned of a period stands beside its sums, so that the
 * period can be made anew from that and the records that came since.
 */
#include "store/period_sums.h"

#include <stdlib.h>

#include "store/ask.h"
#include "store/records.h"

/* 2^22 sums of a period, of 16 bytes each, are more than any domain has. */
#define SUMS_MAX (64 * MIB)

void
period_sums_init(struct period_sums *s)
{
	*s = (struct period_sums){ 0 };
	map_init(&s->reports, 1);
	map_init(&s->keys, 4);
}

void
period_sums_clear(struct period_sums *s)
{
	map_clear(&s->reports);
	map_clear(&s->keys);
}

void
period_sums_free(struct period_sums *s)
{
	map_free(&s->reports);
	map_free(&s->keys);
	free(s->reporter);
	free(s->v);
}

void
period_sums_add(struct period_sums *s, const struct period_sum *p)
{
	int64_t key[] = { p->reporter, p->provenance, p->source, p->outcome };
	struct period_sum *v;
	bool new;
	size_t i = map_put(&s->keys, key, &new);

	s->v = map_room(s->v, &s->cap, i, sizeof(*s->v));
	v = &s->v[i];
	if (new) {
		*v = *p;
		return;
	}
	if (p->first < v->first)
		v->first = p->first;
	if (p->last > v->last)
		v->last = p->last;
	v->messages += p->messages;
}

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

static void
add_record(struct period_sums *s, struct period_sums *froms, day_t first,
    const struct records *at, const struct row *row)
{
	ptrdiff_t i = map_get(&s->reports, &at->report);
	struct period_sum sum = {
		.reporter = i != MAP_NONE ? s->reporter[i] : 0,
		.provenance = at->block.provenance,
		.source = row->source,
		.outcome = row_verdict(row),
		.first = at->day - first,
		.last = at->day - first,
		.messages = row->messages,
	};

	period_sums_add(s, &sum);
	sum.source = row->header_from;
	period_sums_add(froms, &sum);
}

static enum err
add_pruned(struct store *st, int64_t domain, int64_t period,
    struct period_sums *s, struct error *e)
{
	int64_t v[] = { domain, period };
	struct period_reader r = { 0 };
	struct period_sum sum;
	struct query *q;
	bool row;
	size_t n;
	enum err err =
	    sql_ask_row(st->sql, SQL_SOURCE_PERIOD_PRUNED, v, 2, &q, &row, e);

	if (err != OK)
		return err;
	if (row) { /* NULL has no bytes */
		r.in.p = sql_blob(q, 0, &n);
		r.in.end = r.in.p + n;
		while (period_next(&r, &sum))
			period_sums_add(s, &sum);
	}
	sql_done(q);
	if (r.in.bad)
		return error_set(e, ERR_INPUT,
		    "the sums of what was pruned are damaged");
	return OK;
}

enum err
period_sums_make(struct store *st, int64_t domain, int64_t period,
    struct period_sums *s, struct period_sums *froms, struct error *e)
{
	struct span span = { (day_t)period * PERIOD_DAYS,
		(day_t)(period + 1) * PERIOD_DAYS - 1 };
	struct records at;
	const struct row *row;
	enum err err = add_pruned(st, domain, period, s, e);

	if (err == OK)
		err = read_reports(st, domain, span, s, e);
	if (err == OK)
		err = records_begin(&at, st->sql, domain, span, e);
	while (err == OK && (err = records_next(&at, &row, e)) == OK &&
	       row != NULL)
		add_record(s, froms, span.from, &at, row);
	return err;
}

void
period_sums_pack(struct period_sums *s, struct buf *out)
{
	buf_init(out, SUMS_MAX);
	period_pack(out, s->v, s->keys.n);
}

static enum err
write_pruned(struct store *st, const int64_t v[3], const struct buf *pruned,
    struct error *e)
{
	struct query *q;
	enum err err = sql_ask(st->sql, SQL_PERIOD_SUMS_PRUNE, v, 2, &q, e);

	if (err != OK)
		return err;
	sql_bind_blob(q, 3, pruned->data, pruned->len);
	err = sql_run(q, e);
	return err != OK ? err
	                 : sql_do(st->sql, SQL_SOURCE_PERIOD_PRUNE, v, 3, e);
}

enum err
period_sums_prune(struct store *st, int64_t domain, int64_t period,
    int64_t records, struct period_sums *s, struct error *e)
{
	const int64_t v[] = { domain, period, records };
	struct buf out;
	enum err err = add_pruned(st, domain, period, s, e);

	if (err != OK)
		return err;
	period_sums_pack(s, &out);
	if (out.overflow)
		err = error_set(e, ERR_LIMIT,
		    "a domain has too many sources in %d days to keep their "
		    "sums, so its records stay",
		    PERIOD_DAYS);
	else
		err = write_pruned(st, v, &out, e);
	buf_free(&out);
	return err;
}
