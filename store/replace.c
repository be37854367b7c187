/*
 * The present parser read an old document again.  The two readings are held
 * against each other as they would be stored, number by number and row by row;
 * if they differ, the old one is taken out of the sums and the new one put in.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/ask.h"
#include "store/member.h"
#include "store/reading.h"
#include "store/records.h"
#include "store/save.h"

/* Both readings of one report. */
struct readings {
	struct arrival a; /* the new one */
	struct content was;
	struct stored_report old; /* in names */
	struct rows rows;         /* of the old one */
	struct arena names;
	struct repair *repairs; /* of the new one, those of the packing added */
};

enum { VALUES = 16, REPAIRS_MAX = 200 };

enum err
store_kept_next(struct store *st, int64_t after, struct kept *ret,
    struct error *e)
{
	struct kept k;
	struct content c;
	struct query *q;
	const void *digest;
	size_t n;
	bool row;
	enum err err =
	    sql_ask_row(st->sql, SQL_DOCUMENT_NEXT, &after, 1, &q, &row, e);

	if (err != OK)
		return err;
	if (!row) {
		sql_done(q);
		return error_set(e, ERR_NOTFOUND, "no more documents are kept");
	}
	k = (struct kept){ .id = sql_int(q, 0),
		.received = sql_int(q, 1),
		.provenance = (enum provenance)sql_int(q, 2) };
	digest = sql_blob(q, 3, &n);
	memcpy(k.digest.bytes, digest, n < DIGEST_SIZE ? n : DIGEST_SIZE);
	sql_done(q);
	err = content_by_id(st, k.id, &c, e);
	if (err == OK)
		err = content_is_pruned(st, &c, &k.pruned, e);
	if (err == OK)
		*ret = k;
	return err;
}

/* The columns of SQL_REPORT_VALUES, as the new reading has them. */
static void
values_of(const struct store *st, const struct readings *rd, int64_t v[VALUES])
{
	const struct content *c = &rd->a.c;
	const int64_t values[VALUES] = { c->key, c->hash, c->domain, c->policy,
		rd->a.submitter, c->begin, c->end, c->day,
		rd->a.r->dialect.code, c->coarse, rd->a.late, c->signs_9990,
		(int64_t)st->rows.n, rows_messages(&st->rows),
		rows_passing(&st->rows), (int64_t)rd->a.r->total_repairs };

	memcpy(v, values, sizeof(values));
}

static enum err
same_values(struct store *st, const struct readings *rd, bool *ret,
    struct error *e)
{
	int64_t v[VALUES];
	struct query *q;
	bool row, same = true;
	enum err err = sql_ask_row(st->sql, SQL_REPORT_VALUES, &rd->was.id, 1,
	    &q, &row, e);

	if (err != OK)
		return err;
	values_of(st, rd, v);
	for (int i = 0; i < VALUES; i++)
		same &= row && sql_int(q, i) == v[i];
	sql_done(q);
	*ret = same;
	return OK;
}

/*
 * The new reading's report, behind the old one's repairs of the packing, which
 * only the first reading could see.
 */
static void
keep_packing(struct readings *rd, struct report *r)
{
	const struct report *old = &rd->old.report;
	size_t n = 0;

	rd->repairs =
	    xcalloc(r->n_repairs + old->n_repairs + 1, sizeof(*rd->repairs));
	for (size_t i = 0; i < old->n_repairs; i++)
		if (repair_is_of_packing(old->repairs[i].code))
			rd->repairs[n++] = old->repairs[i];
	r->total_repairs += n;
	for (size_t i = 0; i < r->n_repairs && n < REPAIRS_MAX; i++)
		rd->repairs[n++] = r->repairs[i];
	r->repairs = rd->repairs;
	r->n_repairs = n;
}

static enum err
load(struct store *st, struct readings *rd, struct error *e)
{
	enum err err = content_by_id(st, rd->was.id, &rd->was, e);

	if (err == OK)
		err = content_refuse_pruned(st, &rd->was, e);
	if (err == OK)
		err = store_report(st, rd->was.id, &rd->names, &rd->old, e);
	if (err == OK)
		err = content_rows(st, &rd->was, &rd->rows, e);
	if (err == OK)
		snprintf(rd->a.reporter, sizeof(rd->a.reporter), "%s",
		    rd->old.row.reporter);
	return err;
}

