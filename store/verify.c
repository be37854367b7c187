/*
 * A check asks the same questions in the same order each time, in one
 * snapshot, and says what it found; a rebuild is the part of it about
 * roll-ups, with a pen in the hand.
 */
#include "store/verify.h"

#include <stdarg.h>
#include <stdio.h>

enum err
store_horizon(struct store *st, struct horizon *ret, struct error *e)
{
	struct query *q;
	bool row;
	enum err err = sql_get(st->sql, SQL_HORIZON, &q, e);

	if (err == OK)
		err = sql_step(q, &row, e);
	if (err != OK)
		return err;
	*ret = (struct horizon){ 0 };
	if (row)
		*ret = (struct horizon){ (day_t)sql_int(q, 0),
			(day_t)sql_int(q, 1), (day_t)sql_int(q, 2) };
	sql_done(q);
	return OK;
}

enum err
verify_found(struct verify *v, enum check what, struct error *e,
    const char *fmt, ...)
{
	char sentence[1024];
	va_list ap;

	if (++v->findings[what] > FINDINGS_MAX)
		return OK;
	va_start(ap, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	return v->watch->found(v->watch->ctx, what, sentence, e);
}

enum err
verify_rest(struct verify *v, enum check what, struct error *e)
{
	char sentence[80];
	int64_t n = v->findings[what] - FINDINGS_MAX;

	if (n <= 0)
		return OK;
	snprintf(sentence, sizeof(sentence), "and %lld more like these",
	    (long long)n);
	return v->watch->found(v->watch->ctx, what, sentence, e);
}

void
verify_progress(const struct verify *v, enum check what, int64_t done,
    int64_t total)
{
	if (v->watch->progress != NULL)
		v->watch->progress(v->watch->ctx, what, done, total);
}

enum err
verify_number(struct verify *v, enum sql_id id, int64_t *ret, struct error *e)
{
	struct query *q;
	enum err err = sql_get(v->st->sql, id, &q, e);

	return err != OK ? err : sql_run_int(q, 0, ret, e);
}

static enum err
on_fault(void *ctx, const char *sentence, struct error *e)
{
	return verify_found(ctx, CHECK_FILE, e, "%s", sentence);
}

static enum err
verify_file(struct verify *v, struct error *e)
{
	enum err err;

	verify_progress(v, CHECK_FILE, 0, 0);
	err = sql_integrity(v->st->sql, FINDINGS_MAX, on_fault, v, e);
	if (err == OK && v->findings[CHECK_FILE] > 0)
		err = v->watch->found(v->watch->ctx, CHECK_FILE,
		    "the rest was not looked at: restore a backup, or ingest "
		    "the mails into a new database",
		    e);
	return err;
}

/* Reports and roll-ups are looked at together, told one after the other. */
static enum err
verify_stored(struct verify *v, struct error *e)
{
	enum err err = verify_ids_load(v, e);

	if (err == OK)
		err = verify_reports(v, e);
	verify_ids_free(v);
	if (err == OK)
		err = verify_sender_sums(v, e);
	if (err == OK)
		err = verify_rest(v, CHECK_REPORTS, e);
	return err != OK ? err : verify_rest(v, CHECK_ROLLUPS, e);
}

static enum err
verify_all(struct verify *v, struct error *e)
{
	enum err err = verify_file(v, e);

	if (err != OK || v->findings[CHECK_FILE] > 0)
		return err;
	err = store_horizon(v->st, &v->horizon, e);
	if (err == OK)
		err = verify_stored(v, e);
	if (err == OK)
		err = verify_orphans(v, e);
	if (err == OK)
		err = verify_documents(v, e);
	if (err == OK)
		err = verify_ledger(v, e);
	return err != OK ? err : verify_advice(v, e);
}

enum err
store_verify(struct store *st, const struct check_watch *w, struct error *e)
{
	struct verify v = { .st = st, .watch = w, .records = true };
	bool own = false;
	enum err err = sql_snapshot(st->sql, &own, e);

	if (err == OK)
		err = verify_all(&v, e);
	sql_snapshot_end(st->sql, own);
	return err;
}

enum err
store_rebuild(struct store *st, const struct check_watch *w,
    int64_t *ret_mended, struct error *e)
{
	struct verify v = { .st = st, .watch = w, .mend = true };
	enum err err = store_begin(st, e);

	if (err == OK)
		err = store_horizon(st, &v.horizon, e);
	if (err == OK)
		err = verify_reports(&v, e);
	if (err == OK)
		err = verify_sender_sums(&v, e);
	if (err == OK)
		err = verify_rest(&v, CHECK_ROLLUPS, e);
	/* Advice was judged by what was wrong. */
	if (err == OK && v.mended > 0)
		err =
		    sql_do(st->sql, SQL_ADVICE_CHANGED, &(int64_t){ 0 }, 1, e);
	if (err == OK) {
		st->wrote = v.mended > 0;
		err = store_commit(st, e);
	}
	if (err != OK) {
		store_rollback(st);
		return err;
	}
	*ret_mended = v.mended;
	return OK;
}
