/*
 * The days of all domains together: cells of day_sender without a domain (0)
 * and without a sender (""), so that a chart of 500 domains reads a few cells
 * a day.  What a save changes is summed up first and written once.  A database
 * from before there were such cells gets them at its next save.
 */
#include <stdlib.h>

#include "store/advice_save.h"

/* day, traffic, disposition, passed: what is kept of a cell's key. */
enum { SUM_KEYS = 4 };

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
advice_sums_add(struct advice_sums *s, const int64_t cell[ADVICE_CELL_KEYS],
    int64_t messages)
{
	const int64_t key[SUM_KEYS] = { cell[0], cell[2], cell[3], cell[4] };
	bool new;
	size_t i = map_put(&s->keys, key, &new);

	s->messages = map_room(s->messages, &s->cap, i, sizeof(*s->messages));
	s->messages[i] += messages;
}

enum err
advice_sums_begin(struct store *st, int64_t sender, struct error *e)
{
	struct query *q;
	int64_t any = 0; /* day with sums */
	enum err err = sql_get(st->sql, SQL_DAY_SENDER_HAS_SUMS, &q, e);

	if (err == OK)
		err = sql_run_int(q, 0, &any, e);
	if (err == OK && any == 0)
		err = sql_do(st->sql, SQL_DAY_SENDER_SUM_UP, &sender, 1, e);
	return err;
}

enum err
advice_sums_save(struct store *st, int64_t sender, const struct advice_sums *s,
    struct error *e)
{
	enum err err = OK;

	for (size_t i = 0; i < s->keys.n && err == OK; i++) {
		const int64_t *key = map_key(&s->keys, i);
		int64_t v[] = { key[0], sender, key[1], key[2], key[3],
			s->messages[i] };

		if (s->messages[i] != 0)
			err = sql_do(st->sql, SQL_DAY_SENDER_SUM_ADD, v, 6, e);
	}
	return err;
}
