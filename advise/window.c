/*
 * How long one has to look (3): five weeks, more while there is little mail.
 * Then the rows of the last 91 days are laid out by sender (a counting sort):
 * all that follows goes sender by sender.
 */
#include "advise/engine.h"

static bool
is_recent(const struct engine *g, size_t row)
{
	return g->shape_of[row] != MAP_NONE &&
	       engine_age(g, g->f->rows[row].day) < RECENT_MAX;
}

/* direct: messages by age; the window is never longer than they are. */
static void
window_choose(struct engine *g, const int64_t direct[RECENT_MAX])
{
	int span = g->out->span_days, w = g->p.window, known = 0;
	int64_t n = 0;

	for (;;) {
		for (; known < w && known < RECENT_MAX; known++)
			n += direct[known];
		if (w >= g->p.window_max || n >= g->p.window_messages ||
		    w >= span)
			break;
		w += g->p.window_step;
		if (w > g->p.window_max)
			w = g->p.window_max;
	}
	if (w > span)
		w = span > 1 ? span : 1;
	g->out->window_days = w;
}

static bool
lay_out(struct engine *g)
{
	uint32_t n = g->key_names.n, sum = 0;
	const struct facts_row *rows = g->f->rows;

	/* One more key, whose rows begin where the last one's end. */
	if (n == g->key_room) {
		g->keys =
		    map_grow(g->a, g->keys, n, (size_t)n + 1, sizeof(*g->keys));
		if (g->keys == NULL)
			return false;
	}
	g->keys[n] = (struct key){ .service = SERVICE_NONE };
	for (size_t i = 0; i < g->f->n_rows; i++)
		if (is_recent(g, i))
			g->keys[g->shapes[g->shape_of[i]].key].rows++;
	for (uint32_t i = 0; i <= n; i++) {
		sum += g->keys[i].rows;
		g->keys[i].rows = sum;
	}
	g->by_key = map_array(g->a, sum, sizeof(*g->by_key));
	if (g->by_key == NULL)
		return false;
	for (size_t i = g->f->n_rows; i-- > 0;)
		if (is_recent(g, i)) {
			uint32_t key = g->sources[rows[i].source].key;

			g->by_key[--g->keys[key].rows] = (uint32_t)i;
		}
	return true;
}

enum err
window_find(struct engine *g, struct error *e)
{
	int64_t direct[RECENT_MAX] = { 0 };

	for (size_t i = 0; i < g->f->n_rows; i++) {
		const struct facts_row *row = &g->f->rows[i];
		int age = engine_age(g, row->day);

		if (!is_recent(g, i))
			continue;
		const struct shape *s = &g->shapes[g->shape_of[i]];
		if (s->stream == STREAM_DIRECT) {
			direct[age] += row->messages;
			if (age < g->p.history)
				g->keys[s->key].direct += row->messages;
		}
		if (age < g->p.history && engine_passes(s))
			g->passed_lately = true;
	}
	window_choose(g, direct);
	return lay_out(g) ? OK : engine_full(g, e);
}