static enum err
take_out(struct store *st, const struct readings *rd, struct error *e)
{
	const struct content *was = &rd->was;
	enum err err = content_delete_rows(st, was, e);

	if (err == OK && was->outcome == OUTCOME_REPORT)
		rollups_count(&st->sums, was, &rd->rows, -1);
	if (err == OK)
		err =
		    sql_do(st->sql, SQL_REPORT_REPAIRS_DELETE, &was->id, 1, e);
	if (err == OK)
		err = sql_do(st->sql, SQL_REPORT_ERRORS_DELETE, &was->id, 1, e);
	return err;
}

/* Whether it counts now; the first of a key stays the first. */
static enum err
place(struct store *st, struct readings *rd, struct error *e)
{
	struct content *c = &rd->a.c;
	int64_t same;
	enum err err = content_place(st, c, &st->rows, &same, e);

	if (err != OK)
		return err;
	if (rd->was.outcome == OUTCOME_REPORT && !rd->was.part)
		c->part = false;
	content_stay_accepted(c, &rd->was);
	if (rd->was.accepted && !c->accepted)
		err = sql_do(st->sql, SQL_ACCEPTANCE_DELETE, &c->id, 1, e);
	return err;
}

static enum err
put_in(struct store *st, const struct readings *rd, struct error *e)
{
	const struct content *c = &rd->a.c;
	const char *id = rd->a.r->report_id;
	int64_t v[VALUES + 3] = { c->id };
	struct query *q;
	enum err err;

	values_of(st, rd, v + 1);
	v[VALUES + 1] = c->outcome;
	v[VALUES + 2] = c->part;
	err = sql_ask(st->sql, SQL_REPORT_REPLACE, v, VALUES + 3, &q, e);
	if (err != OK)
		return err;
	sql_bind_text(q, VALUES + 4, id != NULL ? id : "");
	err = sql_run(q, e);
	if (err == OK &&
	    (c->domain != rd->was.domain || c->begin != rd->was.begin ||
	        c->end != rd->was.end))
		err = member_keep_whole(st->sql, c->id, rd->old.member, e);
	if (err == OK)
		err = records_add(st->sql, c, &st->rows, e);
	if (err == OK)
		err = save_rest(st, &rd->a, e);
	if (err == OK && c->outcome == OUTCOME_REPORT)
		rollups_count(&st->sums, c, &st->rows, 1);
	return err;
}

static enum err
replace(struct store *st, struct readings *rd, struct replaced *ret,
    struct error *e)
{
	struct report with = *rd->a.r;
	bool values = false;
	enum err err;

	keep_packing(rd, &with);
	rd->a.r = &with;
	err = save_identify(st, &rd->a, e);
	if (err == OK)
		err = intern_unguard(&st->intern, false, e);
	if (err == OK)
		err = same_values(st, rd, &values, e);
	if (err != OK)
		return err;
	rd->a.c.id = rd->was.id;
	rd->a.c.outcome = rd->was.outcome;
	ret->figures = rd->a.c.hash != rd->was.hash ||
	               rd->a.c.domain != rd->was.domain ||
	               rd->a.c.day != rd->was.day;
	ret->changed = !values || !reading_same_rows(&st->rows, &rd->rows) ||
	               !reading_same_remarks(&with, &rd->old.report);
	if (!ret->changed)
		return OK;
	err = take_out(st, rd, e);
	if (err == OK)
		err = place(st, rd, e);
	if (err == OK)
		err = put_in(st, rd, e);
	if (err != OK)
		return err;
	rollups_merge(&st->batch, &st->sums);
	st->wrote = true;
	return OK;
}

enum err
store_replace(struct store *st, const struct kept *k, const struct document *d,
    struct replaced *ret, struct error *e)
{
	struct readings rd = { .a = { .d = d, .r = d->report },
		.was = { .id = k->id } };
	struct replaced r = { 0 };
	const char *reason = "it is no report any more";
	enum err err;

	if (d->outcome != OUTCOME_REPORT ||
	    save_check(d->report, &reason) != OUTCOME_REPORT)
		return error_set(e, ERR_INPUT, "%s",
		    d->reason != NULL ? d->reason : reason);
	arena_init(&rd.names, limits_default().arena_bytes);
	st->item.now = k->received;
	st->item.provenance = k->provenance;
	err = load(st, &rd, e);
	if (err == OK)
		err = replace(st, &rd, &r, e);
	r.was = rd.was.outcome;
	r.is = rd.a.c.outcome;
	r.records_was = (int64_t)rd.rows.n;
	r.messages_was = rows_messages(&rd.rows);
	r.records = (int64_t)st->rows.n;
	r.messages = rows_messages(&st->rows);
	st->rows.n = 0;
	rows_free(&rd.rows);
	free(rd.repairs);
	arena_release(&rd.names);
	if (err == OK)
		*ret = r;
	return err;
}
