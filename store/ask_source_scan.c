/*
 * One range scan over the records of the domain, clustered by day and report,
 * summed by source in memory.  A record knows its report but not who sent it,
 * so the reports of the span are read first; as the records of a report lie
 * together, that look-up is made once per report.
 */
#include "store/ask_source_scan.h"

static enum err
read_reports(struct source_list *l, int64_t domain, struct span span,
    struct error *e)
{
	int64_t v[] = { domain, ask_earliest_end(span), span.from, span.to };
	struct query *q;
	bool row, new;
	enum err err = sql_ask(l->st->sql, SQL_REPORTS_OF_DOMAIN, v, 4, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t id = sql_int(q, 0);
		int64_t reporter = sql_int(q, 1);
		size_t i = map_put(&l->reports, &id, &new);
		l->reporter_of = map_room(l->reporter_of, &l->reporter_of_cap,
		    i, sizeof(*l->reporter_of));
		l->reporter_of[i] =
		    store_trusts(l->st, (int)sql_int(q, 2))
		        ? map_put(&l->reporters, &reporter, &new)
		        : UNTRUSTED;
	}
	if (err == OK)
		sql_done(q);
	return err;
}

/* Columns of SQL_SOURCE_RECORDS. */
struct source_record {
	day_t day;
	int64_t report, source, messages;
	int disposition;
	bool dkim, spf;
};

static bool
is_wanted(unsigned set, unsigned bit, int wanted, bool pass)
{
	return !(set & bit) || (wanted == ALIGNED_PASS) == pass;
}

static bool
matches(const struct source_list *l, const struct source_record *r)
{
	const struct filter *f = l->f;

	return l->reporter != UNTRUSTED &&
	       (l->only_source == 0 || r->source == l->only_source) &&
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

static void
add_record(struct source_list *l, const struct source_record *r)
{
	bool new;
	size_t i = map_put(&l->ids, &r->source, &new);
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
	if (new || r->day < row->first_day)
		row->first_day = r->day;
	if (new || r->day > row->last_day)
		row->last_day = r->day;
	row->reporters += is_first_of_reporter(l, i);
}

static void
look_up_reporter(struct source_list *l, int64_t report)
{
	ptrdiff_t i = map_get(&l->reports, &report);
	bool new = false;

	l->report = report;
	/* A record without its report is damage; it counts all the same. */
	l->reporter = i != MAP_NONE
	                  ? l->reporter_of[i]
	                  : map_put(&l->reporters, &(int64_t){ 0 }, &new);
}

enum err
source_scan(struct source_list *l, int64_t domain, struct span span,
    struct error *e)
{
	int64_t v[] = { domain, span.from, span.to }, verdict;
	struct query *q;
	bool row;
	enum err err = read_reports(l, domain, span, e);

	if (err == OK)
		err = sql_ask(l->st->sql, SQL_SOURCE_RECORDS, v, 3, &q, e);
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		verdict = sql_int(q, 4);
		struct source_record r = {
			.day = (day_t)sql_int(q, 0),
			.report = sql_int(q, 1),
			.source = sql_int(q, 2),
			.messages = sql_int(q, 3),
			.disposition = verdict_disposition(verdict),
			.dkim = verdict_dkim(verdict) == ALIGNED_PASS,
			.spf = verdict_spf(verdict) == ALIGNED_PASS,
		};
		if (r.report != l->report)
			look_up_reporter(l, r.report);
		if (matches(l, &r))
			add_record(l, &r);
	}
	if (err == OK)
		sql_done(q);
	return err;
}
