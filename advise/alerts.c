/*
 * Alerts about new senders, the record, silence, and mail of ours that the
 * present policy hits (6.7).
 */
#include <stdlib.h>

#include "advise/ladder.h"

/* Conditions of section 6.7. */
static const double BLOCKED_DAY = 1, BLOCKED_SHARE = 0.01;

enum { NEW_SPAN = 21 /* days of reports, before a sender is new */ };

static void
new_senders(struct engine *g)
{
	for (size_t i = 0; i < g->out->n_senders; i++) {
		const struct advice_sender *s = &g->out->senders[i];
		const struct key *k =
		    &g->keys[strings_find(&g->key_names, s->key)];

		if ((s->unauth_class == CLASS_FIXABLE ||
		        s->unauth_class == CLASS_UNKNOWN) &&
		    engine_age(g, k->unauth_first) < g->p.new_days &&
		    g->out->span_days >= NEW_SPAN)
			items_add(g, &g->alerts,
			    (struct advice_item){ .code = CODE_NEW_SENDER,
			        .severity = SEVERITY_INFO,
			        .sender = s->key,
			        .since = k->unauth_first,
			        .n = s->unauth });
	}
}

/* A record that does not mean the same to all receivers (2). */
static void
record_alerts(struct engine *g)
{
	const struct advise_policy *p = &g->out->policy;

	if (p->p == POLICY_NONE)
		return;
	if (p->test && p->pct != 0)
		items_add(g, &g->alerts,
		    (struct advice_item){ .code = CODE_TEST_FLAG_NOT_UNIVERSAL,
		        .severity = SEVERITY_WARNING,
		        .exposed = 1 - g->modern });
	if (p->pct > 0 && p->pct < 100 && g->modern > 0)
		items_add(g, &g->alerts,
		    (struct advice_item){ .code = CODE_PCT_NOT_UNIVERSAL,
		        .severity = SEVERITY_INFO,
		        .exposed = g->modern });
}

static int
compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* The usual gap between days with reports: the median. */
static int
usual_gap(const struct engine *g)
{
	int gaps[AGES], n = 0, last = -1;

	for (int age = 0; age < AGES; age++) {
		if (!ages_has(&g->report_days, age))
			continue;
		if (last >= 0)
			gaps[n++] = age - last;
		last = age;
	}
	if (n == 0)
		return 1;
	qsort(gaps, (size_t)n, sizeof(*gaps), compare_ints);
	return gaps[n / 2];
}

static void
silence_find(struct engine *g)
{
	day_t today = g->s->today > g->f->as_of ? g->s->today : g->f->as_of;
	int limit = g->p.silent_gaps * usual_gap(g);

	if (g->n_shapes == 0)
		return;
	if (limit < g->p.silent_days)
		limit = g->p.silent_days;
	if (today - g->out->last_day > limit)
		items_add(g, &g->alerts,
		    (struct advice_item){ .code = CODE_NO_REPORTS,
		        .severity = SEVERITY_WARNING,
		        .since = g->out->last_day + 1,
		        .days = today - g->out->last_day });
}

/* The present policy hits mail of ours. */
static void
blocked_find(struct engine *g)
{
	const struct advise_policy *p = &g->out->policy;
	double hit = 0;

	for (int sub = 0; sub < 2; sub++)
		for (int new = 0; new < 2; new ++) {
			enum policy here = sub && p->sp != WORD_UNSET
			                       ? (enum policy)p->sp
			                       : p->p;

			hit += (double)(g->hits.n[HIT_DIRECT][sub][new] +
			                g->hits.n[HIT_FIXABLE][sub][new]) *
			       ladder_touched(here, p->pct, p->test,
			           new ? ENGINE_9989 : ENGINE_7489);
		}
	hit /= g->out->window_days;
	if (hit >= BLOCKED_DAY &&
	    hit >= BLOCKED_SHARE * g->out->legit_per_week / 7)
		items_add(g, &g->alerts,
		    (struct advice_item){ .code = CODE_LEGIT_BLOCKED,
		        .severity = SEVERITY_WARNING,
		        .per_day = hit });
}

enum err
alerts_find(struct engine *g, struct error *e)
{
	new_senders(g);
	record_alerts(g);
	silence_find(g);
	blocked_find(g);
	return g->a->full ? engine_full(g, e) : OK;
}
