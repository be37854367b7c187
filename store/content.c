/*
 * A report changes sides as a whole: its records move between the tables
 * record and record_conflict, and its sums are added or taken out, in the
 * transaction that also says so in its own row.
 */
#include "store/content.h"

#include "store/internal.h"

/* Columns of CONTENT_COLUMNS_. */
struct content
content_read(struct query *q)
{
	return (struct content){
		.id = sql_int(q, 0),
		.domain = sql_int(q, 1),
		.day = (day_t)sql_int(q, 2),
		.reporter = sql_int(q, 3),
		.policy = sql_int(q, 4),
		.provenance = (enum provenance)sql_int(q, 5),
		.outcome = (enum outcome)sql_int(q, 6),
		.part = sql_int(q, 7) != 0,
		.coarse = sql_int(q, 8) != 0,
		.signs_9990 = sql_int(q, 9) != 0,
		.hash = sql_int(q, 10),
		.policy_p = word_code(VOCAB_POLICY, sql_text(q, 11)),
		.pct = (int)sql_int(q, 12),
		.key = sql_int(q, 13),
		.begin = sql_int(q, 14),
		.end = sql_int(q, 15),
		.accepted = sql_int(q, 16) != 0,
		.records = sql_int(q, 17),
		.messages = sql_int(q, 18),
		.passing = sql_int(q, 19),
	};
}

enum err
content_by_id(struct store *st, int64_t id, struct content *ret,
    struct error *e)
{
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, SQL_CONTENT_BY_ID, &id, 1, &q, e);

	if (err == OK)
		err = sql_step(q, &row, e);
	if (err != OK)
		return err;
	if (row)
		*ret = content_read(q);
	sql_done(q);
	return row ? OK
	           : error_set(e, ERR_NOTFOUND, "no report has the id %lld",
	                 (long long)id);
}

enum err
content_by_key(struct store *st, const struct content *c, struct query **ret,
    struct error *e)
{
	int64_t key[] = { c->key, c->reporter, c->domain, c->begin, c->end };

	return sql_ask(st->sql, SQL_CONTENT_BY_KEY, key, 5, ret, e);
}

enum err
content_add_rows(struct store *st, const struct content *c,
    const struct rows *rows, struct error *e)
{
	enum sql_id id =
	    c->outcome == OUTCOME_REPORT ? SQL_RECORD_ADD : SQL_CONFLICT_ADD;
	enum err err = OK;

	for (size_t i = 0; i < rows->n && err == OK; i++) {
		const struct row *r = &rows->v[i];
		int64_t v[] = { c->domain, c->day, c->id, (int64_t)i, r->source,
			r->messages, row_verdict(r, c->provenance),
			r->header_from, r->envelope_from, r->envelope_to,
			r->auth, r->detail };

		err = sql_do(st->sql, id, v, sizeof(v) / sizeof(v[0]), e);
	}
	return err;
}

/* Columns of RECORD_COLUMNS_. */
static struct row
read_row(struct query *q)
{
	int64_t verdict = sql_int(q, 6);

	return (struct row){
		.source = sql_int(q, 4),
		.messages = (uint32_t)sql_int(q, 5),
		.disposition = (uint8_t)verdict_disposition(verdict),
		.dkim = (uint8_t)verdict_dkim(verdict),
		.spf = (uint8_t)verdict_spf(verdict),
		.flags = verdict_flags(verdict),
		.header_from = sql_int(q, 7),
		.envelope_from = sql_int(q, 8),
		.envelope_to = sql_int(q, 9),
		.auth = sql_int(q, 10),
		.detail = sql_int(q, 11),
	};
}

enum err
content_rows(struct store *st, const struct content *c, struct rows *rows,
    struct error *e)
{
	int64_t of[] = { c->domain, c->day, c->id };
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql,
	    c->outcome == OUTCOME_REPORT ? SQL_RECORD_ROWS : SQL_CONFLICT_ROWS,
	    of, 3, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		const struct row r = read_row(q);
		rows_add(rows, &r);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

enum err
content_delete_rows(struct store *st, const struct content *c, struct error *e)
{
	int64_t of[] = { c->domain, c->day, c->id };

	return sql_do(st->sql,
	    c->outcome == OUTCOME_REPORT ? SQL_RECORD_DELETE
	                                 : SQL_CONFLICT_DELETE,
	    of, 3, e);
}

enum err
content_is_pruned(struct store *st, const struct content *c, bool *ret,
    struct error *e)
{
	int64_t of[] = { c->domain, c->day, c->id }, there = 1;
	struct query *q;
	enum err err = OK;

	if (c->records > 0)
		err = sql_ask(st->sql,
		    c->outcome == OUTCOME_REPORT ? SQL_RECORD_THERE
		                                 : SQL_CONFLICT_THERE,
		    of, 3, &q, e);
	if (err == OK && c->records > 0)
		err = sql_run_int(q, 0, &there, e);
	if (err == OK)
		*ret = there == 0;
	return err;
}

enum err
content_refuse_pruned(struct store *st, const struct content *c,
    struct error *e)
{
	bool pruned;
	enum err err = content_is_pruned(st, c, &pruned, e);

	if (err != OK || !pruned)
		return err;
	return error_set(e, ERR_INPUT,
	    "the records of report %lld were pruned, so what it counts for "
	    "cannot be changed any more; it stays as it is",
	    (long long)c->id);
}

enum err
content_change(struct store *st, struct content *c, struct content to,
    struct error *e)
{
	int64_t place[] = { c->id, to.outcome, to.part, to.provenance };
	struct rows rows = { 0 };
	enum err err = content_rows(st, c, &rows, e);

	if (err == OK)
		err = content_delete_rows(st, c, e);
	if (err == OK)
		err = content_add_rows(st, &to, &rows, e);
	if (err == OK)
		err = sql_do(st->sql, SQL_REPORT_PLACE, place, 4, e);
	if (err == OK && c->accepted && !to.accepted)
		err = sql_do(st->sql, SQL_ACCEPTANCE_DELETE, &c->id, 1, e);
	if (err == OK && c->outcome == OUTCOME_REPORT)
		rollups_count(&st->sums, c, &rows, -1);
	if (err == OK && to.outcome == OUTCOME_REPORT)
		rollups_count(&st->sums, &to, &rows, 1);
	rows_free(&rows);
	if (err == OK)
		*c = to;
	return err;
}
