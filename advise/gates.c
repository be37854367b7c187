/*
 * What stands between the domain and its next rung (6.4): blockers, which
 * only time or work can remove, and confirmations, which the owner gives.
 * Forged mail, however much, is neither.
 */
#include "advise/ladder.h"

/* A column of the table of section 6.4; 0: that gate is open. */
struct gate {
	int span, weeks, dwell, qdays; /* days, weeks, days, days */
	int messages;                  /* known ones in the window */
	double ub, week;               /* blocked if both are exceeded */
	double dkim;
};

/* README 6.4; QTEST's dwell is that of the reference. */
static const struct gate gates[][RUNG_COUNT] = {
	[PROFILE_STANDARD] = {
		[RUNG_QTEST] = { 7, 1, 0, 0, 10, 0, 0, 0 },
		[RUNG_Q5] = { 14, 2, 7, 0, 30, .05, 2.0, 0 },
		[RUNG_Q25] = { 21, 3, 7, 0, 30, .03, 1.5, 0 },
		[RUNG_Q50] = { 28, 4, 7, 0, 60, .02, 1.0, 0 },
		[RUNG_Q100] = { 35, 5, 7, 0, 60, .02, 1.0, 0 },
		[RUNG_RTEST] = { 49, 6, 14, 0, 60, .02, 1.0, 0 },
		[RUNG_R25] = { 63, 8, 7, 30, 100, .01, 0.5, .95 },
		[RUNG_R50] = { 70, 8, 7, 30, 100, .01, 0.5, .95 },
		[RUNG_R100] = { 77, 8, 7, 30, 100, .01, 0.5, .95 },
	},
	/* As popular articles and Google have it: about a week, then up. */
	[PROFILE_FAST] = {
		[RUNG_QTEST] = { 7, 1, 0, 0, 10, 0, 0, 0 },
		[RUNG_Q5] = { 7, 1, 4, 0, 30, .05, 2.0, 0 },
		[RUNG_Q25] = { 11, 2, 4, 0, 30, .03, 1.5, 0 },
		[RUNG_Q50] = { 15, 2, 4, 0, 60, .02, 1.0, 0 },
		[RUNG_Q100] = { 19, 3, 4, 0, 60, .02, 1.0, 0 },
		[RUNG_RTEST] = { 26, 3, 7, 0, 60, .02, 1.0, 0 },
		[RUNG_R25] = { 33, 4, 4, 14, 100, .01, 0.5, .95 },
		[RUNG_R50] = { 37, 4, 4, 14, 100, .01, 0.5, .95 },
		[RUNG_R100] = { 41, 4, 4, 14, 100, .01, 0.5, .95 },
	},
	[PROFILE_CAUTIOUS] = {
		[RUNG_QTEST] = { 7, 1, 0, 0, 10, 0, 0, 0 },
		[RUNG_Q5] = { 35, 5, 14, 0, 30, .05, 2.0, 0 },
		[RUNG_Q25] = { 49, 6, 14, 0, 30, .03, 1.5, 0 },
		[RUNG_Q50] = { 63, 8, 14, 0, 60, .02, 1.0, 0 },
		[RUNG_Q100] = { 77, 10, 14, 0, 60, .02, 1.0, 0 },
		[RUNG_RTEST] = { 91, 12, 14, 0, 60, .02, 1.0, 0 },
		[RUNG_R25] = { 110, 14, 14, 60, 100, .01, 0.5, .95 },
		[RUNG_R50] = { 124, 14, 14, 60, 100, .01, 0.5, .95 },
		[RUNG_R100] = { 138, 14, 14, 60, 100, .01, 0.5, .95 },
	},
};

static const double DKIM_SENDER = 0.01; /* of direct mail: it counts alone */
static const double DKIM_SENDER_MIN = 0.95;

static void
time_gate(struct engine *g, enum advice_code code, int have, int need)
{
	if (have < need)
		items_add(g, &g->hard,
		    (struct advice_item){ .code = code,
		        .have = have,
		        .need = need,
		        .has_eta = true,
		        .eta = g->f->as_of + (need - have) });
}

static void
count_gate(struct engine *g, enum advice_code code, int64_t have, int need)
{
	if (have < need)
		items_add(g, &g->hard,
		    (struct advice_item){ .code = code,
		        .have = (double)have,
		        .need = need });
}

static bool
is_broken(const struct advice_sender *s)
{
	return (s->unauth_class == CLASS_FIXABLE ||
	           s->class == CLASS_PARTIAL) &&
	       s->decision != DECISION_IGNORE;
}

/* It only fails under subdomains: those wait, the domain itself goes on. */
static void
sender_block(struct engine *g, const struct advice_sender *s,
    struct advice_item item)
{
	if (s->apex_fail == 0 && s->sub_fail > 0) {
		item.list = s->sub_hosts;
		item.n_list = s->n_sub_hosts;
		items_add(g, &g->sub, item);
	} else {
		items_add(g, &g->hard, item);
	}
}

