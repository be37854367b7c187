/*
 * Records of a domain summed by source in memory.  Periods that are summed up
 * are taken as such, and only the days between them are read record by record
 * (ask_source_records.c); of a period that was pruned, the sums of what is gone
 * and then its records.
 */
#include "store/ask_source_scan.h"

#include <stdlib.h>

#include "store/period.h"

void
source_list_init(struct source_list *l)
{
	map_init(&l->reports, 1);
	map_init(&l->reporters, 1);
	map_init_dense(&l->ids);
	map_init(&l->seen, 2);
}

void
source_list_free(struct source_list *l)
{
	map_free(&l->reports);
	map_free(&l->reporters);
	map_free(&l->ids);
	map_free(&l->seen);
	free(l->reporter_of);
	free(l->sums);
}

enum err
source_list_filter(struct source_list *l, struct error *e)
{
	const struct filter *f = l->f;
	enum err err = ask_reporter(l->st, f, &l->only_reporter, e);

	if (err == OK && (f->set & FILTER_SOURCE_IP)) {
		err = intern_find_source(l->st->sql, &f->source_ip,
		    &l->only_source, e);
		if (l->only_source == 0)
			l->only_source = NO_SUCH_ID;
	}
	return err;
}

struct source_record
source_record(int64_t source, int64_t messages, int64_t verdict)
{
	return (struct source_record){
		.source = source,
		.messages = messages,
		.disposition = verdict_disposition(verdict),
		.dkim = verdict_dkim(verdict) == ALIGNED_PASS,
		.spf = verdict_spf(verdict) == ALIGNED_PASS,
	};
}

static bool
is_wanted(unsigned set, unsigned bit, int wanted, bool pass)
{
	return !(set & bit) || (wanted == ALIGNED_PASS) == pass;
}

bool
source_matches(const struct source_list *l, const struct source_record *r)
{
	const struct filter *f = l->f;

	return store_trusts(l->st, r->provenance) &&
	       (l->only_reporter == 0 ||
	           *map_key(&l->reporters, l->reporter) == l->only_reporter) &&
	       (!(f->set & FILTER_DISPOSITION) ||
	           r->disposition == f->disposition) &&
	       is_wanted(f->set, FILTER_DKIM, f->dkim, r->dkim) &&
	       is_wanted(f->set, FILTER_SPF, f->spf, r->spf) &&
	       is_wanted(f->set, FILTER_DMARC, f->dmarc, r->dkim || r->spf);
}

/* Whether the source was not yet seen by the reporter at hand. */
static bool
is_first_of_reporter(struct source_list *l, size_t source)
{
	uint64_t *seen = &l->sums[source].seen;
	bool first;

	if (l->reporter >= 64) {
		map_put(&l->seen,
		    (int64_t[]){ (int64_t)source, (int64_t)l->reporter },
		    &first);
		return first;
	}
	first = (*seen >> l->reporter & 1) == 0;
	*seen |= UINT64_C(1) << l->reporter;
	return first;
}

void
source_add(struct source_list *l, const struct source_record *r)
{
	bool new;
	size_t i =
	    map_put(&l->ids, l->by_from ? &r->header_from : &r->source, &new);
	struct source_row *row;
	int64_t n = r->messages;

	l->sums = map_room(l->sums, &l->cap, i, sizeof(*l->sums));
	row = &l->sums[i].row;
	row->messages += n;
	row->dkim_pass += r->dkim ? n : 0;
	row->spf_pass += r->spf ? n : 0;
	if (r->dkim || r->spf)
		row->pass += n;
	else if (r->disposition == DISPOSITION_NONE)
		row->fail_none += n;
	else if (r->disposition == DISPOSITION_QUARANTINE)
		row->fail_quarantine += n;
	else if (r->disposition == DISPOSITION_REJECT)
		row->fail_reject += n;
	else
		row->fail_unknown += n;
	if (new || r->first < row->first_day)
		row->first_day = r->first;
	if (new || r->last > row->last_day)
		row->last_day = r->last;
	row->reporters += is_first_of_reporter(l, i);
}

/* The packed sums of a period that begins on that day. */
static enum err
add_period(struct source_list *l, day_t first, const void *p, size_t n,
    struct error *e)
{
	struct period_reader reader = { .in = { p, (const uint8_t *)p + n,
		                            false } };
	int64_t reporter = -1;
	struct period_sum s;
	bool new;

	while (l->only_source != 0 ? period_next_of(&reader, l->only_source, &s)
	                           : period_next(&reader, &s)) {
		struct source_record r =
		    source_record(s.source, s.messages, s.outcome);

		r.header_from = s.source; /* if it is a sum of these */
		r.first = first + (day_t)s.first;
		r.last = first + (day_t)s.last;
		r.provenance = (int)s.provenance;
		if (s.reporter != reporter)
			l->reporter = map_put(&l->reporters, &s.reporter, &new);
		reporter = s.reporter;
		if (source_matches(l, &r))
			source_add(l, &r);
	}
	l->report = 0; /* l->reporter is no longer its reporter */
	if (reader.in.bad)
		return error_set(e, ERR_SYSTEM,
		    "the database is damaged: sums of sources");
	return OK;
}

enum err
source_scan(struct source_list *l, int64_t domain, struct span span,
    struct error *e)
{
	struct span whole = ask_whole(span, PERIOD_DAYS);
	int64_t v[] = { domain, whole.from, whole.to };
	day_t next = span.from; /* the first that is not summed yet */
	struct query *q;
	bool row;
	enum err err;

	/* A period does not know which sources a From domain has. */
	if (l->by_from && l->only_source != 0)
		return source_scan_records(l, domain, span, e);
	err = sql_ask(l->st->sql,
	    l->by_from ? SQL_FROM_PERIODS : SQL_SOURCE_PERIODS, v, 3, &q, e);
	if (err != OK)
		return err;
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		day_t first = (day_t)sql_int(q, 0) * PERIOD_DAYS;
		size_t n;
		const void *p = sql_blob(q, 1, &n);

		err = source_scan_records(l, domain,
		    (struct span){ next, first - 1 }, e);
		if (err == OK)
			err = add_period(l, first, p, n, e);
		/* Of an open one these are what was pruned: records are left. */
		next = sql_int(q, 2) != 0 ? first : first + PERIOD_DAYS;
	}
	sql_done(q);
	return err != OK ? err
	                 : source_scan_records(l, domain,
	                       (struct span){ next, span.to }, e);
}
