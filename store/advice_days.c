/*
 * day_sender of up to 91 days is all said anew each time, and almost all of it
 * is the same as before.  Day by day, what is there is taken away from what was
 * judged: where nothing is left, nothing is written; what is left is what the
 * days of all domains change by.
 */
#include <string.h>

#include "store/advice_save.h"
#include "store/advice_sums.h"

struct saving {
	struct sql *sql;
	struct day_cells judged;
	struct day_sender was, now; /* of the day at hand, or behind it */
	struct cells change;
	struct advice_sums sums;
};

static enum err
sender_id(struct sql *sql, const char *key, int64_t *ret, struct error *e)
{
	struct query *q;
	int64_t id;
	enum err err = sql_get(sql, SQL_SENDER_FIND, &q, e);

	if (err != OK)
		return err;
	sql_bind_text(q, 1, key);
	err = sql_run_int(q, 0, &id, e);
	if (err == OK && id == 0)
		err = sql_get(sql, SQL_SENDER_ADD, &q, e);
	if (err == OK && id == 0) {
		sql_bind_text(q, 1, key);
		err = sql_add(q, &id, e);
	}
	if (err == OK)
		*ret = id;
	return err;
}

/* The rows come by sender, so its id is looked up once. */
static enum err
read_judged(struct saving *s, const struct evaluation_save *from,
    struct error *e)
{
	const char *sender = NULL;
	int64_t id = 0;
	enum err err = OK;

	for (size_t i = 0; i < from->n_days && err == OK; i++) {
		const struct sender_day *d = &from->days[i];

		if (sender == NULL || strcmp(sender, d->sender) != 0)
			err = sender_id(s->sql, d->sender, &id, e);
		sender = d->sender;
		day_cells_add(&s->judged, d->day, id,
		    cell_kind(d->traffic, d->disposition, d->passed, d->exempt),
		    d->messages);
	}
	day_cells_begin(&s->judged);
	return err;
}

/* now: what was judged of its day; change: what that changes. */
static void
compare_day(struct saving *s)
{
	day_t judged;

	cells_clear(&s->now.cells);
	cells_clear(&s->change);
	if (day_cells_day(&s->judged, &judged) && judged == s->now.day)
		day_cells_take(&s->judged, &s->now.cells);
	cells_settle(&s->now.cells);
	cells_add_all(&s->change, &s->now.cells, 1);
	if (s->was.day == s->now.day)
		cells_add_all(&s->change, &s->was.cells, -1);
	cells_settle(&s->change);
}

/* was: what is there of the next day from s->now on; *ret: there is one. */
static enum err
read_next(struct saving *s, bool *ret, struct error *e)
{
	int64_t v[] = { s->now.domain, s->now.day };
	struct query *q;
	enum err err =
	    sql_ask_row(s->sql, SQL_DAY_SENDER_NEXT, v, 2, &q, ret, e);

	if (err != OK)
		return err;
	if (*ret)
		day_sender_read(q, &s->was);
	sql_done(q);
	return day_sender_sound(&s->was, e);
}

/* The next day from s->now on, there or judged; *ret_more: there was one. */
static enum err
save_next(struct saving *s, bool *ret_more, struct error *e)
{
	day_t day;
	bool row, judged = day_cells_day(&s->judged, &day);
	enum err err = read_next(s, &row, e);

	if (err != OK)
		return err;
	*ret_more = row || judged;
	if (!*ret_more)
		return OK;
	s->now.day = !judged || (row && s->was.day < day) ? s->was.day : day;
	compare_day(s);
	if (s->change.n > 0) {
		advice_sums_add(&s->sums, s->now.day, &s->change, 1);
		err = day_sender_put(s->sql, &s->now, e);
	}
	s->now.day++;
	return err;
}

static enum err
save_all(struct saving *s, const struct evaluation_save *from, struct error *e)
{
	int64_t nobody;
	bool more = true;
	enum err err = sender_id(s->sql, "", &nobody, e);

	if (err == OK)
		err = advice_sums_begin(s->sql, nobody, e);
	if (err == OK)
		err = read_judged(s, from, e);
	while (err == OK && more)
		err = save_next(s, &more, e);
	return err != OK ? err : advice_sums_save(s->sql, nobody, &s->sums, e);
}

enum err
advice_save_days(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e)
{
	struct saving saving = { .sql = st->sql,
		.now = { .domain = domain, .day = s->days_from } };
	enum err err;

	advice_sums_init(&saving.sums);
	err = save_all(&saving, s, e);
	day_cells_free(&saving.judged);
	cells_free(&saving.was.cells);
	cells_free(&saving.now.cells);
	cells_free(&saving.change);
	advice_sums_free(&saving.sums);
	return err;
}
