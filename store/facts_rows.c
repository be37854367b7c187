/*
 * One walk through the records of the domain, in the order of day and report.
 * A record knows its report but not who sent it: reports and their reporters
 * are read first, from an index alone, and looked up once per report, as its
 * records lie together.
 */
#include "store/facts_load.h"

#include <stdlib.h>
#include <string.h>

#include "store/records.h"

static enum err
read_reports(struct facts_load *l, struct error *e)
{
	struct span span = { l->first, l->as_of };
	int64_t v[] = { l->id, ask_earliest_end(span), l->first, l->as_of };
	struct query *q;
	bool row, new = false;
	enum err err = sql_ask(l->st->sql, SQL_FACTS_REPORTS, v, 4, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t id = sql_int(q, 0);
		size_t i = map_put(&l->reports, &id, &new);
		l->reporter_of = map_room(l->reporter_of, &l->reporter_of_cap,
		    i, sizeof(*l->reporter_of));
		l->reporter_of[i] = number_of(&l->reporters, sql_int(q, 1));
	}
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
read_coarse(struct facts_load *l, struct error *e)
{
	int64_t v[] = { l->first, l->as_of };
	struct query *q;
	bool row, new = false;
	enum err err = sql_ask(l->st->sql, SQL_FACTS_COARSE, v, 2, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		map_put(&l->coarse, &(int64_t){ sql_int(q, 0) }, &new);
	if (err == OK)
		sql_done(q);
	return err;
}

/* The report whose records are at hand. */
struct report_at_hand {
	int64_t id;
	uint32_t reporter;
	bool coarse;
};

static void
take_report(struct facts_load *l, int64_t id, struct report_at_hand *r)
{
	ptrdiff_t i = map_get(&l->reports, &id);

	r->id = id;
	/* A record without its report is damage; it counts all the same. */
	r->reporter =
	    i != MAP_NONE ? l->reporter_of[i] : number_of(&l->reporters, 0);
	r->coarse = map_get(&l->coarse, &id) != MAP_NONE;
}

/* Whether the row is to be judged; if not, it is counted. */
static bool
is_judged(struct facts_load *l, const struct row *r, enum provenance p)
{
	if (!store_trusts(l->st, p))
		l->facts.left_out.untrusted += r->messages;
	else if (r->messages == 0)
		l->facts.left_out.no_count++;
	else if (r->source == l->no_address)
		l->facts.left_out.no_address += r->messages;
	else if (r->flags & ROW_OUTSIDE_DOMAIN)
		l->facts.left_out.outside_domain += r->messages;
	else
		return true;
	return false;
}

static uint8_t
flags_of(const struct row *r, bool coarse)
{
	unsigned flags = (r->dkim == ALIGNED_PASS ? FACTS_DKIM : 0u) |
	                 (r->spf == ALIGNED_PASS ? FACTS_SPF : 0u) |
	                 (coarse ? FACTS_COARSE : 0u);

	if (r->flags & ROW_RELAYED)
		flags |= FACTS_EXCUSED;
	if (r->flags & ROW_SAMPLED_OUT)
		flags |= FACTS_SAMPLED_OUT;
	if (r->flags & 1u << REASON_POLICY_TEST_MODE)
		flags |= FACTS_TEST_MODE;
	return (uint8_t)flags;
}

static void
add_row(struct facts_load *l, const struct records *at, const struct row *r,
    const struct report_at_hand *report)
{
	bool empty = r->envelope_from == 0 || r->envelope_from == l->empty_name;

	if (l->n_rows == l->rows_cap) {
		l->rows_cap = l->rows_cap == 0 ? 4096 : 2 * l->rows_cap;
		l->rows = xrealloc(l->rows, l->rows_cap * sizeof(*l->rows));
	}
	l->rows[l->n_rows++] = (struct facts_row){
		.messages = r->messages,
		.day = at->day,
		.source = number_of(&l->sources, r->source),
		.reporter = report->reporter,
		.header_from = number_of(&l->names, r->header_from),
		.auth = number_of(&l->auths, 2 * r->auth + empty),
		.disposition = r->disposition,
		.flags = flags_of(r, report->coarse),
	};
	l->verified |= at->provenance != PROVENANCE_UNVERIFIED;
	l->unverified |= at->provenance == PROVENANCE_UNVERIFIED;
}

static enum err
scan(struct facts_load *l, struct error *e)
{
	struct span span = { l->first, l->as_of };
	struct report_at_hand report = { .id = 0 };
	struct records at;
	const struct row *row;
	enum err err = records_begin(&at, l->st->sql, l->id, span, e);

	while (err == OK && (err = records_next(&at, &row, e)) == OK &&
	       row != NULL) {
		if (at.report != report.id)
			take_report(l, at.report, &report);
		if (is_judged(l, row, at.provenance))
			add_row(l, &at, row, &report);
	}
	return err;
}

enum err
facts_load_rows(struct facts_load *l, struct error *e)
{
	struct query *q;
	enum err err = sql_get(l->st->sql, SQL_ENVELOPE_EMPTY, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &l->empty_name, e);
	if (err == OK)
		err = intern_find_source(l->st->sql, &(struct ip){ .len = 0 },
		    &l->no_address, e);
	if (err == OK)
		err = read_reports(l, e);
	if (err == OK)
		err = read_coarse(l, e);
	return err != OK ? err : scan(l, e);
}
