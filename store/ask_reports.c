/* The list of reports, newest end first, straight from an index. */
#include "store/ask_report.h"

#include <string.h>

#define C(member, title, type, flags) \
	COLUMN(struct report_row, member, title, type, flags)
static const struct column report_columns[] = {
	C(id, "Id", COLUMN_ID, 0),
	C(org_name, "Name", COLUMN_TEXT, COLUMN_HIDDEN),
	C(reporter, "Reporter", COLUMN_TEXT, 0),
	C(email, "Email", COLUMN_TEXT, COLUMN_HIDDEN),
	C(report_id, "Report-ID", COLUMN_TEXT, COLUMN_HIDDEN),
	C(domain, "Domain", COLUMN_TEXT, 0),
	C(begin, "Begin", COLUMN_TIME, COLUMN_HIDDEN),
	C(end, "End", COLUMN_TIME, COLUMN_HIDDEN),
	C(day, "Day", COLUMN_DAY, 0),
	C(messages, "Messages", COLUMN_COUNT, 0),
	C(pass, "Pass", COLUMN_COUNT, 0),
	C(records, "Records", COLUMN_COUNT, COLUMN_HIDDEN),
	C(outcome, "Outcome", COLUMN_TEXT, 0),
	C(counted, "Counted", COLUMN_BOOL, COLUMN_HIDDEN),
	C(provenance, "Provenance", COLUMN_TEXT, COLUMN_HIDDEN),
	C(dialect, "Dialect", COLUMN_TEXT, COLUMN_HIDDEN),
	C(part, "Part", COLUMN_BOOL, COLUMN_HIDDEN),
	C(coarse, "Coarse", COLUMN_BOOL, COLUMN_HIDDEN),
	C(late, "Late", COLUMN_BOOL, COLUMN_HIDDEN),
	C(repairs, "Repairs", COLUMN_COUNT, COLUMN_HIDDEN),
	C(received, "Received", COLUMN_TIME, COLUMN_HIDDEN),
	C(digest, "Digest", COLUMN_DIGEST, COLUMN_HIDDEN),
};
#undef C
const struct table report_table = { "reports", report_columns,
	sizeof(report_columns) / sizeof(report_columns[0]) };

json_t *
report_row_to_json(const struct report_row *row)
{
	return table_row_json(&report_table, row);
}

struct report_row
report_row_read(const struct store *st, struct query *q)
{
	struct report_row r = {
		.id = sql_int(q, 0),
		.org_name = ask_or_null(sql_text(q, 1)),
		.reporter = sql_text(q, 2),
		.email = ask_or_null(sql_text(q, 3)),
		.report_id = ask_or_null(sql_text(q, 4)),
		.domain = sql_text(q, 5),
		.begin = sql_int(q, 6),
		.end = sql_int(q, 7),
		.messages = sql_int(q, 8),
		.pass = sql_int(q, 9),
		.records = sql_int(q, 10),
		.day = (day_t)sql_int(q, 11),
		.outcome = word_text(VOCAB_OUTCOME, (int)sql_int(q, 12)),
		.provenance = word_text(VOCAB_PROVENANCE, (int)sql_int(q, 13)),
		.counted = sql_int(q, 12) == OUTCOME_REPORT &&
		           store_trusts(st, (int)sql_int(q, 13)),
		.dialect = word_text(VOCAB_DIALECT, (int)sql_int(q, 14)),
		.part = sql_int(q, 15) != 0,
		.coarse = sql_int(q, 16) != 0,
		.late = sql_int(q, 17) != 0,
		.repairs = sql_int(q, 18),
		.received = sql_int(q, 19),
	};
	size_t n;
	const void *digest = sql_blob(q, 20, &n);

	if (n == DIGEST_SIZE)
		memcpy(r.digest.bytes, digest, DIGEST_SIZE);
	return r;
}

/* What is asked for, as the statements number it. */
struct report_list {
	int64_t domain, reporter;
	struct span span;
	int64_t latest;  /* no report of the span ends after this */
	int64_t end, id; /* of the report before the page */
};

static enum err
count(struct store *st, const struct report_list *l, int64_t *ret,
    struct error *e)
{
	int64_t v[] = { ask_earliest_end(l->span), l->span.from, l->span.to,
		l->reporter, PAGE_TOTAL_MAX + 1, l->latest, l->domain };
	struct query *q;
	int64_t n;
	enum err err = sql_ask(st->sql,
	    l->domain != 0     ? SQL_REPORT_COUNT_OF_DOMAIN
	    : l->reporter != 0 ? SQL_REPORT_COUNT_OF_REPORTER
	                       : SQL_REPORT_COUNT,
	    v, l->domain != 0 ? 7 : 6, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &n, e);
	if (err == OK)
		*ret = n > PAGE_TOTAL_MAX ? -1 : n;
	return err;
}

static enum err
hand_on(struct store *st, const struct report_list *l, size_t limit,
    report_fn fn, void *ctx, struct page *page, struct error *e)
{
	int64_t v[] = { l->end, l->id, ask_earliest_end(l->span), l->span.from,
		l->span.to, l->reporter, (int64_t)limit + 1, l->domain };
	struct query *q;
	bool row;
	size_t n = 0;
	enum err err = sql_ask(st->sql,
	    l->domain != 0     ? SQL_REPORT_PAGE_OF_DOMAIN
	    : l->reporter != 0 ? SQL_REPORT_PAGE_OF_REPORTER
	                       : SQL_REPORT_PAGE,
	    v, l->domain != 0 ? 8 : 7, &q, e);

	if (err != OK)
		return err;
	while ((err = sql_step(q, &row, e)) == OK && row) {
		struct report_row r;
		if (n++ == limit) {
			page->more = true;
			break;
		}
		r = report_row_read(st, q);
		cursor_write(page, r.end, r.id);
		err = fn(ctx, &r, e);
		if (err != OK)
			break;
	}
	sql_done(q);
	if (!page->more)
		page->next[0] = '\0';
	return err;
}

enum err
store_reports(struct store *st, const struct filter *f, struct span span,
    report_fn fn, void *ctx, struct page *ret, struct error *e)
{
	struct report_list l = { .span = span, .id = INT64_MAX };
	struct page page = { .total = -1 };
	bool own = false;
	enum err err = sql_snapshot(st->sql, &own, e);

	if (err == OK)
		err = ask_domain(st, f, &l.domain, e);
	if (err == OK)
		err = ask_reporter(st, f, &l.reporter, e);
	if (err == OK)
		err = ask_latest_end(st, span, &l.latest, e);
	l.end = l.latest;
	if (err == OK && (f->set & FILTER_CURSOR))
		err = cursor_read(f, &l.end, &l.id, e);
	if (err == OK)
		err = f->uncounted ? OK : count(st, &l, &page.total, e);
	if (err == OK)
		err = hand_on(st, &l, f->limit, fn, ctx, &page, e);
	sql_snapshot_end(st->sql, own);
	if (err == OK)
		*ret = page;
	return err;
}
