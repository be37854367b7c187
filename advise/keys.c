/*
 * Which sender an address belongs to (4.1): the first rule that covers at
 * least a tenth of its messages.  SPF pass is proof of the network's operator,
 * a PTR only a claim of its owner, and a signature travels with the message.
 */
#include <stdio.h>
#include <string.h>

#include "advise/ballot.h"
#include "advise/results.h"
#include "advise/rules.h"

/* What an address's messages vote for. */
struct ballots {
	struct ballot rp, dkim; /* by service */
	struct ballot spf;      /* by name */
};

static const struct service *
service_at(const struct engine *g, uint32_t at)
{
	return &g->services->v[at];
}

static const char *
service_id(const struct engine *g, uint32_t what)
{
	return service_at(g, what)->shown.id;
}

static const char *
name_text(const struct engine *g, uint32_t what)
{
	return g->names.items[what];
}

static void
count_votes(struct engine *g, struct ballots *b, uint32_t at)
{
	const struct source *from = &g->sources[at];
	const char *ptr = g->f->sources[at].ptr;

	for (uint32_t i = from->shapes; i < from[1].shapes; i++) {
		const struct shape *s = &g->shapes[g->by_source[i]];
		const struct results *r = &g->results[s->auth];

		if (r->spf_other && r->spf_name != MAP_NONE) {
			const struct name *n = &g->name[r->spf_name];

			if (n->rp != SERVICE_NONE)
				ballot_vote(&b->rp, (uint32_t)n->rp,
				    s->messages);
			ballot_vote(&b->spf, names_group(g, r->spf_name),
			    s->messages);
		}
		if (ptr[0] == '\0' && !r->spf_spoken &&
		    r->dkim_service != SERVICE_NONE)
			ballot_vote(&b->dkim, (uint32_t)r->dkim_service,
			    s->messages);
	}
}

/* Rules 2 to 4; SERVICE_NONE when the table does not know it. */
static int
service_elect(struct engine *g, struct ballots *b, const struct source *from)
{
	uint32_t rp = ballot_elect(&b->rp, from->messages, service_id, g);
	uint32_t dkim = ballot_elect(&b->dkim, from->messages, service_id, g);
	int ptr = from->ptr_service;
	bool differ = rp != MAP_NONE && ptr != SERVICE_NONE && (int)rp != ptr;

	/* An envelope of gmail.com says who wrote it, not who sent it. */
	if (differ && (service_at(g, rp)->role == ROLE_MAILBOX ||
	                  !service_at(g, (uint32_t)ptr)->infra))
		return ptr;
	if (rp != MAP_NONE)
		return (int)rp;
	if (ptr != SERVICE_NONE)
		return ptr;
	return dkim == MAP_NONE ? SERVICE_NONE : (int)dkim;
}

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

/* The sender's key by rules 2 to 8. */
static char *
key_text(struct engine *g, struct ballots *b, uint32_t at, int *ret_service)
{
	const struct source *from = &g->sources[at];
	const char *ptr = g->f->sources[at].ptr;

	count_votes(g, b, at);
	*ret_service = service_elect(g, b, from);
	uint32_t spf = ballot_elect(&b->spf, from->messages, name_text, g);

	if (*ret_service != SERVICE_NONE)
		return arena_printf(g->a, "svc:%s",
		    service_id(g, (uint32_t)*ret_service));
	if (from->ptr_own)
		return arena_printf(g->a, "own:%s", domain_org(g->f->domain));
	if (spf != MAP_NONE)
		return arena_printf(g->a, "dom:%s", name_text(g, spf));
	if (ptr[0] != '\0' && !ptr_is_generic(ptr))
		return arena_printf(g->a, "dom:%s", domain_org_icann(ptr));
	return net_text(g, &g->f->sources[at].ip);
}

static const char *
key_name(struct engine *g, const char *key, int service)
{
	if (service != SERVICE_NONE)
		return service_at(g, (uint32_t)service)->shown.name;
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

static bool
source_key(struct engine *g, struct ballots *b, uint32_t at)
{
	const struct advise_rule *rule = rules_for_source(g, at);
	int service = SERVICE_NONE;
	const char *key;

	if (rule != NULL)
		key = arena_printf(g->a, "rule:%s",
		    rule->name ? rule->name : rule->value);
	else
		key = key_text(g, b, at, &service);
	g->sources[at].key = key_add(g, key, service, rule);
	return g->sources[at].key != MAP_NONE;
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
	size_t services = g->services->n;
	struct ballots b = { 0 };

	pairs_init(&g->nets, g->a);
	strings_init(&g->key_names, g->a);
	for (uint32_t i = 0; i < g->f->n_sources; i++)
		if (!source_read(g, i))
			return engine_full(g, e);
	if (!groups_ask(g))
		return engine_full(g, e);
	if (!ballot_init(&b.rp, g->a, services) ||
	    !ballot_init(&b.dkim, g->a, services) ||
	    !ballot_init(&b.spf, g->a, g->names.n))
		return engine_full(g, e);
	for (uint32_t i = 0; i < g->f->n_sources; i++)
		if (!source_key(g, &b, i))
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
