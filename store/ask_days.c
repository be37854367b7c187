/* Days: each of a span, of one domain or, as domain 0, of all together. */
#include <stdlib.h>

#include "store/ask.h"

#define C(member, title, type, flags) \
	COLUMN(struct day_row, member, title, type, flags)
static const struct column day_columns[] = {
	C(day, "Day", COLUMN_DAY, 0),
	C(messages, "Messages", COLUMN_COUNT, 0),
	C(pass, "Pass", COLUMN_COUNT, 0),
	C(fail_none, "Let through", COLUMN_COUNT, 0),
	C(fail_quarantine, "Spam", COLUMN_COUNT, 0),
	C(fail_reject, "Refused", COLUMN_COUNT, 0),
	C(fail_unknown, "Unknown", COLUMN_COUNT, COLUMN_HIDDEN),
	C(dkim_pass, "DKIM", COLUMN_COUNT, COLUMN_HIDDEN),
	C(spf_pass, "SPF", COLUMN_COUNT, COLUMN_HIDDEN),
	C(both_pass, "Both", COLUMN_COUNT, COLUMN_HIDDEN),
	C(reports, "Reports", COLUMN_COUNT, 0),
	C(coarse, "Coarse", COLUMN_BOOL, COLUMN_HIDDEN),
};
#undef C
const struct table day_table = { "days", day_columns,
	sizeof(day_columns) / sizeof(day_columns[0]) };

json_t *
day_row_to_json(const struct day_row *row)
{
	return table_row_json(&day_table, row);
}

struct day_list {
	day_t from;
	struct day_row *rows;
};

static void
add_day(void *ctx, const struct day_total *t)
{
	struct day_list *l = ctx;
	struct day_row *d = &l->rows[t->day - l->from];

	d->messages += t->sums.messages;
	d->pass += t->sums.pass;
	d->fail_none += t->sums.fail_none;
	d->fail_quarantine += t->sums.fail_quarantine;
	d->fail_reject += t->sums.fail_reject;
	d->fail_unknown += t->sums.fail_unknown;
	d->dkim_pass += t->sums.dkim_pass;
	d->spf_pass += t->sums.spf_pass;
	d->both_pass += t->sums.both_pass;
	d->reports += t->reports;
	d->coarse |= t->coarse > 0;
}

enum err
store_days(struct store *st, const struct filter *f, struct span span,
    day_fn fn, void *ctx, struct error *e)
{
	struct day_list l = { .from = span.from };
	int64_t domain = 0;
	size_t n = 0;
	enum err err = ask_days(span, &n, e);

	if (err == OK)
		err = ask_domain(st, f, &domain, e);
	if (err != OK)
		return err;
	l.rows = xcalloc(n, sizeof(*l.rows));
	for (size_t i = 0; i < n; i++)
		l.rows[i].day = span.from + (day_t)i;
	err = ask_day_totals(st, domain, span, add_day, &l, e);
	for (size_t i = 0; i < n && err == OK; i++)
		err = fn(ctx, &l.rows[i], e);
	free(l.rows);
	return err;
}
