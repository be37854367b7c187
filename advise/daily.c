/*
 * Sums by day over all rows, whoever sent them: for the weeks (6.4) and for
 * what is watched from day to day (6.7).
 */
#include "advise/engine.h"

static void
row_add(struct engine *g, const struct facts_row *row, const struct shape *s)
{
	int age = engine_age(g, row->day);
	bool legit = engine_legit(g, s);

	if (legit)
		ages_add(&g->known_days, age);
	if (age >= RECENT_MAX)
		return;
	if (s->stream == STREAM_DIRECT)
		g->direct_day[age] += row->messages;
	if (s->stream == STREAM_UNAUTH && g->keys[s->key].class == CLASS_SPOOF)
		g->forged_day[age] += row->messages;
	if (legit && age < g->out->window_days)
		g->reporter_day[row->reporter * RECENT_MAX + (uint32_t)age] +=
		    row->messages;
}

/* Since when a sender has mail that nobody vouches for. */
static void
unauth_since(struct engine *g)
{
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		const struct shape *s = &g->shapes[i];
		struct key *k = &g->keys[s->key];

		if (s->stream != STREAM_UNAUTH)
			continue;
		if (!k->has_unauth || s->first < k->unauth_first)
			k->unauth_first = s->first;
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
		if (g->shape_of[i] != MAP_NONE)
			row_add(g, &g->f->rows[i], &g->shapes[g->shape_of[i]]);
	unauth_since(g);
	return OK;
}
