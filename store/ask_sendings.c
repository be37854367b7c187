/*
 * One address over all domains.  source_domain says in whose name it ever sent;
 * each of these domains is then scanned for it, as its own list of sources is.
 */
#include "store/ask_address.h"

#define S(member, title, type, flags) \
	{ \
#member, title, type, \
		    offsetof(struct named_sums, sums.member), flags \
	}
static const struct column sending_columns[] = {
	{ "domain", "Domain", COLUMN_TEXT, offsetof(struct named_sums, name),
	    0 },
	NAMED_SUMS_COLUMNS(S),
};
#undef S
const struct table sending_table = { "sendings", sending_columns,
	sizeof(sending_columns) / sizeof(sending_columns[0]) };

json_t *
sending_row_to_json(const struct named_sums *row)
{
	return table_row_json(&sending_table, row);
}

static enum err
sum_domain(struct address *x, int64_t domain, const char *name, struct error *e)
{
	struct source_list l = { .st = x->st, .f = x->f };
	struct named_sums row = { .name = name };
	enum err err;

	source_list_init(&l);
	err = source_list_filter(&l, e);
	if (err == OK)
		err = source_scan(&l, domain, x->span, e);
	if (err == OK && l.ids.n > 0) {
		row.sums = l.sums[0].row;
		x->page.total++;
		err = x->sending(x->ctx, &row, e);
	}
	source_list_free(&l);
	return err;
}

/* The domains first, then each: a statement is not asked inside itself. */
static enum err
each_domain(struct address *x, struct error *e)
{
	struct map ids;
	struct arena names;
	const char *name;
	struct query *q;
	bool row, new = false;
	enum err err =
	    intern_find_source(x->st->sql, &x->f->source_ip, &x->source, e);

	map_init(&ids, 1);
	arena_init(&names, ASK_ARENA_MAX);
	if (err == OK)
		err = sql_ask(x->st->sql, SQL_SENDINGS, &x->source, 1, &q, e);
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		map_put(&ids, &(int64_t){ sql_int(q, 0) }, &new);
	if (err == OK)
		sql_done(q);
	if (err == OK && ids.n == 0)
		err = error_set(e, ERR_NOTFOUND, "no report has this address");
	for (size_t i = 0; i < ids.n && err == OK; i++) {
		int64_t id = *map_key(&ids, i);
		err = ask_text(x->st, SQL_DOMAIN_NAME, id, &names, &name, e);
		if (err == OK)
			err = x->sending ? sum_domain(x, id, name, e)
			                 : address_sightings(x, id, name, e);
	}
	arena_release(&names);
	map_free(&ids);
	return err;
}

static enum err
ask(struct address *x, struct error *e)
{
	struct horizon h = { 0 };
	bool own = false;
	enum err err;

	if (!(x->f->set & FILTER_SOURCE_IP))
		return error_set(e, ERR_INPUT,
		    "this question needs a `source_ip`");
	err = sql_snapshot(x->st->sql, &own, e);
	if (err == OK)
		err = each_domain(x, e);
	if (err == OK)
		err = store_horizon(x->st, &h, e);
	sql_snapshot_end(x->st->sql, own);
	/* Sums of whole periods are kept; who saw it is not. */
	if (x->span.from < h.records)
		x->page.records_from = h.records;
	return err;
}

enum err
store_sendings(struct store *st, const struct filter *f, struct span span,
    named_fn fn, void *ctx, struct page *ret, struct error *e)
{
	struct address x = { .st = st,
		.f = f,
		.span = span,
		.sending = fn,
		.ctx = ctx };
	enum err err = ask(&x, e);

	if (err == OK)
		*ret = x.page;
	return err;
}

enum err
store_sightings(struct store *st, const struct filter *f, struct span span,
    sighting_fn fn, void *ctx, struct error *e)
{
	struct address x = { .st = st,
		.f = f,
		.span = span,
		.sighting = fn,
		.ctx = ctx };

	return ask(&x, e);
}
