/*
 * A domain's row: sums over the days of the span, and what is so for ever.
 * What a list is ordered by is read of every domain, all of it for the rows of
 * the page alone.
 */
#include <string.h>

#include "store/ask_domain_row.h"

/* The row at hand, and where its days go: not, when they are not shown. */
struct days {
	struct domain_list *l;
	struct domain_row *row;
	bool shown;
};

static void
add_day(void *ctx, const struct day_total *t)
{
	const struct days *d = ctx;
	const struct sums *s = &t->sums;
	struct domain_row *row = d->row;
	int64_t at = (t->day - d->l->span.from) / d->l->step;

	row->reports += t->reports;
	row->messages += s->messages;
	row->pass += s->pass;
	row->fail_none += s->fail_none;
	row->fail_quarantine += s->fail_quarantine;
	row->fail_reject += s->fail_reject;
	row->fail_unknown += s->fail_unknown;
	if (d->shown) {
		d->l->pass[at] += s->pass;
		d->l->fail[at] += s->messages - s->pass;
	}
}

/* The sums of the span, and its days, which hold until the next row's. */
static enum err
read_days(struct domain_list *l, int64_t id, struct domain_row *row, bool shown,
    struct error *e)
{
	struct days days = { l, row, shown };

	if (shown) {
		memset(l->pass, 0, l->n_days * sizeof(*l->pass));
		memset(l->fail, 0, l->n_days * sizeof(*l->fail));
	}
	return ask_day_totals(l->st, id, l->span, add_day, &days, e);
}

static enum err
read_reporters(struct domain_list *l, int64_t id, struct domain_row *row,
    struct error *e)
{
	enum err err;

	map_clear(&l->reporters);
	err = ask_reporters(l->st, id, l->span, &l->reporters, e);
	row->reporters = (int64_t)l->reporters.n;
	return err;
}

enum err
domain_row_order(struct domain_list *l, int64_t id, struct domain_row *row,
    struct error *e)
{
	switch (l->by->offset) {
	case offsetof(struct domain_row, domain): return OK;
	case offsetof(struct domain_row, reporters):
		return read_reporters(l, id, row, e);
	default: return read_days(l, id, row, false, e);
	}
}

static enum err
ask_day(struct store *st, enum sql_id id, int64_t domain, day_t *ret,
    struct error *e)
{
	int64_t v[] = { domain, st->trust }, day;
	struct query *q;
	enum err err = sql_ask(st->sql, id, v, 2, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &day, e);
	if (err == OK)
		*ret = (day_t)day;
	return err;
}

/* What the newest report says. */
static enum err
read_newest(struct domain_list *l, int64_t id, struct domain_row *row,
    struct error *e)
{
	struct policy_published p = { .pct = -1 };
	int64_t v[] = { id, l->st->trust }, policy = 0;
	struct query *q;
	bool found;
	enum err err =
	    sql_ask_row(l->st->sql, SQL_NEWEST_REPORT, v, 2, &q, &found, e);

	if (err != OK)
		return err;
	row->last_report = TIME_UNSET;
	if (found) {
		policy = sql_int(q, 0);
		row->last_report = sql_int(q, 1);
	}
	sql_done(q);
	err = ask_policy(l->st, policy, &l->names, &p, e);
	row->p = p.p.raw;
	row->sp = p.sp.raw;
	row->np = p.np.raw;
	row->adkim = p.adkim.raw;
	row->aspf = p.aspf.raw;
	row->testing = p.testing.raw;
	row->fo = p.fo;
	row->pct = p.pct;
	return err;
}

enum err
domain_row_read(struct domain_list *l, int64_t id, struct domain_row *row,
    struct error *e)
{
	enum err err = read_days(l, id, row, true, e);

	row->days_pass = l->pass;
	row->days_fail = l->fail;
	row->n_days = l->n_days;
	row->days_step = l->step;
	if (err == OK)
		err = read_reporters(l, id, row, e);
	if (err == OK)
		err = ask_day(l->st, SQL_FIRST_DAY, id, &row->first_day, e);
	if (err == OK)
		err = ask_day(l->st, SQL_LAST_DAY, id, &row->last_day, e);
	return err != OK ? err : read_newest(l, id, row, e);
}
