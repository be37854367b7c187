/*
 * The records of one report, as they were read: the codes of `record`, with
 * the texts that are said once joined back.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/ask.h"
#include "store/pack.h"

/* One record with all its entries, after unpacking. */
#define RECORD_ARENA_MAX (8 * MIB)

static struct word
word_of(enum vocabulary v, int code)
{
	struct word w = { .code = code };

	/* The raw text of an unknown word comes with the detail. */
	if (w.code != WORD_UNKNOWN)
		w.raw = word_text(v, w.code);
	return w;
}

/* Columns of RECORD_PAGE_FROM_. */
static enum err
read_record(struct query *q, struct arena *a, struct record *r, struct error *e)
{
	int64_t verdict = sql_int(q, 3);
	const void *ip, *p;
	size_t n;
	enum err err = OK;

	*r = (struct record){
		.count = sql_int(q, 2),
		.disposition =
		    word_of(VOCAB_DISPOSITION, verdict_disposition(verdict)),
		.dkim = word_of(VOCAB_ALIGNED, verdict_dkim(verdict)),
		.spf = word_of(VOCAB_ALIGNED, verdict_spf(verdict)),
		.header_from = sql_text(q, 4),
		.envelope_from = sql_text(q, 5),
		.envelope_to = sql_text(q, 6),
		.outside_domain =
		    (verdict_flags(verdict) & ROW_OUTSIDE_DOMAIN) != 0,
	};
	ip = sql_blob(q, 1, &n);
	if (n <= sizeof(r->source_ip.bytes)) {
		r->source_ip.len = (uint8_t)n;
		memcpy(r->source_ip.bytes, ip, n);
	}
	p = sql_blob(q, 7, &n);
	err = unpack_auth(p, n, a, r, e);
	p = sql_blob(q, 8, &n);
	if (err == OK && n > 0)
		err = unpack_detail(p, n, a, r, e);
	return err;
}

/* Where the records of a report are. */
struct place {
	int64_t domain, day, records;
	enum sql_id page;
};

static enum err
find(struct store *st, int64_t id, struct place *ret, struct error *e)
{
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, SQL_REPORT_PLACE_OF, &id, 1, &q, e);

	if (err == OK)
		err = sql_step(q, &row, e);
	if (err != OK)
		return err;
	if (row)
		*ret = (struct place){ sql_int(q, 0), sql_int(q, 1),
			sql_int(q, 3),
			sql_int(q, 2) == OUTCOME_REPORT ? SQL_RECORD_PAGE
			                                : SQL_CONFLICT_PAGE };
	sql_done(q);
	if (!row)
		return error_set(e, ERR_NOTFOUND, "no report has the id %lld",
		    (long long)id);
	return OK;
}

static enum err
hand_on(struct query *q, size_t limit, record_fn fn, void *ctx,
    struct page *page, struct error *e)
{
	struct arena a;
	struct record r;
	size_t n = 0;
	bool row;
	enum err err;

	arena_init(&a, RECORD_ARENA_MAX);
	while ((err = sql_step(q, &row, e)) == OK && row) {
		if (n++ == limit) {
			page->more = true;
			break;
		}
		snprintf(page->next, sizeof(page->next), "%" PRId64,
		    sql_int(q, 0));
		arena_reset(&a);
		err = read_record(q, &a, &r, e);
		if (err == OK)
			err = fn(ctx, &r, e);
		if (err != OK)
			break;
	}
	sql_done(q);
	arena_release(&a);
	if (!page->more)
		page->next[0] = '\0';
	return err;
}

/* Why a report that had records has none. */
static enum err
note_pruned(struct store *st, int64_t id, struct page *page, struct error *e)
{
	struct content c;
	struct horizon h = { 0 };
	bool pruned = false;
	enum err err = content_by_id(st, id, &c, e);

	if (err == OK)
		err = content_is_pruned(st, &c, &pruned, e);
	if (err == OK && pruned)
		err = store_horizon(st, &h, e);
	if (err == OK && pruned)
		page->records_from = h.records;
	return err;
}

enum err
store_report_records(struct store *st, int64_t id, const struct filter *f,
    record_fn fn, void *ctx, struct page *ret, struct error *e)
{
	struct place at = { 0 };
	struct page page = { 0 };
	struct query *q;
	int64_t after = -1;
	enum err err = find(st, id, &at, e);

	if (err != OK)
		return err;
	if ((f->set & FILTER_CURSOR) &&
	    !text_number(f->cursor, INT64_MAX, &after))
		return error_set(e, ERR_INPUT,
		    "`cursor` is not the `next` of an answer to this question");
	int64_t v[] = { at.domain, at.day, id, after, (int64_t)f->limit + 1 };
	page.total = at.records > PAGE_TOTAL_MAX ? -1 : at.records;
	err = sql_ask(st->sql, at.page, v, 5, &q, e);
	if (err == OK)
		err = hand_on(q, f->limit, fn, ctx, &page, e);
	if (err == OK && at.records > 0)
		err = note_pruned(st, id, &page, e);
	if (err == OK)
		*ret = page;
	return err;
}
