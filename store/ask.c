/*
 * What the questions share: ids, days, and who reported.  Sums by day:
 * ask_day_totals.c; order and pages: ask_order.c; what an id stands for:
 * ask_names.c.
 */
#include "store/ask.h"

/* The id of a name of the filter, if it is set. */
static enum err
find(struct store *st, bool set, enum intern_name kind, const char *name,
    int64_t *ret, struct error *e)
{
	int64_t id = 0;
	enum err err = OK;

	if (set) {
		err = intern_find_name(st->sql, kind, name, &id, e);
		if (id == 0)
			id = NO_SUCH_ID;
	}
	if (err == OK)
		*ret = id;
	return err;
}

enum err
ask_domain(struct store *st, const struct filter *f, int64_t *ret,
    struct error *e)
{
	return find(st, f->set & FILTER_DOMAIN, INTERN_DOMAIN, f->domain, ret,
	    e);
}

enum err
ask_domain_named(struct store *st, const char *domain, int64_t *ret,
    struct error *e)
{
	return find(st, domain != NULL, INTERN_DOMAIN, domain, ret, e);
}

enum err
ask_reporter(struct store *st, const struct filter *f, int64_t *ret,
    struct error *e)
{
	return find(st, f->set & FILTER_REPORTER, INTERN_REPORTER, f->reporter,
	    ret, e);
}

enum err
ask_days(struct span span, size_t *ret, struct error *e)
{
	if (span.to < span.from)
		return error_set(e, ERR_INPUT, "`from` is after `to`");
	if ((int64_t)span.to - span.from >= SPAN_DAYS_MAX)
		return error_set(e, ERR_INPUT,
		    "`from` to `to` are more than %d days", SPAN_DAYS_MAX);
	*ret = (size_t)(span.to - span.from) + 1;
	return OK;
}

int64_t
ask_earliest_end(struct span span)
{
	/* The midpoint lies in the span, and the end is not before it. */
	return (int64_t)span.from * DAY_SECONDS;
}

enum err
ask_day_policies(struct store *st, int64_t domain, struct span span,
    void (*fn)(void *ctx, const struct day_policy *p), void *ctx,
    struct error *e)
{
	int64_t v[] = { domain, span.from, span.to };
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, SQL_DAY_POLICIES, v, 3, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		if (store_trusts(st, (int)sql_int(q, 11)))
			fn(ctx, &(struct day_policy){
			            .day = (day_t)sql_int(q, 0),
			            .reporter = sql_int(q, 1),
			            .policy = sql_int(q, 2),
			            .reports = sql_int(q, 3),
			            .coarse = sql_int(q, 4),
			            .messages = sql_int(q, 5),
			            .pass = sql_int(q, 6),
			            .fail_none = sql_int(q, 7),
			            .fail_quarantine = sql_int(q, 8),
			            .fail_reject = sql_int(q, 9),
			            .fail_unknown = sql_int(q, 10),
			        });
	if (err == OK)
		sql_done(q);
	return err;
}

/*
 * Where in an index, which is in the order of ends, a span's reports begin: a
 * report that is not coarse ends at most half its greatest length after its
 * day, and coarse ones are few and have an index of their own.
 */
enum err
ask_latest_end(struct store *st, struct span span, int64_t *ret,
    struct error *e)
{
	int64_t v[] = { span.from, span.to }, coarse;
	int64_t latest =
	    ((int64_t)span.to + 1) * DAY_SECONDS + REPORT_COARSE_SECONDS / 2;
	struct query *q;
	enum err err = sql_ask(st->sql, SQL_COARSE_LATEST_END, v, 2, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &coarse, e);
	if (err == OK)
		*ret = coarse > latest ? coarse : latest;
	return err;
}

enum err
ask_reports_of(struct store *st, int64_t domain, struct span span,
    struct query **ret, struct error *e)
{
	int64_t v[] = { domain, ask_earliest_end(span), span.from, span.to, 0 };
	enum err err = ask_latest_end(st, span, &v[4], e);

	return err != OK
	           ? err
	           : sql_ask(st->sql, SQL_REPORTS_OF_DOMAIN, v, 5, ret, e);
}

static enum err
add_reporters(struct store *st, enum sql_id id, int64_t domain,
    struct span span, struct map *m, struct error *e)
{
	int64_t v[] = { domain, span.from, span.to };
	struct query *q;
	bool row, new = false;
	enum err err = sql_ask(st->sql, id, v, 3, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		if (store_trusts(st, (int)sql_int(q, 1)))
			map_put(m, &(int64_t){ sql_int(q, 0) }, &new);
	if (err == OK)
		sql_done(q);
	return err;
}

/*
 * Days at an edge of the span, which are part of a month.  Mostly whoever
 * reported in that month is in m already, and the days need not be read.
 */
static enum err
add_edge(struct store *st, int64_t domain, struct span days, struct map *m,
    struct error *e)
{
	int64_t month = days.from / MONTH_DAYS;
	int64_t v[] = { domain, month, month };
	struct query *q;
	bool row, new = false;
	enum err err;

	if (days.to < days.from)
		return OK;
	err = sql_ask(st->sql, SQL_MONTH_REPORTERS, v, 3, &q, e);
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		new |= store_trusts(st, (int)sql_int(q, 1)) &&
		       map_get(m, &(int64_t){ sql_int(q, 0) }) == MAP_NONE;
	if (err != OK)
		return err;
	sql_done(q);
	return new ? add_reporters(st, SQL_DAY_REPORTERS, domain, days, m, e)
	           : OK;
}

enum err
ask_reporters(struct store *st, int64_t domain, struct span span, struct map *m,
    struct error *e)
{
	struct span months = ask_whole(span, MONTH_DAYS), before, after;
	enum err err;

	if (months.to < months.from)
		return add_reporters(st, SQL_DAY_REPORTERS, domain, span, m, e);
	before = (struct span){ span.from, months.from * MONTH_DAYS - 1 };
	after = (struct span){ (months.to + 1) * MONTH_DAYS, span.to };
	err = add_reporters(st, SQL_MONTH_REPORTERS, domain, months, m, e);
	if (err == OK)
		err = add_edge(st, domain, before, m, e);
	return err == OK ? add_edge(st, domain, after, m, e) : err;
}

struct span
ask_whole(struct span span, int days)
{
	return (struct span){ (span.from + days - 1) / days,
		(span.to + 1) / days - 1 };
}
