/*
 * The sums of days.  Those of a domain are read a closed period at a time, also
 * where the span begins or ends inside of one; rows of day_total answer for the
 * periods that are open, mostly the last one or two.  All domains together
 * (domain 0) are one row a day and have no periods.
 */
#include "store/ask.h"
#include "store/period_days.h"

typedef void (*total_fn)(void *ctx, const struct day_total *t);

/* What is not trusted is in the sums by provenance alone. */
static struct day_total
total_of(const struct store *st, const struct day_values *d)
{
	struct day_total t = { .day = d->day };
	struct sums *s = &t.sums;
	int64_t n = d->v[DAY_MESSAGES];

	s->verified = d->provenance == PROVENANCE_VERIFIED ? n : 0;
	s->unverified = d->provenance == PROVENANCE_UNVERIFIED ? n : 0;
	s->failed = d->provenance == PROVENANCE_FAILED ? n : 0;
	s->imported = d->provenance == PROVENANCE_IMPORTED ? n : 0;
	if (!store_trusts(st, d->provenance))
		return t;
	t.reports = d->v[DAY_REPORTS];
	t.coarse = d->v[DAY_COARSE];
	s->messages = n;
	s->pass = d->v[DAY_PASS];
	s->fail_none = d->v[DAY_FAIL_NONE];
	s->fail_quarantine = d->v[DAY_FAIL_QUARANTINE];
	s->fail_reject = d->v[DAY_FAIL_REJECT];
	s->fail_unknown = d->v[DAY_FAIL_UNKNOWN];
	s->dkim_pass = d->v[DAY_DKIM_PASS];
	s->spf_pass = d->v[DAY_SPF_PASS];
	s->both_pass = d->v[DAY_BOTH_PASS];
	return t;
}

static enum err
add_rows(struct store *st, int64_t domain, struct span span, total_fn fn,
    void *ctx, struct error *e)
{
	int64_t v[] = { domain, span.from, span.to };
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, SQL_DAY_TOTALS, v, 3, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		struct day_values d = day_values_of(q);
		struct day_total t = total_of(st, &d);

		fn(ctx, &t);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

/* Of the packed days of a period those that are in the span. */
static enum err
add_period(struct store *st, day_t first, struct pack_reader in,
    struct span span, total_fn fn, void *ctx, struct error *e)
{
	struct day_values d;

	while (period_days_next(&in, first, &d)) {
		struct day_total t;

		if (d.day < span.from || d.day > span.to)
			continue;
		t = total_of(st, &d);
		fn(ctx, &t);
	}
	return in.bad ? error_set(e, ERR_SYSTEM,
	                    "the database is damaged: sums of the days from "
	                    "%d since 1970; `rampart db rebuild` makes them "
	                    "anew",
	                    first)
	              : OK;
}

/* Days from *from on, when a period before has no packed ones, up to `to`. */
static enum err
add_open(struct store *st, int64_t domain, day_t *from, day_t to, total_fn fn,
    void *ctx, struct error *e)
{
	struct span span = { *from, to };

	if (*from == INT32_MAX)
		return OK;
	*from = INT32_MAX;
	return add_rows(st, domain, span, fn, ctx, e);
}

enum err
ask_day_totals(struct store *st, int64_t domain, struct span span, total_fn fn,
    void *ctx, struct error *e)
{
	int64_t v[] = { domain, span.from / PERIOD_DAYS,
		span.to / PERIOD_DAYS };
	day_t open = INT32_MAX; /* first day of the open periods before */
	struct query *q;
	bool row;
	enum err err;

	if (domain == 0)
		return add_rows(st, domain, span, fn, ctx, e);
	err = sql_ask(st->sql, SQL_PERIOD_DAYS, v, 3, &q, e);
	if (err != OK)
		return err;
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		day_t first = (day_t)sql_int(q, 0) * PERIOD_DAYS;
		size_t n;
		const uint8_t *p = sql_blob(q, 1, &n);

		if (n == 0 && open == INT32_MAX)
			open = first > span.from ? first : span.from;
		if (n == 0)
			continue;
		err = add_open(st, domain, &open, first - 1, fn, ctx, e);
		if (err == OK)
			err = add_period(st, first,
			    (struct pack_reader){ p, p + n, false }, span, fn,
			    ctx, e);
	}
	sql_done(q);
	return err != OK ? err
	                 : add_open(st, domain, &open, span.to, fn, ctx, e);
}
