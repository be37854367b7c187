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
	ptrdiff_t at; /* in reports, which have nearly the order of records */
	uint32_t reporter;
	bool coarse;
};

static void
take_report(struct facts_load *l, int64_t id, struct report_at_hand *r)
{
	ptrdiff_t i = map_get_after(&l->reports, &id, r->at);

	r->id = id;
	r->at = i;
	/* A record without its report is damage; it counts all the same. */
	r->reporter =
	    i != MAP_NONE ? l->reporter_of[i] : number_of(&l->reporters, 0);
	r->coarse = map_get(&l->coarse, &id) != MAP_NONE;
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

/* The block at hand, and what rows of each of its kinds are like. */
struct scan {
	struct facts_load *load;
	struct records at;
	struct report_at_hand report;
	struct facts_row like[BLOCK_RECORDS + 1];
	bool is_known[BLOCK_RECORDS + 1]; /* of like */
};

static const struct facts_row *
like_of(struct scan *s, uint32_t kind)
{
	struct facts_load *l = s->load;
	const struct row *r = &s->at.block.kinds[kind];
	bool empty = r->envelope_from == 0 || r->envelope_from == l->empty_name;

	if (!s->is_known[kind])
		s->like[kind] = (struct facts_row){
			.day = s->at.day,
			.reporter = s->report.reporter,
			.header_from = number_of(&l->names, r->header_from),
			.auth = number_of(&l->auths, 2 * r->auth + empty),
			.disposition = r->disposition,
			.flags = flags_of(r, s->report.coarse),
		};
	s->is_known[kind] = true;
	return &s->like[kind];
}

static void
add_row(struct scan *s, const struct unpacked_record *r)
{
	struct facts_load *l = s->load;
	struct facts_row *row;

	if (l->n_rows == l->rows_cap) {
		l->rows_cap = l->rows_cap == 0 ? 4096 : 2 * l->rows_cap;
		l->rows = xrealloc(l->rows, l->rows_cap * sizeof(*l->rows));
	}
	row = &l->rows[l->n_rows++];
	*row = *like_of(s, r->kind);
	row->messages = r->messages;
	row->source = number_of(&l->sources, r->source);
}

/* Whether the record is to be judged; if not, it is counted. */
static bool
is_judged(struct scan *s, const struct unpacked_record *r)
{
	struct facts_load *l = s->load;

	if (r->messages == 0)
		l->facts.left_out.no_count++;
	else if (r->source == l->no_address)
		l->facts.left_out.no_address += r->messages;
	else if (s->at.block.kinds[r->kind].flags & ROW_OUTSIDE_DOMAIN)
		l->facts.left_out.outside_domain += r->messages;
	else
		return true;
	return false;
}

static void
add_block(struct scan *s)
{
	struct facts_load *l = s->load;
	const struct unpacked_block *b = &s->at.block;
	bool trusted = store_trusts(l->st, b->provenance);
	size_t before = l->n_rows;

	memset(s->is_known, 0, sizeof(s->is_known));
	for (size_t i = 0; i < b->n; i++)
		if (!trusted)
			l->facts.left_out.untrusted += b->v[i].messages;
		else if (is_judged(s, &b->v[i]))
			add_row(s, &b->v[i]);
	if (l->n_rows == before)
		return;
	l->verified |= b->provenance != PROVENANCE_UNVERIFIED;
	l->unverified |= b->provenance == PROVENANCE_UNVERIFIED;
}

static enum err
scan(struct facts_load *l, struct error *e)
{
	struct span span = { l->first, l->as_of };
	struct scan s = { .load = l };
	bool block = true;
	enum err err = records_begin(&s.at, l->st->sql, l->id, span, e);

	while (err == OK &&
	       (err = records_next_block(&s.at, &block, e)) == OK && block) {
		if (s.at.report != s.report.id)
			take_report(l, s.at.report, &s.report);
		add_block(&s);
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
