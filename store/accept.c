/*
 * What a person decides about a conflict.  One transaction, the same change of
 * sides as when a better report comes (content.c).
 */
#include "store/internal.h"

/* Begun before, ended here. */
static enum err
end(struct store *st, enum err err, struct error *e)
{
	if (err == OK)
		rollups_merge(&st->batch, &st->sums);
	return store_end(st, err, e);
}

static enum err
note(struct store *st, int64_t id, const char *who, int64_t now,
    struct error *e)
{
	struct query *q;
	enum err err = sql_get(st->sql, SQL_ACCEPTANCE_ADD, &q, e);

	if (err != OK)
		return err;
	sql_bind_int(q, 1, id);
	sql_bind_text(q, 2, who);
	sql_bind_int(q, 3, now);
	return sql_run(q, e);
}

static enum err
accept(struct store *st, int64_t id, const char *who, int64_t now,
    struct error *e)
{
	struct content c, to;
	enum err err = content_by_id(st, id, &c, e);

	if (err != OK)
		return err;
	if (c.outcome != OUTCOME_CONFLICT)
		return error_set(e, ERR_INPUT,
		    "report %lld is no conflict: it counts already",
		    (long long)id);
	to = c;
	to.outcome = OUTCOME_REPORT;
	to.part = to.accepted = true;
	err = content_refuse_pruned(st, &c, e);
	if (err == OK)
		err = note(st, id, who, now, e);
	return err != OK ? err : content_change(st, &c, to, e);
}

enum err
store_accept(struct store *st, int64_t id, const char *who, int64_t now,
    struct error *e)
{
	enum err err = store_begin(st, e);

	return err != OK ? err : end(st, accept(st, id, who, now, e), e);
}

static enum err
undo(struct store *st, int64_t id, struct error *e)
{
	struct content c, to;
	enum err err = content_by_id(st, id, &c, e);

	if (err != OK)
		return err;
	if (!c.accepted)
		return error_set(e, ERR_INPUT,
		    "report %lld was not accepted, so there is nothing to undo",
		    (long long)id);
	to = c;
	to.outcome = OUTCOME_CONFLICT;
	to.part = to.accepted = false;
	err = content_refuse_pruned(st, &c, e);
	return err != OK ? err : content_change(st, &c, to, e);
}

enum err
store_accept_undo(struct store *st, int64_t id, struct error *e)
{
	enum err err = store_begin(st, e);

	return err != OK ? err : end(st, undo(st, id, e), e);
}
