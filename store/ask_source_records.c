/*
 * A walk through the records of the domain, in the order of day and report.
 * A record knows its report but not who sent it, so the reports of the days are
 * read first; as the records of a report lie together, that look-up is made
 * once per report.  What the filter asks is the same for all records of a kind.
 */
#include "store/ask_source_scan.h"

#include "store/records.h"

static enum err
read_reports(struct source_list *l, int64_t domain, struct span span,
    struct error *e)
{
	struct query *q;
	bool row, new;
	enum err err = ask_reports_of(l->st, domain, span, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t id = sql_int(q, 0);
		int64_t reporter = sql_int(q, 1);
		size_t i = map_put(&l->reports, &id, &new);
		l->reporter_of = map_room(l->reporter_of, &l->reporter_of_cap,
		    i, sizeof(*l->reporter_of));
		l->reporter_of[i] = map_put(&l->reporters, &reporter, &new);
	}
	if (err == OK)
		sql_done(q);
	return err;
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

/* The block at hand, and what the records of each of its kinds are like. */
struct scan {
	struct source_list *l;
	struct records at;
	struct source_record like[BLOCK_RECORDS + 1];
	bool wanted[BLOCK_RECORDS + 1];
};

static bool
has_source(const struct unpacked_block *b, int64_t source)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->v[i].source == source)
			return true;
	return false;
}

static void
read_kinds(struct scan *s)
{
	const struct unpacked_block *b = &s->at.block;

	if (s->at.report != s->l->report)
		look_up_reporter(s->l, s->at.report);
	for (size_t k = 1; k <= b->n_kinds; k++) {
		struct source_record *like = &s->like[k];

		*like = source_record(0, 0, row_verdict(&b->kinds[k]));
		like->first = like->last = s->at.day;
		like->provenance = b->provenance;
		like->header_from = b->kinds[k].header_from;
		s->wanted[k] = source_matches(s->l, like);
	}
}

/* By header_from a kind counts at once, if its sources do not matter. */
static void
add_kinds(struct scan *s)
{
	const struct unpacked_block *b = &s->at.block;

	for (size_t i = 0; i < b->n; i++)
		s->like[b->v[i].kind].messages += b->v[i].messages;
	for (size_t k = 1; k <= b->n_kinds; k++)
		if (s->wanted[k])
			source_add(s->l, &s->like[k]);
}

static void
add_block(struct scan *s)
{
	const struct unpacked_block *b = &s->at.block;
	int64_t only = s->l->only_source;

	if (only != 0 && !has_source(b, only))
		return;
	read_kinds(s);
	if (only == 0 && s->l->by_from) {
		add_kinds(s);
		return;
	}
	for (size_t i = 0; i < b->n; i++) {
		struct source_record *r = &s->like[b->v[i].kind];

		if (!s->wanted[b->v[i].kind] ||
		    (only != 0 && b->v[i].source != only))
			continue;
		r->source = b->v[i].source;
		r->messages = b->v[i].messages;
		source_add(s->l, r);
	}
}

enum err
source_scan_records(struct source_list *l, int64_t domain, struct span span,
    struct error *e)
{
	struct scan s = { .l = l };
	bool block = true;
	enum err err;

	if (span.to < span.from)
		return OK;
	err = read_reports(l, domain, span, e);
	if (err == OK)
		err = records_begin(&s.at, l->st->sql, domain, span, e);
	while (err == OK &&
	       (err = records_next_block(&s.at, &block, e)) == OK && block)
		add_block(&s);
	return err;
}
