/*
 * Each day's mail by sender and kind, for the charts.  Rows come sender by
 * sender, so one sender's cells are an array by (day, kind, disposition,
 * pass, excuse); only those that were touched are looked at again.  Forged
 * mail is one sender without a name: its networks change daily.
 */
#include <stdlib.h>
#include <string.h>

#include "advise/engine.h"

enum {
	DISPOSITIONS = DISPOSITION_PASS + 1,
	CELLS = RECENT_MAX * TRAFFIC_END * DISPOSITIONS * 4
};

struct cells {
	int64_t n[CELLS];
	uint32_t touched[CELLS];
	uint32_t n_touched;
};

struct days_out {
	struct advice_day *v;
	size_t n, room;
};

enum advice_traffic
engine_traffic(const struct engine *g, const struct shape *s)
{
	if (s->stream == STREAM_DIRECT)
		return TRAFFIC_OWN;
	if (s->stream == STREAM_RELAY)
		return TRAFFIC_FORWARDED;
	switch (g->keys[s->key].class) {
	case CLASS_FIXABLE: return TRAFFIC_FIXABLE;
	case CLASS_UNKNOWN: return TRAFFIC_UNKNOWN;
	case CLASS_MAYBE_FORWARD: return TRAFFIC_MAYBE_FORWARD;
	default: return TRAFFIC_FORGED;
	}
}

static void
cell_add(struct cells *c, const struct engine *g, const struct facts_row *row,
    const struct shape *s, enum advice_traffic t)
{
	uint32_t at = (uint32_t)engine_age(g, row->day);
	uint32_t disposition =
	    row->disposition < DISPOSITIONS ? row->disposition : WORD_UNKNOWN;

	at = at * TRAFFIC_END + (uint32_t)t;
	at = at * DISPOSITIONS + disposition;
	at = at * 2 + engine_passes(s);
	at = at * 2 + ((s->flags & FACTS_EXCUSED) != 0);
	if (c->n[at] == 0)
		c->touched[c->n_touched++] = at;
	c->n[at] += row->messages;
}

static struct advice_day
cell_day(const struct engine *g, const char *sender, uint32_t at, int64_t n)
{
	uint32_t rest = at / 4;

	return (struct advice_day){
		.sender = sender,
		.messages = n,
		.exempt = at % 2 != 0,
		.passed = at / 2 % 2 != 0,
		.disposition = (uint8_t)(rest % DISPOSITIONS),
		.traffic =
		    (enum advice_traffic)(rest / DISPOSITIONS % TRAFFIC_END),
		.day = g->f->as_of - (day_t)(rest / DISPOSITIONS / TRAFFIC_END),
	};
}

/* Oldest day first. */
static int
compare_cells(const void *va, const void *vb)
{
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;

	return a > b ? -1 : a < b;
}

static bool
cells_out(struct engine *g, struct cells *c, const char *sender,
    struct days_out *out)
{
	qsort(c->touched, c->n_touched, sizeof(*c->touched), compare_cells);
	if (out->n + c->n_touched > out->room) {
		size_t room = 2 * out->room + c->n_touched;
		struct advice_day *v =
		    map_grow(g->a, out->v, out->n, room, sizeof(*v));

		if (v == NULL)
			return false;
		out->v = v;
		out->room = room;
	}
	for (uint32_t i = 0; i < c->n_touched; i++) {
		uint32_t at = c->touched[i];

		out->v[out->n++] = cell_day(g, sender, at, c->n[at]);
		c->n[at] = 0;
	}
	c->n_touched = 0;
	return true;
}

static void
key_add(const struct engine *g, const struct key *k, struct cells *own,
    struct cells *forged)
{
	for (uint32_t i = k->rows; i < k[1].rows; i++) {
		const struct facts_row *row = &g->f->rows[g->by_key[i]];
		const struct shape *s = &g->shapes[g->shape_of[g->by_key[i]]];
		enum advice_traffic t = engine_traffic(g, s);

		cell_add(t == TRAFFIC_FORGED ? forged : own, g, row, s, t);
	}
}

/* Senders by key. */
struct named {
	const char *key;
	uint32_t at;
};

static int
compare_keys(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->key,
	    ((const struct named *)b)->key);
}

enum err
series_find(struct engine *g, struct error *e)
{
	struct days_out out = { 0 };
	uint32_t n = g->key_names.n;
	struct cells *own = arena_alloc(g->a, sizeof(*own));
	struct cells *forged = arena_alloc(g->a, sizeof(*forged));
	struct named *keys = map_array(g->a, n, sizeof(*keys));

	if (own == NULL || forged == NULL || keys == NULL)
		return engine_full(g, e);
	for (uint32_t i = 0; i < n; i++)
		keys[i] = (struct named){ g->keys[i].out.key, i };
	qsort(keys, n, sizeof(*keys), compare_keys);
	for (uint32_t i = 0; i < n; i++) {
		key_add(g, &g->keys[keys[i].at], own, forged);
		if (!cells_out(g, own, keys[i].key, &out))
			return engine_full(g, e);
	}
	if (!cells_out(g, forged, "", &out))
		return engine_full(g, e);
	g->out->days = out.v;
	g->out->n_days = out.n;
	return OK;
}
