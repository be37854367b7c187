/*
 * Senders as they are displayed (5.4), and the numbers of the whole domain
 * that the later phases stand on (6.3).
 */
#include <stdlib.h>
#include <string.h>

#include "advise/engine.h"
#include "advise/statistics.h"

static const double REPORTER_SHARE = 0.01; /* of known mail: it matters */

enum { REPORTER_MESSAGES = 5, FORGERS_MAX = 20 };

/* Below the materiality line a class is listed and blocks nothing. */
static enum advice_class minor_of(enum advice_class class)
{
	switch (class) {
	case CLASS_FIXABLE: return CLASS_FIXABLE_MINOR;
	case CLASS_UNKNOWN: return CLASS_UNKNOWN_MINOR;
	case CLASS_MAYBE_FORWARD: return CLASS_MAYBE_FORWARD_MINOR;
	default: return class;
	}
}

double
advise_pass_rate(const struct advice_sender *s)
{
	if (s->legit == 0)
		return -1;
	return (double)(s->direct - s->direct_fail) / (double)s->legit;
}

static void
class_sender(const struct engine *g, struct key *k, double floor)
{
	struct advice_sender *o = &k->out;
	enum advice_class c = o->unauth > 0 ? k->class : CLASS_NONE;

	if ((double)o->unauth < floor || o->decision == DECISION_IGNORE)
		c = minor_of(c);
	o->unauth_class = c;
	o->legit = o->direct;
	if (c == CLASS_FIXABLE || c == CLASS_FIXABLE_MINOR)
		o->legit += o->unauth;

	if (o->legit > 0) {
		double rate = advise_pass_rate(o);

		o->class = rate >= g->p.aligned   ? CLASS_ALIGNED
		           : rate >= g->p.partial ? CLASS_PARTIAL
		                                  : CLASS_FIXABLE;
		if (c == CLASS_FIXABLE_MINOR && o->class != CLASS_ALIGNED &&
		    o->direct == 0)
			o->class = CLASS_FIXABLE_MINOR;
	} else {
		o->class = c != CLASS_NONE ? c : CLASS_FORWARDER;
	}
	o->ask = o->decision == DECISION_NONE && o->direct == 0 &&
	         o->evidence != EVIDENCE_TENANT &&
	         o->evidence != EVIDENCE_OWN_NETWORK;
}

static void
totals_add(struct engine *g, const struct key *k)
{
	const struct advice_sender *s = &k->out;
	struct advice *o = g->out;

	o->n_legit += s->direct;
	o->x_legit += s->direct_fail;
	o->n_known += s->direct;
	o->dkim_cov += (double)s->dkim;
	if (s->unauth > 0 && k->class == CLASS_FIXABLE)
		o->n_known += s->unauth;
	if (s->unauth > 0 && k->class == CLASS_SPOOF)
		o->spoof_n += s->unauth;
	o->forward.passed += s->relay_ok;
	o->forward.exempt += s->relay_exempt;
	o->forward.failed += s->relay_fail;
}

static int
compare_senders(const void *va, const void *vb)
{
	const struct advice_sender *a = va, *b = vb;

	if (a->class != b->class)
		return a->class < b->class ? -1 : 1;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->key, b->key);
}

static int
compare_forgers(const void *va, const void *vb)
{
	const struct advice_forger *a = va, *b = vb;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->key, b->key);
}

static bool
senders_list(struct engine *g)
{
	struct advice *o = g->out;
	struct advice_sender *v;
	struct advice_forger *w;
	size_t n = 0, forgers = 0;

	for (uint32_t i = 0; i < g->key_names.n; i++) {
		n +=
		    g->keys[i].out.n > 0 && g->keys[i].out.class != CLASS_SPOOF;
		forgers += g->keys[i].out.unauth_class == CLASS_SPOOF;
	}
	v = map_array(g->a, n, sizeof(*v));
	w = map_array(g->a, forgers, sizeof(*w));
	if (v == NULL || w == NULL)
		return false;
	n = forgers = 0;
	for (uint32_t i = 0; i < g->key_names.n; i++) {
		const struct key *k = &g->keys[i];
		const struct advice_sender *s = &k->out;

		if (s->n > 0 && s->class != CLASS_SPOOF)
			v[n++] = *s;
		if (s->unauth_class == CLASS_SPOOF)
			w[forgers++] = (struct advice_forger){ s->key, s->name,
				s->unauth, k->unauth_first, k->unauth_last };
	}
	qsort(v, n, sizeof(*v), compare_senders);
	qsort(w, forgers, sizeof(*w), compare_forgers);
	o->senders = v;
	o->n_senders = n;
	o->forgers = w;
	o->all_forgers = forgers;
	o->n_forgers = forgers < FORGERS_MAX ? forgers : FORGERS_MAX;
	return true;
}

static int
compare_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The reporters that matter, and the share of those that ignore pct. */
static bool
reporters_weigh(struct engine *g)
{
	const struct facts *f = g->f;
	int64_t legit = 0, direct = 0, all = 0, modern = 0;
	const char **v = map_array(g->a, f->n_reporters, sizeof(*v));
	size_t n = 0;

	if (v == NULL)
		return false;
	for (uint32_t i = 0; i < f->n_reporters; i++) {
		legit += g->legit_by[i];
		direct += g->direct_by[i];
		all += g->all_by[i];
	}
	const int64_t *by = legit > 0 ? g->legit_by : g->all_by;
	const int64_t *weigh = direct > 0 ? g->direct_by : by;
	int64_t sum = legit > 0 ? legit : all;
	for (uint32_t i = 0; i < f->n_reporters; i++) {
		if (by[i] >= REPORTER_MESSAGES ||
		    (by[i] > 0 &&
		        (double)by[i] >= REPORTER_SHARE * (double)sum))
			v[n++] = f->reporters[i].name;
		if (f->reporters[i].engine == ENGINE_9989)
			modern += weigh[i];
	}
	qsort(v, n, sizeof(*v), compare_text);
	g->out->reporters = v;
	g->out->n_reporters = n;
	sum = direct > 0 ? direct : sum;
	g->modern = sum > 0 ? (double)modern / (double)sum : 0;
	return true;
}

enum err
senders_class(struct engine *g, struct error *e)
{
	struct advice *o = g->out;

	(void)e;
	for (uint32_t i = 0; i < g->key_names.n; i++)
		totals_add(g, &g->keys[i]);
	double share = g->p.minor_share * (double)o->n_known;
	double floor =
	    share > g->p.minor_messages ? share : g->p.minor_messages;
	for (uint32_t i = 0; i < g->key_names.n; i++)
		class_sender(g, &g->keys[i], floor);
	return OK;
}

enum err
senders_sort(struct engine *g, struct error *e)
{
	struct advice *o = g->out;

	o->legit_per_week = (double)o->n_known / o->window_days * 7;
	o->ub95 = statistics_upper(o->x_legit, o->n_legit);
	o->worst_loss_week = o->ub95 * (double)o->n_legit / o->window_days * 7;
	o->dkim_cov = o->n_legit > 0 ? o->dkim_cov / (double)o->n_legit : 0;
	o->naive_pass_rate = (double)g->window_passed /
	                     (double)(g->window_n > 0 ? g->window_n : 1);
	if (!senders_list(g) || !reporters_weigh(g))
		return engine_full(g, e);
	o->rfc9989_share = g->modern;
	return OK;
}
