/*
 * The days of all domains together: cells of day_sender without a domain (0),
 * without a sender ("") and exempt, so that a chart of 500 domains reads a few
 * cells a day.  What a save changes is summed up first and written once.  A
 * database from before there were such cells gets them at its next save.
 */
#include "store/advice_sums.h"

#include <stdlib.h>

enum { SUM_KEYS = 2 };

void
advice_sums_init(struct advice_sums *s)
{
	*s = (struct advice_sums){ .messages = NULL };
	map_init(&s->keys, SUM_KEYS);
}

void
advice_sums_free(struct advice_sums *s)
{
	map_free(&s->keys);
	free(s->messages);
}

void
advice_sums_add(struct advice_sums *s, day_t day, const struct cells *c,
    int times)
{
	for (size_t k = 0; k < c->n; k++) {
		const int64_t key[SUM_KEYS] = { day,
			c->v[k].kind & ~(uint32_t)CELL_EXEMPT };
		bool new;
		size_t i = map_put(&s->keys, key, &new);

		s->messages =
		    map_room(s->messages, &s->cap, i, sizeof(*s->messages));
		s->messages[i] += times * c->v[k].messages;
	}
}

void
advice_sums_days(const struct advice_sums *s, int64_t sender,
    struct day_cells *out)
{
	for (size_t i = 0; i < s->keys.n; i++) {
		const int64_t *key = map_key(&s->keys, i);

		if (s->messages[i] != 0)
			day_cells_add(out, (day_t)key[0], sender,
			    (uint32_t)key[1], s->messages[i]);
	}
	day_cells_begin(out);
}

static enum err
add_row(void *ctx, const struct day_sender *d, struct error *e)
{
	advice_sums_add(ctx, d->day, &d->cells, 1);
	return day_sender_sound(d, e);
}

enum err
advice_sums_begin(struct sql *sql, int64_t sender, struct error *e)
{
	struct advice_sums s;
	struct query *q;
	int64_t any = 0; /* day with sums */
	enum err err = sql_get(sql, SQL_DAY_SENDER_HAS_SUMS, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &any, e);
	if (err != OK || any != 0)
		return err;
	advice_sums_init(&s);
	err = day_sender_each(sql, SQL_DAY_SENDER_ALL, NULL, 0, add_row, &s, e);
	if (err == OK)
		err = advice_sums_save(sql, sender, &s, e);
	advice_sums_free(&s);
	return err;
}

/* change: of a day. */
static enum err
save_day(struct sql *sql, day_t day, const struct cells *change,
    struct day_sender *d, struct error *e)
{
	int64_t v[] = { 0, day };
	struct query *q;
	bool row;
	enum err err = sql_ask_row(sql, SQL_DAY_SENDER_NEXT, v, 2, &q, &row, e);

	if (err != OK)
		return err;
	if (row)
		day_sender_read(q, d);
	if (!row || d->day != day) {
		*d = (struct day_sender){ .cells = d->cells, .day = day };
		cells_clear(&d->cells);
	}
	sql_done(q);
	cells_add_all(&d->cells, change, 1);
	cells_settle(&d->cells);
	for (size_t i = 0; i < d->cells.n; i++)
		d->damaged |= d->cells.v[i].messages < 0;
	err = day_sender_sound(d, e);
	return err != OK ? err : day_sender_put(sql, d, e);
}

enum err
advice_sums_save(struct sql *sql, int64_t sender, const struct advice_sums *s,
    struct error *e)
{
	struct day_cells changes = { .v = NULL };
	struct day_sender d = { 0 };
	struct cells change = { .v = NULL };
	day_t day;
	enum err err = OK;

	advice_sums_days(s, sender, &changes);
	while (err == OK && day_cells_day(&changes, &day)) {
		cells_clear(&change);
		day_cells_take(&changes, &change);
		err = save_day(sql, day, &change, &d, e);
	}
	day_cells_free(&changes);
	cells_free(&change);
	cells_free(&d.cells);
	return err;
}
