/*
 * The newest advice on each domain as a whole, so that it need not be judged
 * again to be shown.  Nothing is taken back when it is wrong: every change
 * that it could rest on is counted with the change itself, in the same
 * transaction, and what was judged before the last of them is not handed out
 * (but to one who is content with it while mails are being taken in).
 */
#include "store/advice_save.h"

#include "store/ask.h"

static enum err
domain_of(struct store *st, const char *domain, int64_t *ret, struct error *e)
{
	int64_t id = 0;
	enum err err = intern_find_name(st->sql, INTERN_DOMAIN, domain, &id, e);

	if (err == OK)
		*ret = id != 0 ? id : NO_SUCH_ID;
	return err;
}

enum err
store_advice_changes(struct store *st, const char *domain, int64_t *ret,
    struct error *e)
{
	struct query *q;
	int64_t id;
	enum err err = domain_of(st, domain, &id, e);

	if (err == OK)
		err = sql_ask(st->sql, SQL_ADVICE_CHANGES, &id, 1, &q, e);
	return err == OK ? sql_run_int(q, 0, ret, e) : err;
}

/* Start one of the two questions about what is kept. */
static enum err
ask_kept(struct store *st, enum sql_id id, const struct advice_wanted *w,
    struct query **ret, struct error *e)
{
	struct query *q;
	int64_t domain_id;
	enum err err = domain_of(st, w->domain, &domain_id, e);

	if (err == OK)
		err = sql_get(st->sql, id, &q, e);
	if (err != OK)
		return err;
	sql_bind_int(q, 1, domain_id);
	sql_bind_int(q, 2, w->day);
	sql_bind_text(q, 3, w->engine);
	sql_bind_int(q, 4, w->taken_in_since);
	*ret = q;
	return OK;
}

enum err
store_advice_is_kept(struct store *st, const struct advice_wanted *w, bool *ret,
    struct error *e)
{
	struct query *q;
	int64_t found;
	enum err err = ask_kept(st, SQL_ADVICE_IS_KEPT, w, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &found, e);
	if (err == OK)
		*ret = found != 0;
	return err;
}

/* Its first column is what is kept. */
static enum err
kept_of(struct store *st, enum sql_id id, const struct advice_wanted *w,
    struct arena *a, struct advice_kept *ret, struct error *e)
{
	struct advice_kept r = { .engine = w->engine };
	struct query *q;
	bool row;
	enum err err = ask_kept(st, id, w, &q, e);

	if (err == OK)
		err = sql_step(q, &row, e);
	if (err != OK)
		return err;
	if (row) {
		const void *content = sql_blob(q, 0, &r.n);
		r.content = arena_memdup(a, content, r.n);
	}
	sql_done(q);
	if (!row)
		return error_set(e, ERR_NOTFOUND, "%s is to be judged again",
		    w->domain);
	if (r.content == NULL)
		return error_set(e, ERR_LIMIT, "an advice is too large");
	*ret = r;
	return OK;
}

enum err
store_advice_kept(struct store *st, const struct advice_wanted *w,
    struct arena *a, struct advice_kept *ret, struct error *e)
{
	return kept_of(st, SQL_ADVICE_KEPT, w, a, ret, e);
}

enum err
store_origins_kept(struct store *st, const struct advice_wanted *w,
    struct arena *a, struct advice_kept *ret, struct error *e)
{
	return kept_of(st, SQL_ORIGINS_KEPT, w, a, ret, e);
}

/* Of fewer rows than are worth it there are none, and those before go. */
static enum err
origins_keep(struct store *st, int64_t domain, const struct advice_kept *k,
    struct error *e)
{
	struct query *q;
	enum err err;

	if (k->origins == NULL)
		return sql_do(st->sql, SQL_ORIGINS_FORGET, &domain, 1, e);
	err = sql_get(st->sql, SQL_ORIGINS_KEEP, &q, e);
	if (err != OK)
		return err;
	sql_bind_int(q, 1, domain);
	sql_bind_blob(q, 2, k->origins, k->n_origins);
	return sql_run(q, e);
}

enum err
advice_keep(struct store *st, int64_t domain, const struct evaluation_save *s,
    struct error *e)
{
	struct query *q;
	enum err err;

	if (s->kept.content == NULL)
		return OK;
	err = sql_get(st->sql, SQL_ADVICE_KEEP, &q, e);
	if (err != OK)
		return err;
	sql_bind_int(q, 1, domain);
	sql_bind_int(q, 2, s->evaluation.day);
	sql_bind_int(q, 3, s->kept.changes);
	sql_bind_text(q, 4, s->kept.engine);
	sql_bind_blob(q, 5, s->kept.content, s->kept.n);
	err = sql_run(q, e);
	return err == OK ? origins_keep(st, domain, &s->kept, e) : err;
}
