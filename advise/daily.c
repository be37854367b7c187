/*
 * Sums by day over all rows, whoever sent them: for the weeks (6.4) and for
 * what is watched from day to day (6.7).
 */
#include "advise/engine.h"

static void
recent_add(struct engine *g, const struct facts_row *row, const struct shape *s,
    int age)
{
	if (s->stream == STREAM_DIRECT)
		g->direct_day[age] += row->messages;
	if (s->stream == STREAM_UNAUTH && g->keys[s->key].class == CLASS_SPOOF)
		g->forged_day[age] += row->messages;
	if (age < g->out->window_days && engine_legit(g, s))
		g->reporter_day[row->reporter * RECENT_MAX + (uint32_t)age] +=
		    row->messages;
}

/* Of the older rows only those are looked at whose day is still in doubt. */
static void
row_add(struct engine *g, size_t i)
{
	const struct facts_row *row = &g->f->rows[i];
	int age = engine_age(g, row->day);

	if (g->shape_of[i] == MAP_NONE ||
	    (age >= RECENT_MAX && ages_has(&g->known_days, age)))
		return;
	const struct shape *s = &g->shapes[g->shape_of[i]];
	if (age < RECENT_MAX)
		recent_add(g, row, s, age);
	if (engine_legit(g, s))
		ages_add(&g->known_days, age);
}

/* From when to when a sender has mail that nobody vouches for. */
static void
unauth_days(struct engine *g)
{
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		const struct shape *s = &g->shapes[i];
		struct key *k = &g->keys[s->key];

		if (s->stream != STREAM_UNAUTH)
			continue;
		if (!k->has_unauth || s->first < k->unauth_first)
			k->unauth_first = s->first;
		if (!k->has_unauth || s->last > k->unauth_last)
			k->unauth_last = s->last;
		k->has_unauth = true;
	}
}

enum err
days_sum(struct engine *g, struct error *e)
{
	g->reporter_day = map_array(g->a,
	    (size_t)g->f->n_reporters * RECENT_MAX, sizeof(int64_t));
	if (g->reporter_day == NULL)
		return engine_full(g, e);
	for (size_t i = 0; i < g->f->n_rows; i++)
		row_add(g, i);
	unauth_days(g);
	return OK;
}
