/*
 * What each rung would do to the failing mail of the window, a day (6.3).
 * The hits are counted by where they stand: at the domain or under it, at a
 * receiver of either standard; a rung is four actions over them.
 */
#include "advise/ladder.h"
#include "advise/record.h"

static const enum advice_rung shown[] = { RUNG_QTEST, RUNG_Q5, RUNG_Q25,
	RUNG_Q50, RUNG_Q100, RUNG_R100 };

/* Messages of a kind, each weighed with the action where it stands. */
static struct action
hit_sum(const struct engine *g, enum hit hit, const struct rung *to)
{
	struct action sum = { 0 };
	int sp = record_sp(g, to->p);

	for (int sub = 0; sub < 2; sub++)
		for (int new = 0; new < 2; new ++) {
			enum policy p =
			    sub && sp != WORD_UNSET ? (enum policy)sp : to->p;
			struct action a = ladder_action(p, to->pct, to->test,
			    new ? ENGINE_9989 : ENGINE_7489);
			double n = (double)g->hits.n[hit][sub][new];

			sum.quarantine += n * a.quarantine;
			sum.reject += n * a.reject;
		}
	return sum;
}

static double
both(struct action a)
{
	return a.quarantine + a.reject;
}

/* The share of failing mail that it would touch, by who reports ours. */
static double
exposure(const struct engine *g, const struct rung *to)
{
	double old = ladder_touched(to->p, to->pct, to->test, ENGINE_7489);
	double new = ladder_touched(to->p, to->pct, to->test, ENGINE_9989);

	if (g->out->n_legit == 0)
		return old;
	return old * (1 - g->modern) + new * g->modern;
}

static struct advice_whatif
whatif_of(const struct engine *g, enum advice_rung r)
{
	const struct advice *o = g->out;
	const struct rung *to = ladder_rung(r);
	struct action direct = hit_sum(g, HIT_DIRECT, to);
	struct action fixable = hit_sum(g, HIT_FIXABLE, to);
	double days = o->window_days, exposed = exposure(g, to);

	return (struct advice_whatif){
		.rung = r,
		.legit_quarantine =
		    (direct.quarantine + fixable.quarantine) / days,
		.legit_reject = (direct.reject + fixable.reject) / days,
		.legit_upper = o->ub95 * (double)o->n_legit / days * exposed +
		               both(fixable) / days,
		.unknown = both(hit_sum(g, HIT_UNKNOWN, to)) / days,
		.forward = both(hit_sum(g, HIT_FORWARD, to)) / days,
		.spoof_stopped = both(hit_sum(g, HIT_SPOOF, to)) / days,
		.exposure = exposed,
	};
}

enum err
whatif_find(struct engine *g, struct error *e)
{
	size_t n = sizeof(shown) / sizeof(*shown);
	size_t first = g->modern >= g->p.modern_share ? 0 : 1;
	struct advice_whatif *v = map_array(g->a, n, sizeof(*v));

	if (v == NULL)
		return engine_full(g, e);
	for (size_t i = first; i < n; i++)
		v[i - first] = whatif_of(g, shown[i]);
	g->out->whatif = v;
	g->out->n_whatif = n - first;
	return OK;
}
