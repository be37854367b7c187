/*
 * All domains that a trusted report is on: what the order needs is read of all,
 * everything else of the page's rows alone.
 */
#include <stdlib.h>

#include "core/text_json.h"
#include "store/ask_domain_row.h"

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
	return err != OK ? err : domain_row_order(l, id, row, e);
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
hand_on(struct domain_list *l, const struct ranked *r, domain_fn fn, void *ctx,
    struct error *e)
{
	const struct domain_row *ordered = r->row;
	struct domain_row row = { .domain = ordered->domain };
	enum err err = domain_row_read(l, r->id, &row, e);

	return err != OK ? err : fn(ctx, &row, e);
}

static enum err
hand_on_page(struct domain_list *l, const struct filter *f,
    const struct order *o, domain_fn fn, void *ctx, struct page *page,
    struct error *e)
{
	struct ranked *v = xcalloc(l->n + 1, sizeof(*v));
	size_t n = 0;
	enum err err;

	for (size_t i = 0; i < l->n; i++)
		v[i] = (struct ranked){ &l->rows[i], l->ids[i] };
	err = order_page(o, f, v, l->n, &n, page, e);
	for (size_t i = 0; i < n && err == OK; i++)
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
