/*
 * One pass over the rows.  What tells shapes apart fits into 64 bits: the
 * source, the set of results, and three flags.  Then the shapes are laid out
 * by source (a counting sort), for the questions about an address.
 */
#include "advise/engine.h"

enum {
	FLAG_BITS = 3,
	/* These flags are the lowest bits. */
	SHAPE_FLAGS = FACTS_DKIM | FACTS_SPF | FACTS_EXCUSED
};
_Static_assert(SHAPE_FLAGS < 1 << FLAG_BITS, "the flags have their bits");

static struct shape *
shape_new(struct engine *g, const struct facts_row *row)
{
	if (g->n_shapes == g->shape_room) {
		uint32_t room = g->shape_room == 0 ? 1024 : g->shape_room * 2;
		struct shape *v =
		    map_grow(g->a, g->shapes, g->n_shapes, room, sizeof(*v));

		if (v == NULL)
			return NULL;
		g->shapes = v;
		g->shape_room = room;
	}
	struct shape *s = &g->shapes[g->n_shapes++];
	*s = (struct shape){ .source = row->source,
		.auth = row->auth,
		.key = MAP_NONE,
		.flags = row->flags & SHAPE_FLAGS,
		.first = row->day,
		.last = row->day };
	return s;
}

static uint32_t
shape_add(struct engine *g, const struct facts_row *row)
{
	uint64_t pair = (uint64_t)row->source << 32 |
	                (uint64_t)row->auth << FLAG_BITS |
	                (row->flags & SHAPE_FLAGS);
	uint32_t at = pairs_add(&g->shape_map, pair);

	if (at == MAP_NONE || (at == g->n_shapes && shape_new(g, row) == NULL))
		return MAP_NONE;

	struct shape *s = &g->shapes[at];
	s->messages += row->messages;
	if (row->day < s->first)
		s->first = row->day;
	if (row->day > s->last)
		s->last = row->day;
	return at;
}

/* g->by_source: the shapes of each source in a row. */
static bool
lay_out(struct engine *g)
{
	uint32_t n = g->f->n_sources;

	g->sources = map_array(g->a, (size_t)n + 1, sizeof(*g->sources));
	g->by_source = map_array(g->a, g->n_shapes, sizeof(*g->by_source));
	if (g->sources == NULL || g->by_source == NULL)
		return false;
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		const struct shape *s = &g->shapes[i];

		g->sources[s->source].shapes++;
		g->sources[s->source].messages += s->messages;
	}
	for (uint32_t i = 0, sum = 0; i <= n; i++) {
		sum += g->sources[i].shapes;
		g->sources[i].shapes = sum;
	}
	for (uint32_t i = g->n_shapes; i-- > 0;)
		g->by_source[--g->sources[g->shapes[i].source].shapes] = i;
	return true;
}

enum err
shapes_read(struct engine *g, struct error *e)
{
	struct advice *o = g->out;

	g->shape_of = map_array(g->a, g->f->n_rows, sizeof(*g->shape_of));
	if (g->shape_of == NULL)
		return engine_full(g, e);
	pairs_init(&g->shape_map, g->a);
	for (size_t i = 0; i < g->f->n_rows; i++) {
		const struct facts_row *row = &g->f->rows[i];
		int age = engine_age(g, row->day);

		g->shape_of[i] = MAP_NONE;
		if (age < 0 || age >= AGES || row->messages <= 0)
			continue;
		g->shape_of[i] = shape_add(g, row);
		if (g->shape_of[i] == MAP_NONE)
			return engine_full(g, e);
		ages_add(&g->report_days, age);
		if (row->day < o->first_day)
			o->first_day = row->day;
		if (row->day > o->last_day)
			o->last_day = row->day;
	}
	if (g->n_shapes > 0)
		o->span_days = engine_age(g, o->first_day) + 1;
	return lay_out(g) ? OK : engine_full(g, e);
}