static void
fix_gate(struct engine *g, const struct advice_sender *s)
{
	int64_t n = s->direct_fail, known = g->out->n_known;

	if (!is_broken(s) || s->state == STATE_SETTLING)
		return;
	if (s->unauth_class == CLASS_FIXABLE)
		n += s->unauth;
	sender_block(g, s,
	    (struct advice_item){ .code = CODE_B_FIX,
	        .sender = s->key,
	        .n = n,
	        .share = (double)n / (double)(known > 0 ? known : 1),
	        .ask = s->ask });
}

static void
settle_gate(struct engine *g, const struct advice_sender *s)
{
	if (s->state == STATE_SETTLING)
		items_add(g, &g->hard,
		    (struct advice_item){ .code = CODE_B_SETTLE,
		        .sender = s->key,
		        .has_eta = true,
		        .eta = g->f->as_of + s->settle_days });
}

/* Without DKIM nobody can tell forwarded mail from forged. */
static void
dkim_first_gate(struct engine *g)
{
	const struct advice *o = g->out;
	const char **v = map_array(g->a, o->n_senders, sizeof(*v));
	struct advice_item item = { .code = CODE_B_DKIM_FIRST, .list = v };

	for (size_t i = 0; v != NULL && i < o->n_senders; i++)
		if (o->senders[i].unauth_class == CLASS_MAYBE_FORWARD) {
			v[item.n_list++] = o->senders[i].key;
			item.n += o->senders[i].unauth;
		}
	if (item.n_list > 0)
		items_add(g, &g->hard, item);
}

static void
senders_gate(struct engine *g)
{
	const struct advice *o = g->out;

	for (size_t i = 0; i < o->n_senders; i++)
		fix_gate(g, &o->senders[i]);
	for (size_t i = 0; i < o->n_senders; i++)
		if (o->senders[i].unauth_class == CLASS_UNKNOWN)
			sender_block(g, &o->senders[i],
			    (struct advice_item){ .code = CODE_B_UNKNOWN,
			        .sender = o->senders[i].key,
			        .n = o->senders[i].unauth });
	for (size_t i = 0; i < o->n_senders; i++)
		settle_gate(g, &o->senders[i]);
	dkim_first_gate(g);
}

/* Either bound is enough: the share for large domains, the number for small. */
static void
rate_gate(struct engine *g, const struct gate *gate)
{
	const struct advice *o = g->out;

	if (o->n_legit > 0 && o->ub95 > gate->ub &&
	    o->worst_loss_week > gate->week)
		items_add(g, &g->hard,
		    (struct advice_item){ .code = CODE_B_RATE,
		        .ub = o->ub95,
		        .need = gate->ub,
		        .loss_week = o->worst_loss_week,
		        .need_week = gate->week });
}

/* Reject must not rest on SPF alone (RFC 9989 7.4). */
static void
dkim_gate(struct engine *g, const struct gate *gate)
{
	const struct advice *o = g->out;
	const char **v = map_array(g->a, o->n_senders, sizeof(*v));
	size_t n = 0;

	if (gate->dkim == 0 || v == NULL)
		return;
	for (size_t i = 0; i < o->n_senders; i++) {
		const struct advice_sender *s = &o->senders[i];

		if (s->direct > 0 &&
		    (double)s->direct >= DKIM_SENDER * (double)o->n_legit &&
		    (double)s->dkim / (double)s->direct < DKIM_SENDER_MIN)
			v[n++] = s->key;
	}
	if (o->dkim_cov < gate->dkim || n > 0)
		items_add(g, &g->hard,
		    (struct advice_item){ .code = CODE_B_DKIM,
		        .have = o->dkim_cov,
		        .need = gate->dkim,
		        .list = v,
		        .n_list = n });
}

static void
hard_gates(struct engine *g, const struct gate *gate)
{
	const struct advice *o = g->out;

	time_gate(g, CODE_B_SPAN, o->span_days, gate->span);
	count_gate(g, CODE_B_WEEKS, ages_weeks(&g->known_days), gate->weeks);
	if (o->policy.p != POLICY_NONE)
		time_gate(g, CODE_B_DWELL, o->dwell_days, gate->dwell);
	time_gate(g, CODE_B_QDAYS, o->policy.qdays, gate->qdays);
	count_gate(g, CODE_B_VOLUME, o->n_known, gate->messages);
	if (o->target == RUNG_QTEST) /* touches nothing */
		return;
	senders_gate(g);
	rate_gate(g, gate);
	dkim_gate(g, gate);
}

enum err
gates_find(struct engine *g, struct error *e)
{
	const struct advice *o = g->out;

	if (o->target != RUNG_NONE && !g->s->parked && !o->looks_parked) {
		hard_gates(g, &gates[g->s->profile][o->target]);
		if (o->target != RUNG_QTEST)
			confirm_gates(g);
	}
	if (o->looks_parked && !g->s->parked)
		confirm_add(g,
		    (struct advice_item){ .code = CODE_S_CONFIRM_PARKED });
	return g->a->full ? engine_full(g, e) : OK;
}
