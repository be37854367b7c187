/* Who sends: the sums of ask_source_scan.c, ordered and cut into pages. */
#include "store/ask_source_scan.h"

#include <stdlib.h>

#define C(member, title, type, flags) \
	COLUMN(struct source_row, member, title, type, flags)
static const struct column source_columns[] = {
	C(source_ip, "Address", COLUMN_IP, 0),
	C(messages, "Messages", COLUMN_COUNT, 0),
	C(pass, "Pass", COLUMN_COUNT, 0),
	C(dkim_pass, "DKIM", COLUMN_COUNT, 0),
	C(spf_pass, "SPF", COLUMN_COUNT, 0),
	C(fail_none, "Let through", COLUMN_COUNT, COLUMN_HIDDEN),
	C(fail_quarantine, "Spam", COLUMN_COUNT, COLUMN_HIDDEN),
	C(fail_reject, "Refused", COLUMN_COUNT, COLUMN_HIDDEN),
	C(fail_unknown, "Unknown", COLUMN_COUNT, COLUMN_HIDDEN),
	C(reporters, "Reporters", COLUMN_COUNT, 0),
	C(first_day, "First day", COLUMN_DAY, COLUMN_HIDDEN),
	C(last_day, "Last day", COLUMN_DAY, 0),
};
#undef C
const struct table source_table = { "sources", source_columns,
	sizeof(source_columns) / sizeof(source_columns[0]) };

json_t *
source_row_to_json(const struct source_row *row)
{
	return table_row_json(&source_table, row);
}

/* The addresses of these rows. */
static enum err
read_some(struct source_list *l, const struct ranked *v, size_t n,
    struct error *e)
{
	int64_t ids[SOURCES_ASKED] = { 0 };
	struct ip ips[SOURCES_ASKED];
	enum err err;

	for (size_t i = 0; i < n; i++)
		ids[i] = v[i].id;
	err = ask_ips(l->st, ids, ips, e);
	for (size_t i = 0; err == OK && i < n; i++)
		l->sums[map_get(&l->ids, &ids[i])].row.source_ip = ips[i];
	return err;
}

static enum err
read_addresses(struct source_list *l, const struct ranked *v, size_t n,
    struct error *e)
{
	enum err err = OK;

	for (size_t i = 0; i < n && err == OK; i += SOURCES_ASKED)
		err = read_some(l, v + i,
		    n - i < SOURCES_ASKED ? n - i : SOURCES_ASKED, e);
	return err;
}

static enum err
hand_on_page(struct source_list *l, const struct order *o,
    const struct source_answer *a, struct page *page, struct error *e)
{
	struct ranked *v = xcalloc(l->ids.n + 1, sizeof(*v));
	size_t n = 0;
	/* Addresses of all are only read when they make the order. */
	bool all = o->column->type == COLUMN_IP;
	enum err err = OK;

	for (size_t i = 0; i < l->ids.n; i++)
		v[i] = (struct ranked){ &l->sums[i].row, *map_key(&l->ids, i) };
	if (all)
		err = read_addresses(l, v, l->ids.n, e);
	if (err == OK)
		err = order_page(o, l->f, v, l->ids.n, &n, page, e);
	if (!all && err == OK)
		err = read_addresses(l, v, n, e);
	for (size_t i = 0; i < n && err == OK; i++)
		err = a->source(a->ctx, v[i].row, e);
	free(v);
	return err;
}

/* Of days before the horizon there are whole periods alone. */
static bool
lacks_days(struct span span, day_t horizon)
{
	struct span whole = ask_whole(span, PERIOD_DAYS);
	int64_t first = (int64_t)whole.from * PERIOD_DAYS;
	int64_t last = ((int64_t)whole.to + 1) * PERIOD_DAYS - 1;

	if (span.from >= horizon)
		return false;
	return whole.to < whole.from || first > span.from ||
	       (last < span.to && last + 1 < horizon);
}

static enum err
read_filter(struct source_list *l, const struct source_answer *a,
    struct order *ret_order, int64_t *ret_domain, struct error *e)
{
	enum err err = order_read(a->table, l->f, ret_order, e);

	if (err == OK && !(l->f->set & FILTER_DOMAIN))
		err = error_set(e, ERR_INPUT, "%s need a `domain`",
		    a->table->name);
	if (err == OK)
		err = ask_domain(l->st, l->f, ret_domain, e);
	return err == OK ? source_list_filter(l, e) : err;
}

enum err
source_list_ask(struct source_list *l, const struct source_answer *a,
    struct span span, struct page *ret, struct error *e)
{
	struct order o;
	struct horizon h = { 0 };
	struct page page;
	int64_t domain = 0;
	bool own = false;
	enum err err = read_filter(l, a, &o, &domain, e);

	if (err != OK)
		return err;
	source_list_init(l);
	err = sql_snapshot(l->st->sql, &own, e);
	if (err == OK)
		err = source_scan(l, domain, span, e);
	if (err == OK)
		err = a->hand_on(l, &o, a, &page, e);
	if (err == OK)
		err = store_horizon(l->st, &h, e);
	sql_snapshot_end(l->st->sql, own);
	if (err == OK && a->lacks_days(span, h.records))
		page.records_from = h.records;
	if (err == OK)
		*ret = page;
	source_list_free(l);
	return err;
}

enum err
store_sources(struct store *st, const struct filter *f, struct span span,
    source_fn fn, void *ctx, struct page *ret, struct error *e)
{
	struct source_list l = { .st = st, .f = f };
	const struct source_answer a = { .table = &source_table,
		.hand_on = hand_on_page,
		.lacks_days = lacks_days,
		.source = fn,
		.ctx = ctx };

	return source_list_ask(&l, &a, span, ret, e);
}
