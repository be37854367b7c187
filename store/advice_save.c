/*
 * Keeping an evaluation.  day_sender of up to 91 days is all said anew each
 * time, and almost all of it is the same as before: what is there is read, and
 * only the cells that differ are written.
 */
#include <stdlib.h>
#include <string.h>

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

static enum err
sender_id(struct store *st, const char *key, int64_t *ret, struct error *e)
{
	struct query *q;
	int64_t id;
	enum err err = sql_get(st->sql, SQL_SENDER_FIND, &q, e);

	if (err != OK)
		return err;
	sql_bind_text(q, 1, key);
	err = sql_run_int(q, 0, &id, e);
	if (err == OK && id == 0)
		err = sql_get(st->sql, SQL_SENDER_ADD, &q, e);
	if (err == OK && id == 0) {
		sql_bind_text(q, 1, key);
		err = sql_add(q, &id, e);
	}
	if (err == OK)
		*ret = id;
	return err;
}

/* A domain's cells of day_sender. */
struct cells {
	struct map keys;
	int64_t *messages; /* owned; 0: no more there */
	size_t cap;
	struct advice_sums changed;
};

static enum err
read_cells(struct store *st, int64_t domain, day_t from, struct cells *c,
    struct error *e)
{
	int64_t v[] = { domain, from };
	struct query *q;
	bool row, new;
	enum err err = sql_ask(st->sql, SQL_DAY_SENDER_FROM, v, 2, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t key[ADVICE_CELL_KEYS];
		size_t i;

		for (int k = 0; k < ADVICE_CELL_KEYS; k++)
			key[k] = sql_int(q, k);
		i = map_put(&c->keys, key, &new);
		c->messages =
		    map_room(c->messages, &c->cap, i, sizeof(*c->messages));
		c->messages[i] = sql_int(q, ADVICE_CELL_KEYS);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

/* Write what is new or other; what is as it was is marked by a 0. */
static enum err
put_cell(struct store *st, int64_t domain, const int64_t *key, int64_t messages,
    struct cells *c, struct error *e)
{
	int64_t v[ADVICE_CELL_KEYS + 2] = { domain };
	ptrdiff_t i = map_get(&c->keys, key);
	int64_t before = i != MAP_NONE ? c->messages[i] : 0;

	if (i != MAP_NONE)
		c->messages[i] = 0;
	if (before == messages)
		return OK;
	advice_sums_add(&c->changed, key, messages - before);
	memcpy(v + 1, key, ADVICE_CELL_KEYS * sizeof(*key));
	v[ADVICE_CELL_KEYS + 1] = messages;
	return sql_do(st->sql, SQL_DAY_SENDER_PUT, v, ADVICE_CELL_KEYS + 2, e);
}

/* The rows come by sender, so its id is looked up once. */
static enum err
put_cells(struct store *st, int64_t domain, const struct evaluation_save *s,
    struct cells *c, struct error *e)
{
	const char *sender = NULL;
	int64_t id = 0;
	enum err err = OK;

	for (size_t i = 0; i < s->n_days && err == OK; i++) {
		const struct sender_day *d = &s->days[i];

		if (sender == NULL || strcmp(sender, d->sender) != 0)
			err = sender_id(st, d->sender, &id, e);
		sender = d->sender;
		if (err == OK)
			err = put_cell(st, domain,
			    (int64_t[ADVICE_CELL_KEYS]){ d->day, id, d->traffic,
			        d->disposition, d->passed, d->exempt },
			    d->messages, c, e);
	}
	return err;
}

/* Those that are no more. */
static enum err
delete_cells(struct store *st, int64_t domain, struct cells *c, struct error *e)
{
	int64_t v[ADVICE_CELL_KEYS + 1] = { domain };
	enum err err = OK;

	for (size_t i = 0; i < c->keys.n && err == OK; i++) {
		if (c->messages[i] == 0)
			continue;
		memcpy(v + 1, map_key(&c->keys, i),
		    ADVICE_CELL_KEYS * sizeof(*v));
		advice_sums_add(&c->changed, v + 1, -c->messages[i]);
		err = sql_do(st->sql, SQL_DAY_SENDER_DELETE, v,
		    ADVICE_CELL_KEYS + 1, e);
	}
	return err;
}

static enum err
put_days(struct store *st, int64_t domain, const struct evaluation_save *s,
    struct error *e)
{
	struct cells c = { .messages = NULL };
	int64_t nobody;
	enum err err = sender_id(st, "", &nobody, e);

	map_init(&c.keys, ADVICE_CELL_KEYS);
	advice_sums_init(&c.changed);
	if (err == OK)
		err = advice_sums_begin(st, nobody, e);
	if (err == OK)
		err = read_cells(st, domain, s->days_from, &c, e);
	if (err == OK)
		err = put_cells(st, domain, s, &c, e);
	if (err == OK)
		err = delete_cells(st, domain, &c, e);
	if (err == OK)
		err = advice_sums_save(st, nobody, &c.changed, e);
	map_free(&c.keys);
	free(c.messages);
	advice_sums_free(&c.changed);
	return err;
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
		err = put_days(st, domain, s, e);
	return store_end(st, err, e);
}
