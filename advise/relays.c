/*
 * Sources that passed on mail of this domain which still proved whose it is:
 * what other domains learn of forwarders (5.1, XT).  Only what this domain
 * shows by itself counts: a forwarder that is known from elsewhere would
 * otherwise confirm itself, and the order of judging would matter.
 */
#include "advise/engine.h"

enum { RELAY_DAYS = 90 }; /* so long it is of use to others */

enum err
relays_find(struct engine *g, struct error *e)
{
	const struct facts *f = g->f;
	day_t *last = map_array(g->a, f->n_sources + 1, sizeof(*last));
	struct advice_relay *v;
	size_t n = 0;

	if (last == NULL)
		return engine_full(g, e);
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		const struct shape *s = &g->shapes[i];

		if (s->relays && s->last > f->as_of - RELAY_DAYS &&
		    s->last > last[s->source]) {
			n += last[s->source] == 0;
			last[s->source] = s->last;
		}
	}
	if ((v = map_array(g->a, n + 1, sizeof(*v))) == NULL)
		return engine_full(g, e);
	g->out->relays = v;
	g->out->n_relays = n;
	for (uint32_t i = 0; i < f->n_sources; i++)
		if (last[i] != 0)
			*v++ =
			    (struct advice_relay){ f->sources[i].ip, last[i] };
	return OK;
}
