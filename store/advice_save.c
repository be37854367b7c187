/* Keeping an evaluation: the verdict here, the rest in files of their own. */
#include "store/advice_save.h"

static enum err
put_evaluation(struct store *st, int64_t domain, const struct evaluation *v,
    struct error *e)
{
	struct query *q;
	enum err err = sql_get(st->sql, SQL_EVALUATION_PUT, &q, e);

	if (err != OK)
		return err;
	sql_bind_int(q, 1, domain);
	sql_bind_int(q, 2, v->day);
	sql_bind_int(q, 3, v->as_of);
	sql_bind_text(q, 4, v->stage);
	sql_bind_text(q, 5, v->target);
	sql_bind_text(q, 6, v->verdict);
	sql_bind_int(q, 7, v->announced);
	sql_bind_int(q, 8, v->score);
	sql_bind_int(q, 9, v->n_legit);
	sql_bind_int(q, 10, v->x_legit);
	sql_bind_int(q, 11, v->evaluated_at);
	sql_bind_text(q, 12, v->board);
	return sql_run(q, e);
}

/* The line of the day before, if this one says the same of the next step. */
static enum err
forget_yesterdays(struct store *st, int64_t domain, const struct evaluation *v,
    struct error *e)
{
	struct query *q;
	enum err err = sql_get(st->sql, SQL_EVALUATION_FORGET, &q, e);

	if (err != OK)
		return err;
	sql_bind_int(q, 1, domain);
	sql_bind_int(q, 2, v->day);
	sql_bind_text(q, 3, v->verdict);
	sql_bind_text(q, 4, v->stage);
	sql_bind_text(q, 5, v->target != NULL ? v->target : "");
	return sql_run(q, e);
}

enum err
store_evaluation_save(struct store *st, const struct evaluation_save *s,
    struct error *e)
{
	int64_t domain;
	enum err err = store_begin(st, e);

	if (err == OK)
		err = intern_name(&st->intern, INTERN_DOMAIN,
		    s->evaluation.domain, &domain, e);
	if (err == OK)
		err = put_evaluation(st, domain, &s->evaluation, e);
	if (err == OK)
		err = forget_yesterdays(st, domain, &s->evaluation, e);
	if (err == OK)
		err = advice_keep(st, domain, s, e);
	if (err == OK)
		err = advice_save_alerts(st, domain, s, e);
	if (err == OK)
		err = advice_save_relays(st, domain, s, e);
	if (err == OK)
		err = advice_save_days(st, domain, s, e);
	return store_end(st, err, e);
}
