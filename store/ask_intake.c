/*
 * The ledger, last come first: ids of items grow as they come, so the order is
 * that of the primary key, or of the index on what was set aside.
 */
#include <string.h>

#include "store/ask.h"

#include "core/text_json.h"
#include "store/member.h"

/* One path, folder and file. */
#define INTAKE_ARENA_MAX (64 * KIB)

#define C(member, title, type, flags) \
	COLUMN(struct intake_row, member, title, type, flags)
static const struct column intake_columns[] = {
	C(id, "Id", COLUMN_ID, COLUMN_HIDDEN),
	C(document, "Document", COLUMN_COUNT, COLUMN_HIDDEN),
	C(received, "Received", COLUMN_TIME, 0),
	C(outcome, "Outcome", COLUMN_TEXT, 0),
	C(reason, "Reason", COLUMN_TEXT, 0),
	C(path, "Path", COLUMN_TEXT, 0),
	C(member, "Member", COLUMN_TEXT, COLUMN_HIDDEN),
	C(size, "Size", COLUMN_COUNT, COLUMN_HIDDEN),
	C(digest, "Digest", COLUMN_DIGEST, COLUMN_HIDDEN),
	C(message_id, "Message-ID", COLUMN_TEXT, COLUMN_HIDDEN),
	C(mail_from, "From", COLUMN_TEXT, COLUMN_HIDDEN),
	C(provenance, "Provenance", COLUMN_TEXT, COLUMN_HIDDEN),
	C(reporter, "Reporter", COLUMN_TEXT, COLUMN_HIDDEN),
	C(report, "Report", COLUMN_ID, COLUMN_HIDDEN),
};
#undef C
const struct table intake_table = { "intake", intake_columns,
	sizeof(intake_columns) / sizeof(intake_columns[0]) };

json_t *
intake_row_to_json(const struct intake_row *row)
{
	return table_row_json(&intake_table, row);
}

/* What is asked for, as the statements number it. */
struct intake_list {
	int64_t intake, document; /* of the row before the page */
	int64_t from, to;         /* received, UTC seconds ... */
	int64_t first, last;      /* ... on these days */
	int64_t least, most;      /* outcome */
	int64_t reporter;
};

static enum err
read_filter(struct store *st, const struct filter *f, struct intake_list *ret,
    struct error *e)
{
	*ret =
	    (struct intake_list){ INT64_MAX, 0, INT64_MIN, INT64_MAX, INT64_MIN,
		    INT64_MAX, OUTCOME_CONFLICT + 1, OUTCOME_COUNT - 1, 0 };
	if (f->set & FILTER_FROM) {
		ret->first = f->from;
		ret->from = ret->first * DAY_SECONDS;
	}
	if (f->set & FILTER_TO) {
		ret->last = f->to;
		ret->to = (ret->last + 1) * DAY_SECONDS - 1;
	}
	if (f->set & FILTER_OUTCOME) {
		bool all = f->outcome == WORD_UNSET;
		ret->least = all ? WORD_UNSET : f->outcome;
		ret->most = all ? OUTCOME_COUNT - 1 : f->outcome;
	}
	return ask_reporter(st, f, &ret->reporter, e);
}

/* Those of some outcomes: intake_day has them together. */
static enum err
count(struct store *st, const struct intake_list *l, int64_t least,
    int64_t most, struct intake_counts *ret, struct error *e)
{
	int64_t v[] = { least, most, l->first, l->last, l->reporter };
	struct intake_counts c = { 0 };
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, SQL_INTAKE_COUNTS, v, 5, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t outcome = sql_int(q, 0);
		if (outcome >= 0 && outcome < OUTCOME_COUNT)
			c.documents[outcome] = sql_int(q, 1);
	}
	if (err != OK)
		return err;
	sql_done(q);
	*ret = c;
	return OK;
}

enum err
store_intake_counts(struct store *st, const struct filter *f,
    struct intake_counts *ret, struct error *e)
{
	struct intake_list l;
	enum err err = read_filter(st, f, &l, e);

	return err != OK ? err
	                 : count(st, &l, WORD_UNSET, OUTCOME_COUNT - 1, ret, e);
}

