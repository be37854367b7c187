/*
 * Change points (5.6).  A sender that was broken and is clean again starts a
 * fresh window; a quiet sender is not a repaired one: it stays broken until
 * it has been seen passing.
 */
#include <math.h>
#include <string.h>

#include "advise/engine.h"

static const double BAD_SHARE = 0.10; /* of a day's messages */

enum { BAD_MESSAGES = 2, CLEAN_MIN = 3, CLEAN_MAX = 20 };

/* A sender's legitimate messages, by age of the day. */
struct days {
	int64_t n[RECENT_MAX], fail[RECENT_MAX];
};

/* False when there are none. */
static bool
sender_days(const struct engine *g, const struct key *k, struct days *d)
{
	bool any = false;

	memset(d, 0, sizeof(*d));
	for (uint32_t i = k->rows; i < k[1].rows; i++) {
		uint32_t at = g->by_key[i];
		const struct shape *s = &g->shapes[g->shape_of[at]];
		int age = engine_age(g, g->f->rows[at].day);

		if (age >= g->out->window_days || !engine_legit(g, s))
			continue;
		d->n[age] += g->f->rows[at].messages;
		if (!engine_passes(s))
			d->fail[age] += g->f->rows[at].messages;
		any = true;
	}
	return any;
}

/* Age of the last day on which it was broken; -1 without one. */
static int
last_bad(const struct days *d)
{
	for (int age = 0; age < RECENT_MAX; age++)
		if (d->n[age] > 0 &&
		    (double)d->fail[age] >=
		        fmax(BAD_MESSAGES, BAD_SHARE * (double)d->n[age]))
			return age;
	return -1;
}

static void
change_find(const struct engine *g, struct key *k, const struct days *d)
{
	int bad = last_bad(d);
	int64_t all = 0, after = 0;

	for (int age = 0; age < RECENT_MAX; age++) {
		all += d->n[age];
		if (age < bad)
			after += d->n[age];
	}
	double week = (double)all / g->out->window_days * 7;
	double need = fmax(CLEAN_MIN, fmin(CLEAN_MAX, ceil(week / 2)));

	if (bad < 0) {
		k->out.state = STATE_STABLE;
	} else if ((double)after < need) {
		k->out.state = STATE_BROKEN;
	} else if (bad < g->p.settle_days) {
		k->out.state = STATE_SETTLING;
		k->out.settle_days = g->p.settle_days - bad;
	} else {
		k->out.state = STATE_FIXED;
		k->fresh = true;
		k->start = g->f->as_of - bad + 1;
	}
}

enum err
changes_find(struct engine *g, struct error *e)
{
	struct days *d = arena_alloc(g->a, sizeof(*d));

	if (d == NULL)
		return engine_full(g, e);
	for (uint32_t i = 0; i < g->key_names.n; i++)
		if (sender_days(g, &g->keys[i], d))
			change_find(g, &g->keys[i], d);
	return OK;
}
