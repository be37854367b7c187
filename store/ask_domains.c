/*
 * All domains that a trusted report is on: what the order needs is read of all,
 * everything else of the page's rows alone.
 */
#include <stdlib.h>
#include <string.h>

#include "core/text_json.h"
#include "store/ask.h"

#define C(member, title, type, flags) \
	COLUMN(struct domain_row, member, title, type, flags)
static const struct column domain_columns[] = {
	C(domain, "Domain", COLUMN_TEXT, 0),
	C(messages, "Messages", COLUMN_COUNT, 0),
	C(pass, "Pass", COLUMN_COUNT, 0),
	C(fail_none, "Let through", COLUMN_COUNT, 0),
	C(fail_quarantine, "Spam", COLUMN_COUNT, 0),
	C(fail_reject, "Refused", COLUMN_COUNT, 0),
	C(fail_unknown, "Unknown", COLUMN_COUNT, COLUMN_HIDDEN),
	C(reports, "Reports", COLUMN_COUNT, COLUMN_HIDDEN),
	C(reporters, "Reporters", COLUMN_COUNT, COLUMN_HIDDEN),
	C(p, "p", COLUMN_TEXT, 0),
	C(sp, "sp", COLUMN_TEXT, COLUMN_HIDDEN),
	C(np, "np", COLUMN_TEXT, COLUMN_HIDDEN),
	C(pct, "pct", COLUMN_PCT, COLUMN_HIDDEN),
	C(adkim, "adkim", COLUMN_TEXT, COLUMN_HIDDEN),
	C(aspf, "aspf", COLUMN_TEXT, COLUMN_HIDDEN),
	C(fo, "fo", COLUMN_TEXT, COLUMN_HIDDEN),
	C(testing, "testing", COLUMN_TEXT, COLUMN_HIDDEN),
	C(first_day, "First day", COLUMN_DAY, COLUMN_HIDDEN),
	C(last_day, "Last day", COLUMN_DAY, COLUMN_HIDDEN),
	C(last_report, "Last report", COLUMN_TIME, COLUMN_HIDDEN),
};
#undef C
const struct table domain_table = { "domains", domain_columns,
	sizeof(domain_columns) / sizeof(domain_columns[0]) };

/* The members of the object that make up the policy, as one of their own. */
static void
nest_policy(json_t *obj)
{
	static const char *const keys[] = { "p", "sp", "np", "pct", "adkim",
		"aspf", "fo", "testing" };
	json_t *policy = json_object();

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		json_object_set(policy, keys[i], json_object_get(obj, keys[i]));
		json_object_del(obj, keys[i]);
	}
	json_put(obj, "policy", policy);
}

json_t *
domain_row_to_json(const struct domain_row *row)
{
	json_t *obj = table_row_json(&domain_table, row);

	nest_policy(obj);
	json_put(obj, "days_step", json_integer(row->days_step));
	json_put(obj, "days_pass",
	    numbers_to_json(row->days_pass, row->n_days));
	json_put(obj, "days_fail",
	    numbers_to_json(row->days_fail, row->n_days));
	return obj;
}

/* Over more days than this a row's numbers are for weeks. */
enum { DAILY_MAX = 120, WEEK = 7 };

struct domain_list {
	struct store *st;
	struct span span;
	const struct column *by; /* what it is sorted by */
	struct arena names;
	struct domain_row *rows;
	int64_t *ids;
	size_t n, rows_cap, ids_cap;
	struct map reporters; /* of one row */
	int64_t *pass, *fail; /* days of the row that is being handed on */
	size_t n_days;
	int step; /* days that a number of pass and fail is for */
};

/* Columns of SQL_DAY_SUMS. */
static void
add_day(struct domain_list *l, struct query *q, struct domain_row *row)
{
	int64_t at = (sql_int(q, 0) - l->span.from) / l->step;
	int64_t messages = sql_int(q, 3), pass = sql_int(q, 4);

	row->reports += sql_int(q, 2);
	row->messages += messages;
	row->pass += pass;
	row->fail_none += sql_int(q, 5);
	row->fail_quarantine += sql_int(q, 6);
	row->fail_reject += sql_int(q, 7);
	row->fail_unknown += sql_int(q, 8);
	l->pass[at] += pass;
	l->fail[at] += messages - pass;
}

/* The sums of the span, and its days, which hold until the next row's. */
static enum err
read_days(struct domain_list *l, int64_t id, struct domain_row *row,
    struct error *e)
{
	int64_t v[] = { id, l->span.from, l->span.to };
	struct query *q;
	bool more;
	enum err err = sql_ask(l->st->sql, SQL_DAY_SUMS, v, 3, &q, e);

	memset(l->pass, 0, l->n_days * sizeof(*l->pass));
	memset(l->fail, 0, l->n_days * sizeof(*l->fail));
	while (err == OK && (err = sql_step(q, &more, e)) == OK && more)
		if (store_trusts(l->st, (int)sql_int(q, 1)))
			add_day(l, q, row);
	if (err == OK)
		sql_done(q);
	return err;
}

/* Of the sums those alone that lists are mostly sorted by. */
static enum err
read_volume(struct domain_list *l, int64_t id, struct domain_row *row,
    struct error *e)
{
	int64_t v[] = { id, l->span.from, l->span.to };
	struct query *q;
	bool more;
	enum err err = sql_ask(l->st->sql, SQL_DAY_VOLUME, v, 3, &q, e);