json_t *
intake_counts_to_json(const struct intake_counts *c)
{
	json_t *array = json_array();

	for (int i = 0; i < OUTCOME_COUNT; i++) {
		json_t *o;
		if (c->documents[i] == 0)
			continue;
		o = json_object();
		json_put(o, "outcome",
		    text_to_json(word_text(VOCAB_OUTCOME, i)));
		json_put(o, "documents", json_integer(c->documents[i]));
		json_array_append_new(array, o);
	}
	return array;
}

/* What came in on pruned days is counted, but its entries may be gone. */
static enum err
total(struct store *st, const struct intake_list *l, int64_t *ret,
    struct error *e)
{
	struct intake_counts c = { 0 };
	struct horizon h;
	int64_t sum = 0;
	enum err err = store_horizon(st, &h, e);

	if (err == OK)
		err = count(st, l, l->least, l->most, &c, e);
	if (err != OK)
		return err;
	for (int64_t i = l->least; i <= l->most; i++)
		sum += c.documents[i];
	if (sum > PAGE_TOTAL_MAX ||
	    (sum > 0 && h.ledger > 0 && l->first < h.ledger))
		sum = -1;
	*ret = sum;
	return OK;
}

/* Columns of INTAKE_PAGE_; borrowed until the next step. */
static struct intake_row
read_row(struct query *q, struct arena *a)
{
	const char *folder = sql_text(q, 5), *file = sql_text(q, 6);
	struct intake_row r = {
		.id = sql_int(q, 0),
		.document = sql_int(q, 1),
		.received = sql_int(q, 2),
		.outcome = word_text(VOCAB_OUTCOME, (int)sql_int(q, 3)),
		.reason = sql_text(q, 4),
		.path = folder[0] == '\0'
		            ? file
		            : arena_printf(a, "%s/%s", folder, file),
		.member = member_whole(a, sql_text(q, 7), sql_int(q, 15),
		    &(struct member_part){ sql_text(q, 16), sql_text(q, 17),
		        sql_int(q, 18), sql_int(q, 19) }),
		.size = sql_int(q, 8),
		.message_id = sql_text(q, 10),
		.mail_from = sql_text(q, 11),
		.provenance = word_text(VOCAB_PROVENANCE, (int)sql_int(q, 12)),
		.reporter = sql_text(q, 13),
		.report = sql_int(q, 14),
	};
	size_t n;
	const void *digest = sql_blob(q, 9, &n);

	if (n == DIGEST_SIZE)
		memcpy(r.digest.bytes, digest, DIGEST_SIZE);
	return r;
}

static enum err
hand_on(struct store *st, const struct intake_list *l, size_t limit,
    intake_fn fn, void *ctx, struct page *page, struct error *e)
{
	int64_t v[] = { l->intake, l->document, l->from, l->to, l->least,
		l->most, l->reporter, (int64_t)limit + 1 };
	enum sql_id id = l->least == l->most ? SQL_INTAKE_PAGE_OF_OUTCOME
	                 : l->least > OUTCOME_CONFLICT
	                     ? SQL_INTAKE_PAGE_SET_ASIDE
	                     : SQL_INTAKE_PAGE;
	struct arena a;
	struct query *q;
	bool row;
	size_t n = 0;
	enum err err = sql_ask(st->sql, id, v, 8, &q, e);

	if (err != OK)
		return err;
	arena_init(&a, INTAKE_ARENA_MAX);
	while ((err = sql_step(q, &row, e)) == OK && row) {
		struct intake_row r;
		if (n++ == limit) {
			page->more = true;
			break;
		}
		arena_reset(&a);
		r = read_row(q, &a);
		cursor_write(page, r.id, r.document);
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

enum err
store_intake(struct store *st, const struct filter *f, intake_fn fn, void *ctx,
    struct page *ret, struct error *e)
{
	struct intake_list l = { 0 };
	struct page page = { 0 };
	bool own = false;
	enum err err = sql_snapshot(st->sql, &own, e);

	if (err == OK)
		err = read_filter(st, f, &l, e);
	if (err == OK && (f->set & FILTER_CURSOR))
		err = cursor_read(f, &l.intake, &l.document, e);
	page.total = -1;
	if (err == OK && !f->uncounted)
		err = total(st, &l, &page.total, e);
	if (err == OK)
		err = hand_on(st, &l, f->limit, fn, ctx, &page, e);
	sql_snapshot_end(st->sql, own);
	if (err == OK)
		*ret = page;
	return err;
}
