/*
 * What a domain's own mail teaches (5.1): which selectors are its own and
 * where each is at home, which networks its SPF record lists, and by which
 * companion signatures a shared platform names it as its customer.
 *
 * A selector's home is the sender with most of its passes.  Passes are added
 * up per pair of selector and sender; of senders with equally many the first
 * by name is the home.
 */
#include <string.h>

#include "advise/engine.h"

enum { OWN_NET_PASSES = 5, TENANT_PASSES = 5 };

/* A selector's passes at one sender. */
struct passes {
	struct pairs map; /* selector << 32 | key */
	int64_t *n;
	uint32_t room;
};

static bool
passes_add(struct engine *g, struct passes *p, uint32_t selector, uint32_t key,
    int64_t messages)
{
	uint32_t at = pairs_add(&p->map, (uint64_t)selector << 32 | key);

	if (at == MAP_NONE)
		return false;
	if (at == p->room) {
		uint32_t room = at == 0 ? 64 : at * 2;
		int64_t *n = map_grow(g->a, p->n, at, room, sizeof(*n));

		if (n == NULL)
			return false;
		p->n = n;
		p->room = room;
	}
	p->n[at] += messages;
	return true;
}

static bool
selectors_count(struct engine *g, struct passes *p)
{
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		const struct shape *s = &g->shapes[i];
		const struct results *r = &g->results[s->auth];

		for (uint32_t j = 0; j < r->n_signatures; j++) {
			const struct signature *one = &r->signatures[j];
			struct selector *sel = &g->selectors[one->selector];
			int64_t n = s->messages * one->passes;

			if (n == 0)
				continue;
			if (sel->passes == 0 || s->first < sel->first)
				sel->first = s->first;
			if (sel->passes == 0 || s->last > sel->last)
				sel->last = s->last;
			sel->passes += n;
			if (!passes_add(g, p, one->selector, s->key, n))
				return false;
		}
	}
	return true;
}

/* KNOWN and HOME. */
static void
selectors_settle(struct engine *g, const struct passes *p)
{
	int64_t *most = arena_alloc(g->a, g->signers.n * sizeof(*most));

	for (uint32_t i = 0; most != NULL && i < p->map.n; i++) {
		uint32_t selector = (uint32_t)(p->map.items[i] >> 32);
		uint32_t key = (uint32_t)p->map.items[i];
		struct selector *sel = &g->selectors[selector];

		if (p->n[i] > most[selector] ||
		    (p->n[i] == most[selector] &&
		        strcmp(g->keys[key].out.key,
		            g->keys[sel->home].out.key) < 0)) {
			most[selector] = p->n[i];
			sel->home = key;
		}
	}
	for (uint32_t i = 0; most != NULL && i < g->signers.n; i++) {
		struct selector *sel = &g->selectors[i];

		sel->known = sel->passes >= g->p.known_messages &&
		             sel->first != sel->last;
		if ((double)most[i] < g->p.home_share * (double)sel->passes)
			sel->home = MAP_NONE;
		g->any_known = g->any_known || sel->known;
	}
}

/* OWNNET: networks outside shared services that SPF lets send as us. */
static bool
networks_learn(struct engine *g)
{
	int64_t *n = map_array(g->a, g->nets.n, sizeof(*n));

	g->own_net = map_array(g->a, g->nets.n, sizeof(*g->own_net));
	if (n == NULL || g->own_net == NULL)
		return false;
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		const struct shape *s = &g->shapes[i];
		const struct service *v = engine_service(g, &g->keys[s->key]);

		if ((s->flags & FACTS_SPF) != 0 && (v == NULL || !v->shared))
			n[g->sources[s->source].net] += s->messages;
	}
	for (uint32_t i = 0; i < g->nets.n; i++)
		g->own_net[i] = n[i] >= OWN_NET_PASSES;
	return true;
}

/* TENANT: platform signatures that come along with our own SPF pass. */
static bool
tenants_learn(struct engine *g)
{
	int64_t *n = map_array(g->a, g->names.n, sizeof(*n));

	g->tenant = map_array(g->a, g->names.n, sizeof(*g->tenant));
	if (n == NULL || g->tenant == NULL)
		return false;
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		const struct shape *s = &g->shapes[i];
		const struct results *r = &g->results[s->auth];

		if ((s->flags & FACTS_SPF) == 0)
			continue;
		for (uint32_t j = 0; j < r->n_passes; j++)
			if (g->name[r->passes[j]].tenant)
				n[r->passes[j]] += s->messages;
	}
	for (uint32_t i = 0; i < g->names.n; i++)
		g->tenant[i] = n[i] >= TENANT_PASSES;
	for (uint32_t i = 0; i < g->f->n_auths; i++)
		for (uint32_t j = 0; j < g->results[i].n_passes; j++)
			if (g->tenant[g->results[i].passes[j]])
				g->results[i].ours = true;
	return true;
}

enum err
learned_read(struct engine *g, struct error *e)
{
	struct passes p = { 0 };

	pairs_init(&p.map, g->a);
	if (!selectors_count(g, &p) || !networks_learn(g) || !tenants_learn(g))
		return engine_full(g, e);
	selectors_settle(g, &p);
	return g->a->full ? engine_full(g, e) : OK;
}