	while (err == OK && (err = sql_step(q, &more, e)) == OK && more) {
		if (!store_trusts(l->st, (int)sql_int(q, 0)))
			continue;
		row->messages += sql_int(q, 1);
		row->pass += sql_int(q, 2);
	}
	if (err == OK)
		sql_done(q);
	return err;
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

/* Of all domains no more is read than their order needs. */
static enum err
read_order(struct domain_list *l, int64_t id, struct domain_row *row,
    struct error *e)
{
	switch (l->by->offset) {
	case offsetof(struct domain_row, domain): return OK;
	case offsetof(struct domain_row, messages):
	case offsetof(struct domain_row, pass):
		return read_volume(l, id, row, e);
	case offsetof(struct domain_row, reporters):
		return read_reporters(l, id, row, e);
	default: return read_days(l, id, row, e);
	}
}

static enum err
add_domain(struct domain_list *l, int64_t id, struct error *e)
{
	struct domain_row *row;
	enum err err;

	l->rows = map_room(l->rows, &l->rows_cap, l->n, sizeof(*l->rows));
	l->ids = map_room(l->ids, &l->ids_cap, l->n, sizeof(*l->ids));
	l->ids[l->n] = id;
	row = &l->rows[l->n++];
	err = ask_text(l->st, SQL_DOMAIN_NAME, id, &l->names, &row->domain, e);
	return err != OK ? err : read_order(l, id, row, e);
}

static enum err
next_domain(struct store *st, int64_t *id, struct error *e)
{
	int64_t v[] = { *id, st->trust };
	struct query *q;
	enum err err = sql_ask(st->sql, SQL_NEXT_DOMAIN, v, 2, &q, e);

	return err != OK ? err : sql_run_int(q, 0, id, e);
}

static enum err
add_domains(struct domain_list *l, const struct filter *f, struct error *e)
{
	int64_t only, id = 0;
	enum err err = ask_domain(l->st, f, &only, e);

	if (only > 0)
		id = only - 1; /* the next one is it, if it has reports */
	while (err == OK && only != NO_SUCH_ID) {
		err = next_domain(l->st, &id, e);
		if (err != OK || id == 0 || (only > 0 && id != only))
			break;
		err = add_domain(l, id, e);
		if (only > 0)
			break;
	}
	return err;
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

static enum err
hand_on(struct domain_list *l, const struct ranked *r, domain_fn fn, void *ctx,
    struct error *e)
{
	struct domain_row row = { .days_pass = l->pass,
		.days_fail = l->fail,
		.n_days = l->n_days,
		.days_step = l->step,
		.domain = ((const struct domain_row *)r->row)->domain };
	enum err err = read_days(l, r->id, &row, e);

	if (err == OK)
		err = read_reporters(l, r->id, &row, e);
	if (err == OK)
		err = ask_day(l->st, SQL_FIRST_DAY, r->id, &row.first_day, e);
	if (err == OK)
		err = ask_day(l->st, SQL_LAST_DAY, r->id, &row.last_day, e);
	if (err == OK)
		err = read_newest(l, r->id, &row, e);
	return err != OK ? err : fn(ctx, &row, e);
}

static enum err
hand_on_page(struct domain_list *l, const struct filter *f,
    const struct order *o, domain_fn fn, void *ctx, struct page *page,
    struct error *e)
{
	struct ranked *v = xcalloc(l->n + 1, sizeof(*v));
	size_t first = 0, n = 0;
	enum err err;

	for (size_t i = 0; i < l->n; i++)
		v[i] = (struct ranked){ &l->rows[i], l->ids[i] };
	err = order_page(o, f, v, l->n, &first, &n, page, e);
	for (size_t i = first; i < first + n && err == OK; i++)
		err = hand_on(l, &v[i], fn, ctx, e);
	free(v);
	return err;
}

enum err
store_domains(struct store *st, const struct filter *f, struct span span,
    domain_fn fn, void *ctx, struct page *ret, struct error *e)
{
	struct domain_list l = { .st = st, .span = span };
	struct order o;
	struct page page;
	bool own = false;
	enum err err = order_read(&domain_table, f, &o, e);

	if (err == OK)
		err = ask_days(span, &l.n_days, e);
	if (err != OK)
		return err;
	l.by = o.column;
	/* A picture of a row's width needs no more; 500 rows of a year's days
	   would be megabytes. */
	l.step = l.n_days > DAILY_MAX ? WEEK : 1;
	l.n_days = (l.n_days + (size_t)l.step - 1) / (size_t)l.step;
	arena_init(&l.names, ASK_ARENA_MAX);
	map_init(&l.reporters, 1);
	l.pass = xcalloc(l.n_days, sizeof(*l.pass));
	l.fail = xcalloc(l.n_days, sizeof(*l.fail));
	err = sql_snapshot(st->sql, &own, e);
	if (err == OK)
		err = add_domains(&l, f, e);
	if (err == OK)
		err = hand_on_page(&l, f, &o, fn, ctx, &page, e);
	sql_snapshot_end(st->sql, own);
	if (err == OK)
		*ret = page;
	arena_release(&l.names);
	map_free(&l.reporters);
	free(l.rows);
	free(l.ids);
	free(l.pass);
	free(l.fail);
	return err;
}
