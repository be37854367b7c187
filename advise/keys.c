/*
 * Which sender an address belongs to (4.1): the first rule that covers at
 * least a tenth of its messages.  SPF pass is proof of the network's operator,
 * a PTR only a claim of its owner, and a signature travels with the message.
 */
#include <stdio.h>
#include <string.h>

#include "advise/results.h"
#include "advise/rules.h"
#include "advise/said_by.h"

/* "192.0.2.0/24", "2001:db8::/48" */
static char *
net_text(struct engine *g, const struct ip *ip)
{
	char text[IP_TEXT_MAX];
	struct ip net = { .len = ip->len };

	memcpy(net.bytes, ip->bytes, ip->len == 4 ? 3 : 6);
	return arena_printf(g->a, "net:%s/%d", ip_format(&net, text),
	    ip->len == 4 ? 24 : 48);
}

static char *
key_text(struct engine *g, enum said_by by, uint32_t id, uint32_t at)
{
	switch (by) {
	case BY_SERVICE:
		return arena_printf(g->a, "svc:%s",
		    g->services->v[id].shown.id);
	case BY_OWN_NAME:
		return arena_printf(g->a, "own:%s", domain_org(g->f->domain));
	case BY_SPF: return arena_printf(g->a, "dom:%s", g->names.items[id]);
	case BY_PTR:
		return arena_printf(g->a, "dom:%s",
		    domain_org_icann(g->f->sources[at].ptr));
	case BY_NET: break;
	}
	return net_text(g, &g->f->sources[at].ip);
}

static const char *
key_name(struct engine *g, const char *key, int service)
{
	if (service != SERVICE_NONE)
		return g->services->v[service].shown.name;
	if (strncmp(key, "own:", 4) == 0)
		return arena_printf(g->a, "Your own servers (%s)", key + 4);
	return strchr(key, ':') + 1;
}

static uint32_t
key_add(struct engine *g, const char *key, int service,
    const struct advise_rule *rule)
{
	uint32_t known = g->key_names.n;
	uint32_t at = key == NULL ? MAP_NONE : strings_add(&g->key_names, key);

	if (at == MAP_NONE || at < known)
		return at;
	if (at == g->key_room) {
		uint32_t room = at == 0 ? 64 : at * 2;
		struct key *v = map_grow(g->a, g->keys, at, room, sizeof(*v));

		if (v == NULL)
			return MAP_NONE;
		g->keys = v;
		g->key_room = room;
	}
	if (rule == NULL)
		rule = rules_for_key(g, key);
	g->keys[at] = (struct key){
		.out = { .key = key,
		    .name = key_name(g, key, service),
		    .class = CLASS_NONE,
		    .unauth_class = CLASS_NONE,
		    .rule = rule,
		    .decision = rule ? rule->decision : DECISION_NONE,
		    .first_day = g->f->as_of + 1,
		    .last_day = INT32_MIN },
		.service = service,
		.is_net = strncmp(key, "net:", 4) == 0,
		.class = CLASS_NONE,
	};
	return at;
}

static uint64_t
net_bits(const struct ip *ip)
{
	uint64_t bits = ip->len; /* tells the families apart */

	for (int i = 0; i < (ip->len == 4 ? 3 : 6); i++)
		bits = bits << 8 | ip->bytes[i];
	return bits;
}

/* What the address's own name and network say. */
static bool
source_read(struct engine *g, uint32_t at)
{
	const struct facts_source *from = &g->f->sources[at];
	struct source *s = &g->sources[at];

	s->net = pairs_add(&g->nets, net_bits(&from->ip));
	s->ptr_service = services_match(g->services, SERVICE_PTR, from->ptr);
	s->ptr_group = MAP_NONE;
	s->ptr_own = names_own(g, from->ptr);
	return s->net != MAP_NONE;
}

/* Keys that were found, by what they are said by. */
struct found {
	struct pairs map; /* enum said_by << 32 | id */
	uint32_t *key;
	uint32_t room;
};

/* The place for the key of that; NULL when the arena is full. */
static uint32_t *
found_place(struct engine *g, struct found *f, enum said_by by, uint32_t id)
{
	uint32_t known = f->map.n;
	uint32_t at = pairs_add(&f->map, (uint64_t)by << 32 | id);

	if (at == MAP_NONE)
		return NULL;
	if (at == f->room) {
		uint32_t room = at == 0 ? 64 : at * 2;

		f->key = map_grow(g->a, f->key, at, room, sizeof(*f->key));
		f->room = room;
	}
	if (f->key != NULL && at == known)
		f->key[at] = MAP_NONE;
	return f->key != NULL ? &f->key[at] : NULL;
}

static uint32_t
key_find(struct engine *g, struct ballots *b, struct found *f, uint32_t at)
{
	uint32_t id, *place;
	enum said_by by = said_by(g, b, at, &id);

	if (by == BY_PTR)
		return key_add(g, key_text(g, by, id, at), SERVICE_NONE, NULL);
	place = found_place(g, f, by, id);
	if (place == NULL)
		return MAP_NONE;
	if (*place == MAP_NONE)
		*place = key_add(g, key_text(g, by, id, at),
		    by == BY_SERVICE ? (int)id : SERVICE_NONE, NULL);
	return *place;
}

static bool
source_key(struct engine *g, struct ballots *b, struct found *f, uint32_t at)
{
	const struct advise_rule *rule = rules_for_source(g, at);
	uint32_t key;

	if (rule != NULL)
		key = key_add(g,
		    arena_printf(g->a, "rule:%s",
		        rule->name ? rule->name : rule->value),
		    SERVICE_NONE, rule);
	else
		key = key_find(g, b, f, at);
	g->sources[at].key = key;
	return key != MAP_NONE;
}

/* All groups that a ballot can name, before it gets its room. */
static bool
groups_ask(struct engine *g)
{
	for (uint32_t i = 0; i < g->f->n_auths; i++) {
		const struct results *r = &g->results[i];

		if (r->spf_other && r->spf_name != MAP_NONE)
			names_group(g, r->spf_name);
	}
	return !g->a->full;
}

enum err
keys_find(struct engine *g, struct error *e)
{
	struct ballots b = { 0 };
	struct found f = { 0 };

	pairs_init(&g->nets, g->a);
	pairs_init(&f.map, g->a);
	strings_init(&g->key_names, g->a);
	for (uint32_t i = 0; i < g->f->n_sources; i++)
		if (!source_read(g, i))
			return engine_full(g, e);
	if (!groups_ask(g))
		return engine_full(g, e);
	if (!ballots_init(g, &b))
		return engine_full(g, e);
	for (uint32_t i = 0; i < g->f->n_sources; i++)
		if (!source_key(g, &b, &f, i))
			return engine_full(g, e);

	for (uint32_t i = 0; i < g->n_shapes; i++) {
		struct shape *s = &g->shapes[i];
		struct advice_sender *out;

		s->key = g->sources[s->source].key;
		out = &g->keys[s->key].out;
		if (s->first < out->first_day)
			out->first_day = s->first;
		if (s->last > out->last_day)
			out->last_day = s->last;
	}
	return OK;
}
