/*
 * The ladder (6.2).  Classic domains climb by pct; where a fifth of the mail
 * is at receivers of RFC 9989, which ignore pct, the steps are tests that both
 * kinds of receiver honour: t=y together with pct=0.
 *
 * A pct step is offered only if a sender with a tenth of the mail must show at
 * least one affected message a week, else the step measures nothing.
 */
#include <string.h>

#include "advise/ladder.h"

static const double MEASURABLE = 1000; /* messages a week times pct (6.2) */
static const double HIGHER = 1e-9;

enum { PARKED_DAYS = 30 }; /* so long without any mail that passes */

static const struct rung none = { "NONE", POLICY_NONE, 100, false, 0 };

/* 6.2; the ranks order odd published values among them, too. */
static const struct rung rungs[RUNG_COUNT] = {
	[RUNG_QTEST] = { "QTEST", POLICY_QUARANTINE, 0, true, 0.1 },
	[RUNG_Q5] = { "Q5", POLICY_QUARANTINE, 5, false, 0.05 },
	[RUNG_Q25] = { "Q25", POLICY_QUARANTINE, 25, false, 0.25 },
	[RUNG_Q50] = { "Q50", POLICY_QUARANTINE, 50, false, 0.5 },
	[RUNG_Q100] = { "Q100", POLICY_QUARANTINE, 100, false, 1 },
	[RUNG_RTEST] = { "RTEST", POLICY_REJECT, 0, true, 1.05 },
	[RUNG_R25] = { "R25", POLICY_REJECT, 25, false, 1.25 },
	[RUNG_R50] = { "R50", POLICY_REJECT, 50, false, 1.5 },
	[RUNG_R100] = { "R100", POLICY_REJECT, 100, false, 2 },
};

static const enum advice_rung classic[] = { RUNG_Q5, RUNG_Q25, RUNG_Q50,
	RUNG_Q100, RUNG_R25, RUNG_R50, RUNG_R100 };
static const enum advice_rung modern[] = { RUNG_QTEST, RUNG_Q100, RUNG_RTEST,
	RUNG_R100 };

const struct rung *
ladder_rung(enum advice_rung r)
{
	return r == RUNG_NONE ? &none : &rungs[r];
}

const char *
advise_rung_name(enum advice_rung r)
{
	return ladder_rung(r)->name;
}

/* The table of section 2: old receivers know no t, new ones no pct. */
struct action
ladder_action(enum policy p, int pct, bool test, enum facts_engine engine)
{
	double share = pct / 100.0;

	if (p != POLICY_QUARANTINE && p != POLICY_REJECT)
		return (struct action){ 0, 0 };
	if (engine == ENGINE_9989) {
		if (test && p == POLICY_QUARANTINE)
			return (struct action){ 0, 0 };
		if (test || p == POLICY_QUARANTINE)
			return (struct action){ 1, 0 };
		return (struct action){ 0, 1 };
	}
	if (p == POLICY_QUARANTINE)
		return (struct action){ share, 0 };
	return (struct action){ 1 - share, share };
}

double
ladder_touched(enum policy p, int pct, bool test, enum facts_engine engine)
{
	struct action a = ladder_action(p, pct, test, engine);

	return a.quarantine + a.reject;
}

double
advise_reach(const struct advise_policy *p)
{
	static const double trace = 1e-3; /* less than a percent does */
	double least = 2;

	if (!p->known || p->p == POLICY_NONE)
		return 0;
	for (int modern_too = 0; modern_too < 2; modern_too++) {
		struct action a = ladder_action(p->p, p->pct, p->test,
		    modern_too ? ENGINE_9989 : ENGINE_7489);
		double does = a.quarantine + 2 * a.reject;

		least = does < least ? does : least;
	}
	return least > 0 && p->p == POLICY_QUARANTINE ? least : least + trace;
}

double
advise_rung_reach(enum advice_rung r)
{
	const struct rung *to = ladder_rung(r);

	return advise_reach(&(struct advise_policy){ .p = to->p,
	    .pct = to->pct,
	    .test = to->test,
	    .known = true });
}

