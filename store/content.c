/*
 * A report changes sides as a whole: its records move between record_block and
 * conflict_block, and its sums are added or taken out, in the transaction that
 * also says so in its own row.
 */
#include "store/content.h"

#include "store/internal.h"
#include "store/records.h"

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
	enum err err =
	    sql_ask_row(st->sql, SQL_CONTENT_BY_ID, &id, 1, &q, &row, e);

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
content_rows(struct store *st, const struct content *c, struct rows *rows,
    struct error *e)
{
	struct records r;
	const struct row *row;
	enum err err = records_begin_of(&r, st->sql, c, 0, e);

	while (
	    err == OK && (err = records_next(&r, &row, e)) == OK && row != NULL)
		rows_add(rows, row);
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
		err = records_add(st->sql, &to, &rows, e);
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
