/*
 * What a sender's unauthenticated mail is (5.3): fixable mail of ours, mail
 * that only the owner can tell, or forged.  Judged over 90 days, sender by
 * sender.  Forged mail is what is short-lived, scattered and claims nothing,
 * so that a spoof storm never holds the domain back; a machine that sends for
 * weeks is never silently called a forger.
 */
#include "advise/results.h"

static const double MOST = 0.8, HALF = 0.5;

enum { SERVICE_MESSAGES = 5, CONSISTENT_MESSAGES = 20, TOP = 4 };

/* A share of the class's messages, as the rules compare it. */
static bool
at_least(int64_t part, int64_t n, double share)
{
	return (double)part / (double)n >= share;
}

static bool
signed_by(const struct engine *g, const struct results *r, int service)
{
	for (uint32_t i = 0; i < r->n_passes; i++)
		if (g->name[r->passes[i]].dkim == service)
			return true;
	return false;
}

/* The address's name is of the domain whose spf passes. */
static bool
ptr_agrees(struct engine *g, uint32_t source, const struct results *r)
{
	return r->spf_name != MAP_NONE &&
	       names_ptr_group(g, source) == names_group(g, r->spf_name);
}

/* The marks of one row, added to its sender's sums. */
static void
unauth_add(struct engine *g, struct unauth *u, const struct shape *s,
    const struct facts_row *row)
{
	const struct results *r = &g->results[s->auth];
	const struct source *from = &g->sources[s->source];
	int service = g->keys[s->key].service;

	u->n += row->messages;
	ages_add(&u->days, engine_age(g, row->day));
	if (r->spf_other ||
	    (service != SERVICE_NONE && signed_by(g, r, service)))
		u->service += row->messages;
	if (r->spf_other && (r->consistent || ptr_agrees(g, s->source, r)))
		u->consistent += row->messages;
	if (r->ours)
		u->ours += row->messages;
	if (g->own_net[from->net] || from->ptr_own)
		u->own += row->messages;
}

static void
top_add(struct unauth *u, int64_t n)
{
	for (int i = 0; i < TOP; i++)
		if (n > u->top[i]) {
			int64_t less = u->top[i];

			u->top[i] = n;
			n = less;
		}
}

/* Looks like a machine, not like a botnet (3, STEADY). */
static bool
is_steady(const struct engine *g, const struct unauth *u)
{
	int64_t top = 0;

	for (int i = 0; i < TOP; i++)
		top += u->top[i];
	return (ages_count(&u->days) >= g->p.steady_days ||
	           ages_weeks(&u->days) >= g->p.steady_weeks) &&
	       u->n >= g->p.steady_messages &&
	       at_least(top, u->n, g->p.steady_top4);
}

/* Why, first match wins; what it means is class_of()'s. */
static enum advice_evidence
evidence_of(const struct engine *g, const struct key *k)
{
	const struct unauth *u = &k->unauth;
	const struct service *v = engine_service(g, k);

	if (k->out.decision != DECISION_NONE)
		return EVIDENCE_OWNER;
	if (at_least(u->ours, u->n, HALF))
		return EVIDENCE_TENANT;
	if (at_least(u->own, u->n, HALF) ||
	    (k->direct > 0 && !(v != NULL && v->shared)))
		return EVIDENCE_OWN_NETWORK;
	if (service_sends(v) && at_least(u->service, u->n, MOST))
		return EVIDENCE_SERVICE;
	if (is_steady(g, u))
		return EVIDENCE_STEADY;
	if (at_least(u->consistent, u->n, MOST))
		return EVIDENCE_CONSISTENT;
	return EVIDENCE_TRANSIENT;
}

static bool
is_mailbox(const struct service *v)
{
	return v != NULL && v->role == ROLE_MAILBOX;
}

static enum advice_class
class_of(const struct engine *g, const struct key *k)
{
	const struct unauth *u = &k->unauth;
	const struct service *v = engine_service(g, k);
	enum advise_decision d = k->out.decision;

	if (d == DECISION_THREAT || (g->s->parked && d != DECISION_APPROVED))
		return CLASS_SPOOF;
	if (d == DECISION_APPROVED)
		return CLASS_FIXABLE;
	if (at_least(u->ours, u->n, HALF) || at_least(u->own, u->n, HALF) ||
	    (k->direct > 0 && !(v != NULL && v->shared)))
		return CLASS_FIXABLE;
	if (service_sends(v) && at_least(u->service, u->n, MOST) &&
	    u->n >= SERVICE_MESSAGES)
		return CLASS_FIXABLE;
	if (!g->any_known && is_mailbox(v))
		return CLASS_MAYBE_FORWARD;
	if (is_steady(g, u) ||
	    (at_least(u->consistent, u->n, MOST) &&
	        u->n >= CONSISTENT_MESSAGES && !is_mailbox(v)))
		return CLASS_UNKNOWN;
	return CLASS_SPOOF;
}

/* Add up the history of one sender; by_address is 0 before and after. */
static void
history_sum(struct engine *g, struct key *k, int64_t *by_address)
{
	for (uint32_t i = k->rows; i < k[1].rows; i++) {
		uint32_t at = g->by_key[i];
		const struct facts_row *row = &g->f->rows[at];
		const struct shape *s = &g->shapes[g->shape_of[at]];

		if (s->stream != STREAM_UNAUTH ||
		    engine_age(g, row->day) >= g->p.history)
			continue;
		unauth_add(g, &k->unauth, s, row);
		by_address[row->source] += row->messages;
	}
	for (uint32_t i = k->rows; i < k[1].rows; i++) {
		uint32_t source = g->f->rows[g->by_key[i]].source;

		top_add(&k->unauth, by_address[source]);
		by_address[source] = 0;
	}
}

/*
 * A trickle of failures at a sender that otherwise authenticates is failing
 * mail of that sender.
 */
static bool
is_noise(const struct engine *g, const struct key *k)
{
	return k->class == CLASS_FIXABLE && k->direct > 0 &&
	       (double)k->unauth.n / (double)(k->unauth.n + k->direct) <=
	           g->p.noise;
}

enum err
classes_find(struct engine *g, struct error *e)
{
	int64_t *by_address =
	    map_array(g->a, g->f->n_sources, sizeof(*by_address));

	if (by_address == NULL)
		return engine_full(g, e);
	for (uint32_t i = 0; i < g->key_names.n; i++) {
		struct key *k = &g->keys[i];

		history_sum(g, k, by_address);
		if (k->unauth.n == 0)
			continue;
		k->out.evidence = evidence_of(g, k);
		k->class = class_of(g, k);
		k->noise = is_noise(g, k);
		if (k->noise)
			k->class = CLASS_NONE;
	}
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		struct shape *s = &g->shapes[i];

		if (s->stream == STREAM_UNAUTH && g->keys[s->key].noise)
			s->stream = STREAM_DIRECT;
	}
	return OK;
}
