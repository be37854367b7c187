/*
 * First the horizon, then records, conflicts, documents and the ledger, oldest
 * first, a few thousand rows in a transaction.
 */
#include <stdlib.h>

#include "store/prune.h"

enum prune_step {
	PRUNE_HORIZON,
	PRUNE_RECORDS,
	PRUNE_CONFLICTS,
	PRUNE_DOCUMENTS,
	PRUNE_LEDGER,
	PRUNE_DONE
};

static day_t
later(day_t a, day_t b)
{
	return a > b ? a : b;
}

static enum err
note_horizon(struct store *st, const struct horizon *to, struct error *e)
{
	struct horizon h;
	enum err err = store_horizon(st, &h, e);
	int64_t v[3];

	if (err != OK)
		return err;
	v[0] = later(h.records, to->records);
	v[1] = later(h.documents, to->documents);
	v[2] = later(h.ledger, to->ledger);
	st->wrote =
	    v[0] != h.records || v[1] != h.documents || v[2] != h.ledger;
	return st->wrote ? sql_do(st->sql, SQL_HORIZON_SET, v, 3, e) : OK;
}

/* ------------------------------------------------- documents, the ledger */

enum err
prune_find_documents(struct store *st, struct prune *p, struct prune_rows *f,
    struct error *e)
{
	int64_t v[] = { p->to.documents, p->after, p->after_id, PRUNE_ROWS };
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, SQL_DOCUMENT_OLD, v, 4, &q, e);

	f->n = 0;
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		p->after = sql_int(q, 0);
		p->after_id = f->id[f->n] = sql_int(q, 1);
		f->bytes[f->n++] = sql_int(q, 3);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
documents(struct store *st, struct prune *p, bool *ret_more, struct error *e)
{
	struct prune_rows f;
	enum err err = prune_find_documents(st, p, &f, e);

	for (size_t i = 0; i < f.n && err == OK; i++) {
		err = sql_do(st->sql, SQL_DOCUMENT_DELETE, &f.id[i], 1, e);
		p->gone.documents++;
		p->gone.bytes += f.bytes[i];
	}
	st->wrote = f.n > 0;
	*ret_more = f.n == PRUNE_ROWS;
	return err;
}

enum err
prune_find_ledger(struct store *st, struct prune *p, struct prune_rows *f,
    struct error *e)
{
	int64_t v[] = { p->after, (int64_t)p->to.ledger * DAY_SECONDS,
		PRUNE_ROWS };
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, SQL_LEDGER_OLD, v, 3, &q, e);

	f->n = 0;
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		p->after = f->id[f->n++] = sql_int(q, 0);
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
ledger(struct store *st, struct prune *p, bool *ret_more, struct error *e)
{
	struct prune_rows f;
	enum err err = prune_find_ledger(st, p, &f, e);

	for (size_t i = 0; i < f.n && err == OK; i++) {
		err = sql_do(st->sql, SQL_INTAKE_DOCUMENTS_DELETE, &f.id[i], 1,
		    e);
		if (err == OK)
			err =
			    sql_do(st->sql, SQL_INTAKE_DELETE, &f.id[i], 1, e);
		p->gone.ledger++;
	}
	st->wrote = f.n > 0;
	*ret_more = f.n == PRUNE_ROWS;
	return err;
}

static enum err
batch(struct store *st, struct prune *p, bool *ret_more, struct error *e)
{
	*ret_more = false;
	switch ((enum prune_step)p->step) {
	case PRUNE_HORIZON: return note_horizon(st, &p->to, e);
	case PRUNE_RECORDS:
		return p->to.records > 0
		           ? prune_records(st, p, OUTCOME_REPORT, ret_more, e)
		           : OK;
	case PRUNE_CONFLICTS:
		return p->to.records > 0
		           ? prune_records(st, p, OUTCOME_CONFLICT, ret_more, e)
		           : OK;
	case PRUNE_DOCUMENTS:
		return p->to.documents > 0 ? documents(st, p, ret_more, e) : OK;
	case PRUNE_LEDGER:
		return p->to.ledger > 0 ? ledger(st, p, ret_more, e) : OK;
	case PRUNE_DONE: break;
	}
	return OK;
}

enum err
store_prune_step(struct store *st, struct prune *p, bool *ret_more,
    struct error *e)
{
	bool more = false;
	enum err err = store_begin(st, e);

	if (err == OK)
		err = batch(st, p, &more, e);
	if (err == OK)
		err = store_commit(st, e);
	if (err != OK) {
		store_rollback(st);
		return err;
	}
	if (!more) {
		p->step++;
		p->after = p->after_id = 0;
	}
	*ret_more = p->step < PRUNE_DONE;
	return OK;
}
