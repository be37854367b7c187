/*
 * A report's records go as a whole, so that a report has all of them or none,
 * wherever a prune was cut short.  What they were to source_domain and
 * source_period is added up in the same transaction.
 */
#include "store/period_sums.h"
#include "store/prune.h"

enum { BATCH_RECORDS = 5000 };

enum err
prune_next_domain(struct store *st, enum sql_id id, int64_t *domain,
    bool *ret_found, struct error *e)
{
	struct query *q;
	int64_t next = INT64_MIN;
	enum err err = sql_ask(st->sql, id, domain, 1, &q, e);

	if (err == OK)
		err = sql_run_int(q, INT64_MIN, &next, e);
	if (err != OK)
		return err;
	*ret_found = next != INT64_MIN;
	if (*ret_found)
		*domain = next;
	return OK;
}

/* The records of the oldest report of a domain; without one: domain 0. */
static enum err
oldest(struct store *st, enum sql_id id, int64_t domain, day_t before,
    struct content *ret, struct error *e)
{
	int64_t v[] = { domain, before };
	struct content c = { 0 };
	struct query *q;
	bool row;
	enum err err = sql_ask_row(st->sql, id, v, 2, &q, &row, e);

	if (err != OK)
		return err;
	if (row)
		c = (struct content){ .domain = sql_int(q, 0),
			.day = (day_t)sql_int(q, 1),
			.id = sql_int(q, 2) };
	sql_done(q);
	*ret = c;
	return OK;
}

/* What the records that a batch takes were to the sums without days. */
struct taken {
	struct rollups sums;       /* source_domain */
	struct period_sums period; /* the period at hand */
	int64_t domain, number;    /* which; domain 0: none yet */
	int64_t in_period;         /* records of it */
	int64_t records;
};

static enum err
end_period(struct store *st, struct taken *t, struct error *e)
{
	enum err err = OK;

	if (t->in_period > 0)
		err = period_sums_prune(st, t->domain, t->number, t->in_period,
		    &t->period, e);
	period_sums_clear(&t->period);
	t->in_period = 0;
	return err;
}

/* of: with the reporter and provenance of the report; 0: it is not there. */
static enum err
keep_sums(struct store *st, struct taken *t, const struct content *of,
    const struct rows *rows, struct error *e)
{
	int64_t number = of->day / PERIOD_DAYS, day = of->day % PERIOD_DAYS;
	enum err err = OK;

	if (of->domain != t->domain || number != t->number)
		err = end_period(st, t, e);
	t->domain = of->domain;
	t->number = number;
	for (size_t i = 0; i < rows->n && err == OK; i++) {
		const struct row *r = &rows->v[i];
		const struct period_sum sum = { of->reporter, of->provenance,
			r->source, row_verdict(r), day, day, r->messages };

		period_sums_add(&t->period, &sum);
	}
	t->in_period += (int64_t)rows->n;
	rollups_count_sources(&t->sums, of, rows, 1);
	return err;
}

/* Take the records of c; those of a counted report stay in the sums. */
static enum err
take_records(struct store *st, struct prune *p, const struct content *c,
    struct taken *t, struct error *e)
{
	struct content of = *c, stored = { 0 };
	struct rows rows = { 0 };
	enum err err = content_rows(st, &of, &rows, e);

	if (err == OK)
		err = content_by_id(st, c->id, &stored, e);
	/* Without its report (`db check` says so) they counted all the same. */
	if (err == ERR_NOTFOUND)
		err = OK;
	of.provenance = stored.provenance;
	of.reporter = stored.reporter;
	if (err == OK && c->outcome == OUTCOME_REPORT)
		err = keep_sums(st, t, &of, &rows, e);
	if (err == OK)
		err = content_delete_rows(st, &of, e);
	if (err == OK) {
		t->records += (int64_t)rows.n;
		p->gone.records += (int64_t)rows.n;
		p->gone.reports++;
	}
	rows_free(&rows);
	return err;
}

/* p->after: the domain at hand. */
static enum err
take_batch(struct store *st, struct prune *p, enum outcome outcome,
    struct taken *t, bool *ret_more, struct error *e)
{
	bool counted = outcome == OUTCOME_REPORT, more = true;
	enum err err = OK;

	while (err == OK && more && t->records < BATCH_RECORDS) {
		struct content c = { 0 };

		if (p->after > 0)
			err = oldest(st,
			    counted ? SQL_RECORD_OLDEST : SQL_CONFLICT_OLDEST,
			    p->after, p->to.records, &c, e);
		c.outcome = outcome;
		if (err == OK && c.domain != 0)
			err = take_records(st, p, &c, t, e);
		else if (err == OK)
			err = prune_next_domain(st,
			    counted ? SQL_RECORD_NEXT_DOMAIN
			            : SQL_CONFLICT_NEXT_DOMAIN,
			    &p->after, &more, e);
	}
	if (err == OK)
		err = end_period(st, t, e);
	*ret_more = more;
	return err;
}

enum err
prune_records(struct store *st, struct prune *p, enum outcome outcome,
    bool *ret_more, struct error *e)
{
	struct taken t = { 0 };
	enum err err;

	rollups_init(&t.sums);
	period_sums_init(&t.period);
	err = take_batch(st, p, outcome, &t, ret_more, e);
	if (err == OK && t.records > 0)
		err = rollups_flush_pruned(&t.sums, st->sql, e);
	st->wrote = t.records > 0;
	rollups_free(&t.sums);
	period_sums_free(&t.period);
	return err;
}
