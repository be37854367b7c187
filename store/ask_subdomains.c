/*
 * Which From domains a domain's mail has: the scan of the sources, summed by
 * header_from.  What was pruned has no From domains any more.
 */
#include <stdlib.h>

#include "store/ask_source_scan.h"

#define S(member, title, type, flags) \
	{ \
#member, title, type, \
		    offsetof(struct named_sums, sums.member), flags \
	}
static const struct column subdomain_columns[] = {
	{ "header_from", "From domain", COLUMN_TEXT,
	    offsetof(struct named_sums, name), 0 },
	NAMED_SUMS_COLUMNS(S),
};
#undef S
const struct table subdomain_table = { "subdomains", subdomain_columns,
	sizeof(subdomain_columns) / sizeof(subdomain_columns[0]) };

json_t *
subdomain_row_to_json(const struct named_sums *row)
{
	return table_row_json(&subdomain_table, row);
}

static enum err
hand_on_page(struct source_list *l, const struct order *o,
    const struct source_answer *a, struct page *page, struct error *e)
{
	struct named_sums *rows = xcalloc(l->ids.n + 1, sizeof(*rows));
	struct ranked *v = xcalloc(l->ids.n + 1, sizeof(*v));
	struct arena names;
	size_t n = 0;
	enum err err = OK;

	arena_init(&names, ASK_ARENA_MAX);
	for (size_t i = 0; i < l->ids.n && err == OK; i++) {
		int64_t id = *map_key(&l->ids, i);
		rows[i].sums = l->sums[i].row;
		v[i] = (struct ranked){ &rows[i], id };
		err = ask_text(l->st, SQL_DOMAIN_NAME, id, &names,
		    &rows[i].name, e);
		if (rows[i].name == NULL)
			rows[i].name = "";
	}
	if (err == OK)
		err = order_page(o, l->f, v, l->ids.n, &n, page, e);
	for (size_t i = 0; i < n && err == OK; i++) {
		struct named_sums row = *(const struct named_sums *)v[i].row;
		row.name = ask_or_null(row.name);
		err = a->named(a->ctx, &row, e);
	}
	arena_release(&names);
	free(v);
	free(rows);
	return err;
}

/* Of pruned records none are kept: every day before the horizon is missing. */
static bool
lacks_days(struct span span, day_t horizon)
{
	return span.from < horizon;
}

enum err
store_subdomains(struct store *st, const struct filter *f, struct span span,
    named_fn fn, void *ctx, struct page *ret, struct error *e)
{
	struct source_list l = { .st = st, .f = f, .by_from = true };
	const struct source_answer a = { .table = &subdomain_table,
		.hand_on = hand_on_page,
		.lacks_days = lacks_days,
		.named = fn,
		.ctx = ctx };

	return source_list_ask(&l, &a, span, ret, e);
}
