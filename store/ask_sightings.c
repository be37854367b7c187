/* Who saw an address, record by record, in a domain. */
#include "core/words.h"
#include "store/ask_address.h"
#include "store/period.h"
#include "store/records.h"

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
sighting_row_to_json(const struct sighting_row *row)
{
	return table_row_json(&sighting_table, row);
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
enum err
address_sightings(const struct address *x, int64_t domain, const char *name,
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
