/*
 * The records of one report, as they were read: the codes of their rows, with
 * the texts that are said once looked up again.
 */
#include <inttypes.h>
#include <stdio.h>

#include "store/ask.h"
#include "store/pack.h"
#include "store/records.h"

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

/* Look up the blob of that id, and unpack it if it is there. */
static enum err
read_entries(struct store *st, enum sql_id statement, int64_t id,
    enum err (*unpack)(const void *p, size_t n, struct arena *a,
        struct record *r, struct error *e),
    struct arena *a, struct record *r, struct error *e)
{
	struct query *q;
	const void *p;
	bool row;
	size_t n;
	enum err err;

	if (id == 0)
		return OK;
	err = sql_ask_row(st->sql, statement, &id, 1, &q, &row, e);
	if (err != OK)
		return err;
	p = sql_blob(q, 0, &n);
	if (row && n > 0)
		err = unpack(p, n, a, r, e);
	sql_done(q);
	return err;
}

static enum err
read_name(struct store *st, int64_t id, struct arena *a, const char **ret,
    struct error *e)
{
	return id == 0 ? OK : ask_text(st, SQL_DOMAIN_NAME, id, a, ret, e);
}

static enum err
read_record(struct store *st, const struct row *row, struct arena *a,
    struct record *r, struct error *e)
{
	enum err err;

	*r = (struct record){
		.count = row->messages,
		.disposition = word_of(VOCAB_DISPOSITION, row->disposition),
		.dkim = word_of(VOCAB_ALIGNED, row->dkim),
		.spf = word_of(VOCAB_ALIGNED, row->spf),
		.outside_domain = (row->flags & ROW_OUTSIDE_DOMAIN) != 0,
	};
	err = ask_ip(st, row->source, &r->source_ip, e);
	if (err == OK)
		err = read_name(st, row->header_from, a, &r->header_from, e);
	if (err == OK)
		err =
		    read_name(st, row->envelope_from, a, &r->envelope_from, e);
	if (err == OK)
		err = read_name(st, row->envelope_to, a, &r->envelope_to, e);
	if (err == OK)
		err = read_entries(st, SQL_AUTH_ENTRIES, row->auth, unpack_auth,
		    a, r, e);
	if (err == OK)
		err = read_entries(st, SQL_DETAIL_ENTRIES, row->detail,
		    unpack_detail, a, r, e);
	return err;
}

/* Behind the record `after`, at most f->limit of them. */
static enum err
hand_on(struct store *st, const struct content *c, int64_t after,
    const struct filter *f, record_fn fn, void *ctx, struct page *page,
    struct error *e)
{
	struct arena a;
	struct record record;
	struct records at;
	const struct row *row;
	size_t n = 0;
	enum err err = records_begin_of(&at, st->sql, c, after + 1, e);

	if (err != OK)
		return err;
	arena_init(&a, RECORD_ARENA_MAX);
	while ((err = records_next(&at, &row, e)) == OK && row != NULL) {
		if (records_seq(&at) <= after)
			continue;
		if (n++ == f->limit) {
			page->more = true;
			break;
		}
		snprintf(page->next, sizeof(page->next), "%" PRId64,
		    records_seq(&at));
		arena_reset(&a);
		err = read_record(st, row, &a, &record, e);
		if (err == OK)
			err = fn(ctx, &record, e);
		if (err != OK)
			break;
	}
	records_end(&at);
	arena_release(&a);
	if (!page->more)
		page->next[0] = '\0';
	return err;
}

/* Why a report that had records has none. */
static enum err
note_pruned(struct store *st, const struct content *c, struct page *page,
    struct error *e)
{
	struct horizon h = { 0 };
	bool pruned = false;
	enum err err = content_is_pruned(st, c, &pruned, e);

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
	struct content c;
	struct page page = { 0 };
	int64_t after = -1;
	enum err err = content_by_id(st, id, &c, e);

	if (err != OK)
		return err;
	if ((f->set & FILTER_CURSOR) &&
	    !text_number(f->cursor, INT64_MAX - 1, &after))
		return error_set(e, ERR_INPUT,
		    "`cursor` is not the `next` of an answer to this question");
	page.total = c.records > PAGE_TOTAL_MAX ? -1 : c.records;
	err = hand_on(st, &c, after, f, fn, ctx, &page, e);
	if (err == OK)
		err = note_pruned(st, &c, &page, e);
	if (err == OK)
		*ret = page;
	return err;
}