/* Where the published record stands among the rungs. */
static double
present_rank(const struct engine *g)
{
	const struct advise_policy *p = &g->out->policy;
	bool test = p->test || p->pct == 0;

	if (p->p == POLICY_QUARANTINE && test)
		return g->modern < g->p.modern_share ? 0
		                                     : rungs[RUNG_QTEST].rank;
	if (p->p == POLICY_REJECT && test)
		return rungs[RUNG_RTEST].rank;
	if (p->p == POLICY_QUARANTINE)
		return p->pct / 100.0;
	return p->p == POLICY_REJECT ? 1 + p->pct / 100.0 : 0;
}

static bool
measures(const struct engine *g, enum advice_rung r)
{
	return rungs[r].pct == 100 ||
	       g->out->legit_per_week * rungs[r].pct >= MEASURABLE;
}

static void
ladder_fill(struct engine *g)
{
	struct advice *o = g->out;
	bool is_modern = g->modern >= g->p.modern_share;
	const enum advice_rung *from = is_modern ? modern : classic;
	size_t n = is_modern ? sizeof(modern) / sizeof(*modern)
	                     : sizeof(classic) / sizeof(*classic);

	for (size_t i = 0; i < n; i++)
		if (is_modern || measures(g, from[i]))
			o->ladder[o->n_ladder++] = from[i];
}

/* Nothing passes, and nothing may be ours. */
static bool
looks_parked(const struct engine *g)
{
	const struct advice *o = g->out;

	if (o->span_days < PARKED_DAYS || g->passed_lately)
		return false;
	for (size_t i = 0; i < o->n_senders; i++) {
		const struct advice_sender *s = &o->senders[i];

		if (s->unauth_class == CLASS_UNKNOWN ||
		    s->unauth_class == CLASS_MAYBE_FORWARD ||
		    (s->state != STATE_SETTLING &&
		        (s->unauth_class == CLASS_FIXABLE ||
		            s->class == CLASS_PARTIAL)))
			return false;
	}
	return true;
}

/*
 * The next rung above `present`.  A test step would take back what a record
 * with a small pct already does, and only ROLLBACK weakens (6.5).
 */
static enum advice_rung
rung_above(const struct engine *g, double present)
{
	const struct advice *o = g->out;
	const struct advise_policy *p = &o->policy;
	bool enforced = p->p != POLICY_NONE && !p->test && p->pct > 0;

	for (size_t i = 0; i < o->n_ladder; i++)
		if (rungs[o->ladder[i]].rank > present + HIGHER &&
		    !(enforced && o->ladder[i] == RUNG_QTEST))
			return o->ladder[i];
	return RUNG_NONE;
}

static void
target_find(struct engine *g)
{
	struct advice *o = g->out;
	double present = present_rank(g);

	if (g->s->parked || o->looks_parked) {
		if (g->s->parked || engine_acked(g, "S_CONFIRM_PARKED")) {
			o->ladder[0] = RUNG_R100;
			o->n_ladder = 1;
		}
		if (present + HIGHER < rungs[RUNG_R100].rank)
			o->target = RUNG_R100;
	} else {
		o->target = rung_above(g, present);
	}
	if (g->s->final_quarantine && o->target != RUNG_NONE &&
	    rungs[o->target].p == POLICY_REJECT)
		o->target = RUNG_NONE;
}

enum err
ladder_find(struct engine *g, struct error *e)
{
	struct advice *o = g->out;

	(void)e;
	if (g->s->policy != NULL)
		o->policy = *g->s->policy;
	else
		advise_policy_find(g->f, g->s->record, &o->policy);
	advise_stage(word_text(VOCAB_POLICY, o->policy.p),
	    o->policy.test ? "y" : NULL, o->policy.pct, &o->stage);
	o->dwell_days = engine_age(g, o->policy.since);
	o->looks_parked = looks_parked(g);
	ladder_fill(g);
	target_find(g);
	return OK;
}
