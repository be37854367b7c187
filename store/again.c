/*
 * An item of the ledger is read again.  Its old rows are taken out and the new
 * ones written as for any item; then each old row that led to a report is
 * looked for among them, for its document came in here and not a second time.
 * All of it is in the item's mark and its batch, so that a stop leaves the old
 * rows.
 */
#include <stdlib.h>

#include "store/save.h"

static enum err
read_rows(struct store *st, struct ledger_row **ret, size_t *ret_n,
    struct error *e)
{
	struct ledger_row *v = NULL;
	size_t n = 0;
	struct query *q;
	bool row;
	enum err err =
	    sql_ask(st->sql, SQL_INTAKE_DOCUMENTS, &st->item.intake, 1, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		v = xrealloc(v, (n + 1) * sizeof(*v));
		v[n++] = (struct ledger_row){ sql_int(q, 0),
			(enum outcome)sql_int(q, 1), sql_int(q, 2),
			sql_int(q, 3) };
	}
	if (err != OK) {
		free(v);
		return err;
	}
	sql_done(q);
	free(*ret);
	*ret = v;
	*ret_n = n;
	return OK;
}

static void
count(struct store *st, const struct ledger_row *row, int sign)
{
	rollups_count_document(&st->sums, row->outcome, day_of(st->item.now),
	    row->reporter, sign);
}

/* What its header says, if this reading got so far. */
static enum err
note_head(struct store *st, const struct intake_source *s, struct error *e)
{
	int64_t mail_from, auth_from;
	struct query *q;
	enum err err;

	if (s->mail_from == NULL)
		return OK;
	err = intern_name(&st->intern, INTERN_DOMAIN, s->mail_from, &mail_from,
	    e);
	if (err == OK)
		err = intern_name(&st->intern, INTERN_DOMAIN, s->auth_from,
		    &auth_from, e);
	if (err == OK)
		err = sql_get(st->sql, SQL_INTAKE_HEAD, &q, e);
	if (err != OK)
		return err;
	sql_bind_int(q, 1, st->item.intake);
	sql_bind_text(q, 2, s->message_id);
	sql_bind_int(q, 3, mail_from);
	sql_bind_int(q, 4, auth_from);
	sql_bind_int(q, 5, s->provenance);
	return sql_run(q, e);
}

enum err
store_item_again(struct store *st, int64_t id, const struct intake_source *s,
    struct error *e)
{
	int64_t received;
	struct query *q;
	enum err err = sql_ask(st->sql, SQL_INTAKE_RECEIVED, &id, 1, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &received, e);
	if (err == OK)
		err = save_item_open(st, s, received, e);
	if (err != OK)
		return err;
	st->item.intake = id;
	err = read_rows(st, &st->again.was, &st->again.n_was, e);
	for (size_t i = 0; i < st->again.n_was && err == OK; i++)
		count(st, &st->again.was[i], -1);
	if (err == OK)
		err = sql_do(st->sql, SQL_INTAKE_DOCUMENTS_DELETE, &id, 1, e);
	return err == OK ? note_head(st, s, e) : err;
}

/* The new row of a report that an old one led to; NULL: there is none. */
static struct ledger_row *
find_report(struct again *g, const bool *taken, int64_t report)
{
	for (size_t i = 0; i < g->n_is; i++)
		if (!taken[i] && g->is[i].report == report)
			return &g->is[i];
	return NULL;
}

/* The document came in here: it is no duplicate of itself. */
static enum err
keep_row(struct store *st, const struct ledger_row *was, struct ledger_row *is,
    struct error *e)
{
	int64_t row[] = { st->item.intake, is->seq, was->outcome };
	int64_t place[] = { was->report, st->item.intake, is->seq };
	enum err err;

	if (was->outcome == OUTCOME_DUPLICATE)
		return OK;
	count(st, is, -1);
	is->outcome = was->outcome;
	count(st, is, 1);
	err = sql_do(st->sql, SQL_INTAKE_DOCUMENT_KEEP, row, 3, e);
	return err == OK ? sql_do(st->sql, SQL_REPORT_DOCUMENT, place, 3, e)
	                 : err;
}

static enum err
keep_reports(struct store *st, bool *ret_lost, struct error *e)
{
	struct again *g = &st->again;
	bool *taken = xcalloc(g->n_is + 1, sizeof(*taken));
	bool lost = false;
	enum err err = OK;

	for (size_t i = 0; i < g->n_was && err == OK; i++) {
		struct ledger_row *is;

		if (g->was[i].report == 0)
			continue;
		is = find_report(g, taken, g->was[i].report);
		if (is != NULL) {
			taken[is - g->is] = true;
			err = keep_row(st, &g->was[i], is, e);
		}
		lost |= is == NULL;
	}
	free(taken);
	if (err == OK)
		*ret_lost = lost;
	return err;
}

enum err
store_item_again_end(struct store *st, struct item_again *ret, struct error *e)
{
	struct again *g = &st->again;
	bool lost = false, changed;
	enum err err = read_rows(st, &g->is, &g->n_is, e);

	if (err == OK)
		err = keep_reports(st, &lost, e);
	if (err == OK)
		err = store_item_end(st, NULL, e);
	if (err != OK)
		return err;
	changed = g->n_was != g->n_is;
	for (size_t i = 0; i < g->n_is && !changed; i++)
		changed = g->was[i].outcome != g->is[i].outcome;
	*ret = (struct item_again){ changed, lost, g->was, g->is, g->n_was,
		g->n_is };
	return OK;
}
