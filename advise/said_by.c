/*
 * An election per address: services by envelope and by signature, and domains
 * by envelope.  The name of the address itself, a claim of its owner, comes
 * in between, and its network last.
 */
#include "advise/said_by.h"
#include "advise/results.h"
#include "advise/rules.h"

bool
ballots_init(struct engine *g, struct ballots *b)
{
	size_t services = g->services->n;

	return ballot_init(&b->rp, g->a, services) &&
	       ballot_init(&b->dkim, g->a, services) &&
	       ballot_init(&b->spf, g->a, g->names.n);
}

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

enum said_by
said_by(struct engine *g, struct ballots *b, uint32_t at, uint32_t *ret_id)
{
	const struct source *from = &g->sources[at];
	const char *ptr = g->f->sources[at].ptr;

	count_votes(g, b, at);
	int service = service_elect(g, b, from);
	uint32_t spf = ballot_elect(&b->spf, from->messages, name_text, g);

	*ret_id = service != SERVICE_NONE ? (uint32_t)service : 0;
	if (service != SERVICE_NONE)
		return BY_SERVICE;
	if (from->ptr_own)
		return BY_OWN_NAME;
	*ret_id = spf;
	if (spf != MAP_NONE)
		return BY_SPF;
	*ret_id = from->net;
	return ptr[0] != '\0' && !ptr_is_generic(ptr) ? BY_PTR : BY_NET;
}
