/*
 * A report changes sides as a whole: its records move between the tables
 * record and record_conflict, and its sums are added or taken out, in the
 * transaction that also says so in its own row.
 */
#include "store/content.h"

#include <stdlib.h>

#include "store/internal.h"

/*
 * More counted parts than this have no honest cause (GMO Pepabo sends 3), and
 * each new one is compared with all before it.
 */
enum { PARTS_MAX = 100 };

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

/* Who wins a key: a verified or imported report over an unverified one. */
static int
rank_of(enum provenance p)
{
	switch (p) {
	case PROVENANCE_VERIFIED:
	case PROVENANCE_IMPORTED: return 2;
	case PROVENANCE_UNVERIFIED: return 1;
	default: return 0;
	}
}

/* Which of two copies says more about where a report came from. */
static int
level_of(enum provenance p)
{
	return p == PROVENANCE_VERIFIED ? 3 : rank_of(p);
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

/* The counted reports with the key of c, but c: at most PARTS_MAX + 1. */
static enum err
load_counted(struct store *st, const struct content *c,
    struct content v[PARTS_MAX + 1], size_t *ret_n, struct error *e)
{
	struct query *q;
	size_t n = 0;
	bool row;
	enum err err = content_by_key(st, c, &q, e);

	while (err == OK && n <= PARTS_MAX &&
	       (err = sql_step(q, &row, e)) == OK && row) {
		v[n] = content_read(q);
		n += v[n].outcome == OUTCOME_REPORT && v[n].id != c->id;
	}
	if (err == OK)
		sql_done(q);
	*ret_n = n;
	return err;
}

/* How the rows stand to those of all n counted reports together. */
static enum err
compare_with_all(struct store *st, const struct content *v, size_t n,
    const struct rows *rows, enum row_overlap *ret, struct error *e)
{
	struct rows all = { 0 };
	struct row_keys a, b;
	enum err err = OK;

	for (size_t i = 0; i < n && err == OK; i++)
		err = content_rows(st, &v[i], &all, e);
	if (err == OK) {
		a = row_keys_of(&all);
		b = row_keys_of(rows);
		*ret = row_keys_compare(&a, &b);
		free(a.v);
		free(b.v);
	}
	rows_free(&all);
	return err;
}

static enum err
any_pruned(struct store *st, const struct content *v, size_t n, bool *ret,
    struct error *e)
{
	bool pruned = false;
	enum err err = OK;

	for (size_t i = 0; i < n && err == OK && !pruned; i++)
		err = content_is_pruned(st, &v[i], &pruned, e);
	if (err == OK)
		*ret = pruned;
	return err;
}

/* v, all of them, stay as conflicts beside a better report. */
static enum err
replace(struct store *st, struct content *v, size_t n, struct error *e)
{
	enum err err = OK;

	for (size_t i = 0; i < n && err == OK; i++) {
		struct content to = v[i];
		to.outcome = OUTCOME_CONFLICT;
		to.part = to.accepted = false;
		err = content_change(st, &v[i], to, e);
	}
	return err;
}

/* All have the same, but those that a person accepted. */
static int
best_rank(const struct content *v, size_t n)
{
	int best = 0;

	for (size_t i = 0; i < n; i++)
		if (rank_of(v[i].provenance) > best)
			best = rank_of(v[i].provenance);
	return best;
}

enum err
content_place(struct store *st, struct content *c, const struct rows *rows,
    int64_t *ret_same, struct error *e)
{
	struct content v[PARTS_MAX + 1];
	enum row_overlap overlap = ROWS_MIXED;
	int rank = rank_of(c->provenance), best;
	bool pruned;
	size_t n;
	enum err err;

	*ret_same = 0;
	c->outcome = OUTCOME_REPORT;
	c->part = false;
	if (c->key == 0)
		return OK;
	err = load_counted(st, c, v, &n, e);
	if (err == OK)
		err = any_pruned(st, v, n, &pruned, e);
	if (err != OK || n == 0)
		return err;
	best = best_rank(v, n);
	if (rank > best && !pruned)
		return replace(st, v, n, e);
	c->outcome = OUTCOME_CONFLICT;
	if (n > PARTS_MAX || pruned)
		return OK;
	err = compare_with_all(st, v, n, rows, &overlap, e);
	if (err != OK)
		return err;
	if (overlap == ROWS_EQUAL)
		*ret_same = v[0].id;
	else if (overlap == ROWS_APART && rank == best) {
		c->outcome = OUTCOME_REPORT;
		c->part = true;
	}
	return OK;
}

void
content_stay_accepted(struct content *to, const struct content *was)
{
	to->accepted = was->accepted && to->outcome == OUTCOME_CONFLICT;
	if (!to->accepted)
		return;
	to->outcome = OUTCOME_REPORT;
	to->part = true;
}

enum err
content_upgrade(struct store *st, struct content *c, enum provenance provenance,
    struct error *e)
{
	struct content to = *c;
	struct rows rows = { 0 };
	int64_t same;
	bool pruned;
	enum err err;

	if (level_of(provenance) <= level_of(c->provenance))
		return OK;
	err = content_is_pruned(st, c, &pruned, e);
	if (err != OK || pruned)
		return err;
	to.provenance = provenance;
	/* What is counted among equals stays so, whatever came after it. */
	if (c->outcome == OUTCOME_REPORT &&
	    rank_of(provenance) == rank_of(c->provenance))
		return content_change(st, c, to, e);
	err = content_rows(st, c, &rows, e);
	if (err == OK)
		err = content_place(st, &to, &rows, &same, e);
	rows_free(&rows);
	content_stay_accepted(&to, c);
	return err != OK ? err : content_change(st, c, to, e);
}
