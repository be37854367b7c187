/*
 * Alerts open and close: what is there today is seen, what was open and is not
 * there is closed, and what comes back soon is the same as before.  A clock
 * that went back puts no day before an earlier one.
 */
#include "store/advice_save.h"

/* An alert that comes back sooner is the same one as before. */
enum { ALERT_QUIET_DAYS = 7 };

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
	if ((err = sql_add(q, &id, e)) == OK)
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

enum err
advice_save_alerts(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e)
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
