/* Who reports: day_policy summed by reporter. */
#include <stdlib.h>

#include "core/text_json.h"
#include "store/ask.h"

#define C(member, title, type, flags) \
	COLUMN(struct reporter_row, member, title, type, flags)
static const struct column reporter_columns[] = {
	C(reporter, "Reporter", COLUMN_TEXT, 0),
	C(org_name, "Name", COLUMN_TEXT, 0),
	C(messages, "Messages", COLUMN_COUNT, 0),
	C(pass, "Pass", COLUMN_COUNT, 0),
	C(fail_none, "Let through", COLUMN_COUNT, COLUMN_HIDDEN),
	C(fail_quarantine, "Spam", COLUMN_COUNT, COLUMN_HIDDEN),
	C(fail_reject, "Refused", COLUMN_COUNT, COLUMN_HIDDEN),
	C(fail_unknown, "Unknown", COLUMN_COUNT, COLUMN_HIDDEN),
	C(reports, "Reports", COLUMN_COUNT, 0),
	C(repairs, "Repairs", COLUMN_COUNT, 0),
	C(last_day, "Last day", COLUMN_DAY, 0),
};
#undef C
const struct table reporter_table = { "reporters", reporter_columns,
	sizeof(reporter_columns) / sizeof(reporter_columns[0]) };

json_t *
reporter_row_to_json(const struct reporter_row *row)
{
	json_t *o = table_row_json(&reporter_table, row);

	json_put(o, "days_pass", numbers_to_json(row->days_pass, row->n_days));
	json_put(o, "days_fail", numbers_to_json(row->days_fail, row->n_days));
	return o;
}

/* Memory for each reporter's days; of a longer span nobody draws them. */
enum { DAYS_MAX = 400 };

struct reporter_list {
	struct store *st;
	struct arena names;
	struct map ids;
	struct reporter_row *rows; /* by number in ids */
	size_t cap;
	int64_t only; /* reporter, 0: all */
	day_t from;
	size_t n_days;
	int64_t **days; /* by number in ids: pass, then fail, of each day */
	size_t days_cap;
};

static void
add_day(struct reporter_list *l, size_t i, const struct day_policy *p)
{
	size_t at = (size_t)(p->day - l->from);

	if (l->n_days == 0)
		return;
	l->days = map_room(l->days, &l->days_cap, i, sizeof(*l->days));
	if (l->days[i] == NULL)
		l->days[i] = xcalloc(2 * l->n_days, sizeof(**l->days));
	l->days[i][at] += p->pass;
	l->days[i][l->n_days + at] += p->messages - p->pass;
}

static void
add_sums(void *ctx, const struct day_policy *p)
{
	struct reporter_list *l = ctx;
	struct reporter_row *row;
	bool new;
	size_t i;

	if (l->only != 0 && p->reporter != l->only)
		return;
	i = map_put(&l->ids, &p->reporter, &new);
	l->rows = map_room(l->rows, &l->cap, i, sizeof(*l->rows));
	row = &l->rows[i];
	row->messages += p->messages;
	row->pass += p->pass;
	row->fail_none += p->fail_none;
	row->fail_quarantine += p->fail_quarantine;
	row->fail_reject += p->fail_reject;
	row->fail_unknown += p->fail_unknown;
	row->reports += p->reports;
	if (p->day > row->last_day)
		row->last_day = p->day;
	add_day(l, i, p);
}

/* Those of reporters that are in the list. */
static void
add_repairs(void *ctx, int64_t reporter, int64_t repairs)
{
	struct reporter_list *l = ctx;
	ptrdiff_t i = map_get(&l->ids, &reporter);

	if (i != MAP_NONE)
		l->rows[i].repairs += repairs;
}

/* What its newest report that counts says. */
static enum err
read_org_name(struct reporter_list *l, int64_t id, const char **ret,
    struct error *e)
{
	int64_t v[] = { id, l->st->trust };
	struct query *q;
	bool row;
	enum err err =
	    sql_ask_row(l->st->sql, SQL_REPORTER_NEWEST, v, 2, &q, &row, e);

	if (err != OK)
		return err;
	*ret = row ? ask_copy(&l->names, sql_text(q, 0)) : NULL;
	sql_done(q);
	return OK;
}

static enum err
hand_on_page(struct reporter_list *l, const struct filter *f,
    const struct order *o, reporter_fn fn, void *ctx, struct page *page,
    struct error *e)
{
	struct ranked *v = xcalloc(l->ids.n + 1, sizeof(*v));
	size_t n = 0;
	enum err err = OK;

	for (size_t i = 0; i < l->ids.n && err == OK; i++) {
		v[i] = (struct ranked){ &l->rows[i], *map_key(&l->ids, i) };
		err = ask_text(l->st, SQL_REPORTER_NAME, v[i].id, &l->names,
		    &l->rows[i].reporter, e);
	}
	if (err == OK)
		err = order_page(o, f, v, l->ids.n, &n, page, e);
	for (size_t i = 0; i < n && err == OK; i++) {
		struct reporter_row row =
		    *(const struct reporter_row *)v[i].row;
		const int64_t *days =
		    l->n_days > 0 ? l->days[map_get(&l->ids, &v[i].id)] : NULL;
		row.days_pass = days;
		row.days_fail = days ? days + l->n_days : NULL;
		row.n_days = l->n_days;
		err = read_org_name(l, v[i].id, &row.org_name, e);
		if (err == OK)
			err = fn(ctx, &row, e);
	}
	free(v);
	return err;
}

enum err
store_reporters(struct store *st, const struct filter *f, struct span span,
    reporter_fn fn, void *ctx, struct page *ret, struct error *e)
{
	struct reporter_list l = { .st = st, .from = span.from };
	struct order o;
	struct page page;
	int64_t domain = 0;
	bool own = false;
	enum err err = order_read(&reporter_table, f, &o, e);

	if (err == OK)
		err = ask_domain(st, f, &domain, e);
	if (err == OK)
		err = ask_reporter(st, f, &l.only, e);
	if (err != OK)
		return err;
	if ((int64_t)span.to - span.from < DAYS_MAX)
		l.n_days = (size_t)(span.to - span.from) + 1;
	arena_init(&l.names, ASK_ARENA_MAX);
	map_init(&l.ids, 1);
	err = sql_snapshot(st->sql, &own, e);
	if (err == OK)
		err = ask_day_policies(st, domain, span, add_sums, &l, e);
	if (err == OK)
		err = ask_repair_sums(st, domain, span, add_repairs, &l, e);
	if (err == OK)
		err = hand_on_page(&l, f, &o, fn, ctx, &page, e);
	sql_snapshot_end(st->sql, own);
	if (err == OK)
		*ret = page;
	arena_release(&l.names);
	for (size_t i = 0; l.n_days > 0 && i < l.ids.n; i++)
		free(l.days[i]);
	free(l.days);
	map_free(&l.ids);
	free(l.rows);
	return err;
}
