/*
 * One word for it all, the first that fits (6.5), and a score that is good for
 * sorting only.  No verdict weakens a policy for lack of data.
 */
#include <string.h>

#include "advise/codes.h"
#include "advise/engine.h"

enum {
	NO_DATA_SPAN = 7,
	SCORE_FULL = 100,
	SCORE_CONFIRM = 2, /* less, each */
	SCORE_HELD = 60,   /* at most */
	SCORE_ROLLBACK = 30
};

const char *
advise_verdict_name(enum advice_verdict v)
{
	static const char *const names[VERDICT_COUNT] = {
#define ADVICE_VERDICT_(name) [VERDICT_##name] = #name,
		ADVICE_VERDICTS(ADVICE_VERDICT_)
#undef ADVICE_VERDICT_
	};

	return v < VERDICT_COUNT ? names[v] : NULL;
}

/* Some alert of that code, at least that severe. */
static bool
alerted(const struct engine *g, enum advice_code code,
    enum advice_severity severity)
{
	for (size_t i = 0; i < g->alerts.n; i++)
		if (g->alerts.v[i].code == code &&
		    g->alerts.v[i].severity >= severity)
			return true;
	return false;
}

/* t=y without pct=0, where that is no test for many. */
static bool
false_test(const struct engine *g)
{
	for (size_t i = 0; i < g->alerts.n; i++)
		if (g->alerts.v[i].code == CODE_TEST_FLAG_NOT_UNIVERSAL &&
		    g->alerts.v[i].exposed >= g->p.modern_share)
			return true;
	return false;
}

static enum advice_verdict
verdict_of(const struct engine *g)
{
	const struct advice *o = g->out;

	if (g->n_shapes == 0 || (o->span_days < NO_DATA_SPAN && !g->s->parked))
		return VERDICT_NO_DATA;
	if (alerted(g, CODE_REGRESSION, SEVERITY_CRITICAL) ||
	    alerted(g, CODE_SELECTOR_DOWN, SEVERITY_CRITICAL))
		return VERDICT_ROLLBACK;
	if (alerted(g, CODE_REGRESSION, SEVERITY_INFO) ||
	    alerted(g, CODE_SELECTOR_DOWN, SEVERITY_INFO) ||
	    alerted(g, CODE_NO_REPORTS, SEVERITY_INFO))
		return VERDICT_HOLD;
	if (false_test(g))
		return VERDICT_FIX_RECORD;
	if (o->target == RUNG_NONE)
		return alerted(g, CODE_LEGIT_BLOCKED, SEVERITY_INFO)
		           ? VERDICT_ATTENTION
		           : VERDICT_DONE;
	if (g->hard.n > 0)
		return VERDICT_NOT_READY;
	return g->soft.n > 0 ? VERDICT_READY_IF_CONFIRMED : VERDICT_READY;
}

static int
score_of(const struct engine *g)
{
	bool counted[CODE_COUNT] = { false };
	int score = SCORE_FULL - SCORE_CONFIRM * (int)g->soft.n;

	for (size_t i = 0; i < g->hard.n; i++) {
		enum advice_code code = g->hard.v[i].code;

		if (!counted[code])
			score -= code_weight(code);
		counted[code] = true;
	}
	switch (g->out->verdict) {
	case VERDICT_ROLLBACK:
		score = score < SCORE_ROLLBACK ? score : SCORE_ROLLBACK;
		break;
	case VERDICT_HOLD:
	case VERDICT_FIX_RECORD:
	case VERDICT_ATTENTION:
		score = score < SCORE_HELD ? score : SCORE_HELD;
		break;
	case VERDICT_NO_DATA: return 0;
	default: break;
	}
	return score > 0 ? score : 0;
}

/* READY is told when two evaluations in a row say so, of the same step. */
static bool
is_announced(const struct engine *g)
{
	const struct advise_settings *s = g->s;

	if (g->out->verdict != VERDICT_READY)
		return true;
	return s->last_verdict != NULL && s->last_target != NULL &&
	       strcmp(s->last_verdict, advise_verdict_name(VERDICT_READY)) ==
	           0 &&
	       strcmp(s->last_target, advise_rung_name(g->out->target)) == 0;
}

enum err
verdict_find(struct engine *g, struct error *e)
{
	struct advice *o = g->out;

	(void)e;
	o->verdict = verdict_of(g);
	o->score = score_of(g);
	o->announced = is_announced(g);
	for (size_t i = 0; i < g->hard.n; i++) {
		const struct advice_item *item = &g->hard.v[i];

		if (item->has_eta &&
		    (!o->has_earliest || item->eta > o->earliest)) {
			o->has_earliest = true;
			o->earliest = item->eta;
		}
	}
	return OK;
}
