/*
 * Keeping an evaluation.  day_sender of up to 91 days is all said anew each
 * time, and almost all of it is the same as before: what is there is read, and
 * only the cells that differ are written.
 */
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

/* An alert that comes back sooner is the same one as before. */
enum { ALERT_QUIET_DAYS = 7 };

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
	sql_bind_text(q, 12, v->advice);
	return sql_run(q, e);
}

/* The advice of the day before, if this one says the same of the next step. */
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

/* The last of its kind, open or closed lately; 0 when there is none. */
static enum err
find_alert(struct store *st, int64_t domain, const struct alert *a, day_t day,
    int64_t *ret, struct error *e)
{
	struct query *q;
	bool row;
	enum err err = sql_get(st->sql, SQL_ALERT_LAST, &q, e);

	if (err != OK)
		return err;
	sql_bind_int(q, 1, domain);
	sql_bind_text(q, 2, a->code);
	sql_bind_text(q, 3, a->subject);
	if ((err = sql_step(q, &row, e)) != OK)
		return err;
	*ret = row && (sql_int(q, 1) == 0 ||
	                  sql_int(q, 1) + ALERT_QUIET_DAYS > day)
	           ? sql_int(q, 0)
	           : 0;
	sql_done(q);
	return OK;
}

static enum err
put_alert(struct store *st, int64_t domain, const struct alert *a, day_t day,
    struct map *seen, struct error *e)
{
	int64_t id;
	struct query *q;
	bool new;
	enum err err = find_alert(st, domain, a, day, &id, e);

	if (err == OK)
		err = sql_get(st->sql,
		    id != 0 ? SQL_ALERT_SEEN : SQL_ALERT_OPEN, &q, e);
	if (err != OK)
		return err;
	if (id != 0) {
		sql_bind_int(q, 1, id);
		sql_bind_text(q, 2, a->severity);
		sql_bind_text(q, 3, a->detail);
		sql_bind_int(q, 4, day);
		map_put(seen, &id, &new);
		return sql_run(q, e);
	}
	sql_bind_int(q, 1, domain);
	sql_bind_text(q, 2, a->code);
	sql_bind_text(q, 3, a->subject);
	sql_bind_text(q, 4, a->severity);
	sql_bind_text(q, 5, a->detail);
	sql_bind_int(q, 6, day);
	if ((err = sql_run_int(q, 0, &id, e)) == OK)
		map_put(seen, &id, &new);
	return err;
}

/* Those that are open and were not seen this time. */
static enum err
close_others(struct store *st, int64_t domain, day_t day,
    const struct map *seen, struct error *e)
{
	struct map open;
	struct query *q;
	bool row, new = false;
	enum err err = sql_ask(st->sql, SQL_ALERT_OPEN_IDS, &domain, 1, &q, e);

	map_init(&open, 1);
	while (err == OK && (err = sql_step(q, &row, e)) == OK && row)
		map_put(&open, &(int64_t){ sql_int(q, 0) }, &new);
	if (err == OK)
		sql_done(q);
	for (size_t i = 0; i < open.n && err == OK; i++) {
		int64_t v[] = { *map_key(&open, i), day };

		if (map_get(seen, v) == MAP_NONE)
			err = sql_do(st->sql, SQL_ALERT_CLOSE, v, 2, e);
	}
	map_free(&open);
	return err;
}

static enum err
put_alerts(struct store *st, int64_t domain, const struct evaluation_save *s,
    struct error *e)
{
	day_t day = s->evaluation.day;
	struct map seen;
	enum err err = OK;

	map_init(&seen, 1);
	for (size_t i = 0; i < s->n_alerts && err == OK; i++)
		err = put_alert(st, domain, &s->alerts[i], day, &seen, e);
	if (err == OK)
		err = close_others(st, domain, day, &seen, e);
	map_free(&seen);
	return err;
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
		err = sql_run_int(q, 0, &id, e);
	}
	if (err == OK)
		*ret = id;
	return err;
}

/* A cell of day_sender: its key, and what is in it. */
enum { CELL_KEYS = 6 };
struct cells {
	struct map keys;
	int64_t *messages; /* owned; 0: no more there */
	size_t cap;
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
		int64_t key[CELL_KEYS];
		size_t i;

		for (int k = 0; k < CELL_KEYS; k++)
			key[k] = sql_int(q, k);
		i = map_put(&c->keys, key, &new);
		c->messages =
		    map_room(c->messages, &c->cap, i, sizeof(*c->messages));
		c->messages[i] = sql_int(q, CELL_KEYS);
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
	int64_t v[CELL_KEYS + 2] = { domain };
	ptrdiff_t i = map_get(&c->keys, key);
	bool same = i != MAP_NONE && c->messages[i] == messages;

	if (i != MAP_NONE)
		c->messages[i] = 0;
	if (same)
		return OK;
	memcpy(v + 1, key, CELL_KEYS * sizeof(*key));
	v[CELL_KEYS + 1] = messages;
	return sql_do(st->sql, SQL_DAY_SENDER_PUT, v, CELL_KEYS + 2, e);
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
			    (int64_t[CELL_KEYS]){ d->day, id, d->traffic,
			        d->disposition, d->passed, d->exempt },
			    d->messages, c, e);
	}
	return err;
}

static enum err
put_days(struct store *st, int64_t domain, const struct evaluation_save *s,
    struct error *e)
{
	struct cells c = { .messages = NULL };
	int64_t v[CELL_KEYS + 1] = { domain };
	enum err err;

	map_init(&c.keys, CELL_KEYS);
	err = read_cells(st, domain, s->days_from, &c, e);
	if (err == OK)
		err = put_cells(st, domain, s, &c, e);
	for (size_t i = 0; i < c.keys.n && err == OK; i++) {
		if (c.messages[i] == 0)
			continue;
		memcpy(v + 1, map_key(&c.keys, i), CELL_KEYS * sizeof(*v));
		err =
		    sql_do(st->sql, SQL_DAY_SENDER_DELETE, v, CELL_KEYS + 1, e);
	}
	map_free(&c.keys);
	free(c.messages);
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
		err = put_alerts(st, domain, s, e);
	if (err == OK)
		err = put_days(st, domain, s, e);
	if (err == OK) {
		st->wrote = true;
		err = store_commit(st, e);
	}
	if (err != OK)
		store_rollback(st);
	return err;
}
