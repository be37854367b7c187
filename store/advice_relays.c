/*
 * Sources that passed mail on, as the advisor judged.  Others must not see
 * today what was noted today, or the order in which domains are judged would
 * decide something: so a row has the day as it was before, too (011).  Only
 * what is other than before is written.
 */
#include <stdlib.h>

#include "store/advice_save.h"
#include "store/map.h"

/* What is there: sources, and the last day of each, 0 once it is looked at. */
struct there {
	struct map sources;
	int64_t *last; /* owned */
	size_t cap;
};

static enum err
read_there(struct store *st, int64_t domain, struct there *t, struct error *e)
{
	struct query *q;
	bool row, new;
	enum err err = sql_ask(st->sql, SQL_RELAYS_OF, &domain, 1, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		int64_t source = sql_int(q, 0);
		size_t i = map_put(&t->sources, &source, &new);

		t->last = map_room(t->last, &t->cap, i, sizeof(*t->last));
		t->last[i] = sql_int(q, 1);
	}
	if (err == OK)
		sql_done(q);
	return err;
}

static enum err
put(struct store *st, int64_t source, int64_t domain, int64_t last, day_t noted,
    struct error *e)
{
	int64_t v[] = { source, domain, last, noted };

	return sql_do(st->sql, SQL_RELAY_PUT, v, 4, e);
}

static enum err
put_new(struct store *st, int64_t domain, const struct evaluation_save *s,
    struct there *t, struct error *e)
{
	enum err err = OK;

	for (size_t i = 0; i < s->n_relays && err == OK; i++) {
		int64_t source, was = 0, last = s->relays[i].last_day;

		err = intern_source(&st->intern, &s->relays[i].ip, &source, e);
		if (err != OK)
			break;
		ptrdiff_t at = map_get(&t->sources, &source);
		if (at != MAP_NONE) {
			was = t->last[at];
			t->last[at] = 0;
		}
		if (was != last)
			err =
			    put(st, source, domain, last, s->evaluation.day, e);
	}
	return err;
}

enum err
advice_save_relays(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e)
{
	struct there t = { .last = NULL };
	enum err err;

	map_init(&t.sources, 1);
	err = read_there(st, domain, &t, e);
	if (err == OK)
		err = put_new(st, domain, s, &t, e);
	for (size_t i = 0; i < t.sources.n && err == OK; i++)
		if (t.last[i] != 0)
			err = put(st, *map_key(&t.sources, i), domain, 0,
			    s->evaluation.day, e);
	map_free(&t.sources);
	free(t.last);
	return err;
}
