/*
 * One address over all domains.  source_domain says in whose name it ever sent;
 * each of these domains is then scanned for it, as its own list of sources is.
 */
#include "store/ask_source_scan.h"

#include "core/words.h"
#include "store/period.h"
#include "store/records.h"

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

#define C(member, title, type, flags) \
	COLUMN(struct sighting_row, member, title, type, flags)
static const struct column sighting_columns[] = {
	C(day, "Day", COLUMN_DAY, 0),
	C(domain, "Domain", COLUMN_TEXT, 0),
	C(reporter, "Reporter", COLUMN_TEXT, 0),
	C(header_from, "From", COLUMN_TEXT, 0),
	C(messages, "Messages", COLUMN_COUNT, 0),
	C(disposition, "Disposition", COLUMN_TEXT, 0),
	C(dkim, "DKIM", COLUMN_TEXT, 0),
	C(spf, "SPF", COLUMN_TEXT, 0),
	C(report, "Report", COLUMN_ID, 0),
};
#undef C
const struct table sighting_table = { "sightings", sighting_columns,
	sizeof(sighting_columns) / sizeof(sighting_columns[0]) };

json_t *
sending_row_to_json(const struct named_sums *row)
{
	return table_row_json(&sending_table, row);
}

json_t *
sighting_row_to_json(const struct sighting_row *row)
{
	return table_row_json(&sighting_table, row);
}

/* What is done for each domain of the address. */
struct address {
	struct store *st;
	const struct filter *f;
	struct span span;
	int64_t source;
	named_fn sending;
	sighting_fn sighting;
	void *ctx;
	struct page page; /* of sendings */
};

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

/* A record of the address, with the names that it gives. */
static enum err
show(const struct address *x, const struct records *at, const struct row *r,
    const char *domain, struct arena *names, struct error *e)
{
	struct sighting_row row = {
		.day = at->day,
		.domain = domain,
		.messages = r->messages,
		.disposition = word_text(VOCAB_DISPOSITION, r->disposition),
		.dkim = word_text(VOCAB_ALIGNED, r->dkim),
		.spf = word_text(VOCAB_ALIGNED, r->spf),
		.report = at->report,
	};
	enum err err;

	arena_reset(names);
	err = ask_text(x->st, SQL_REPORTER_OF, at->report, names, &row.reporter,
	    e);
	if (err == OK)
		err = ask_text(x->st, SQL_DOMAIN_NAME, r->header_from, names,
		    &row.header_from, e);
	row.header_from = ask_or_null(row.header_from);
	return err != OK ? err : x->sighting(x->ctx, &row, e);
}

/* Those of the block at hand, the last of them first; *left: still wanted. */
static enum err
show_block(const struct address *x, struct records *at, const char *domain,
    size_t *left, struct arena *names, struct error *e)
{
	enum err err = OK;

	if (!store_trusts(x->st, at->block.provenance))
		return OK;
	for (size_t i = at->block.n; i > 0 && *left > 0 && err == OK; i--) {
		if (at->block.v[i - 1].source != x->source)
			continue;
		err = show(x, at, unpacked_row(&at->block, i - 1), domain,
		    names, e);
		--*left;
	}
	return err;
}

/* Those of the days, newest first, as long as *left are wanted. */
static enum err
show_days(const struct address *x, int64_t domain, const char *name,
    struct span days, size_t *left, struct error *e)
{
	struct arena names;
	struct records at;
	bool block = true;
	enum err err;

	if (days.to < days.from || *left == 0)
		return OK;
	err = records_begin_newest(&at, x->st->sql, domain, days, e);
	if (err != OK)
		return err;
	arena_init(&names, ASK_ARENA_MAX);
	while (*left > 0 && (err = records_next_block(&at, &block, e)) == OK &&
	       block && (err = show_block(x, &at, name, left, &names, e)) == OK)
		continue;
	records_end(&at);
	arena_release(&names);
	return err;
}

/* Those of `part` that are left. */
static struct span
left_of(struct span days, struct span part)
{
	return (struct span){ part.from > days.from ? part.from : days.from,
		part.to < days.to ? part.to : days.to };
}

/* Of the days that are left those behind a closed period, then its own. */
static enum err
show_period(const struct address *x, int64_t domain, const char *name,
    struct query *period, struct span days, size_t *left, struct error *e)
{
	day_t first = (day_t)sql_int(period, 0) * PERIOD_DAYS;
	struct span part = { first + PERIOD_DAYS, days.to };
	int64_t from, to;
	size_t n;
	const void *p = sql_blob(period, 1, &n);
	enum err err = show_days(x, domain, name, left_of(days, part), left, e);

	period_days_of(p, n, x->source, &from, &to);
	part = (struct span){ first + (day_t)from, first + (day_t)to };
	if (err == OK)
		err = show_days(x, domain, name, left_of(days, part), left, e);
	return err;
}

/*
 * A closed period says on which of its days the address may be; of one that was
 * seen a few times in a year most records are passed over so.
 */
static enum err
list_domain(const struct address *x, int64_t domain, const char *name,
    struct error *e)
{
	int64_t v[] = { domain, x->span.from / PERIOD_DAYS,
		x->span.to / PERIOD_DAYS };
	struct span days = x->span; /* those that are left */
	size_t left = x->f->limit;
	struct query *q;
	bool row;
	enum err err =
	    sql_ask(x->st->sql, SQL_SUMMED_PERIODS_NEWEST, v, 3, &q, e);

	if (err != OK)
		return err;
	while (left > 0 && (err = sql_step(q, &row, e)) == OK && row) {
		err = show_period(x, domain, name, q, days, &left, e);
		if (err != OK)
			break;
		days.to = (day_t)sql_int(q, 0) * PERIOD_DAYS - 1;
	}
	sql_done(q);
	return err != OK ? err : show_days(x, domain, name, days, &left, e);
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
			                 : list_domain(x, id, name, e);
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
