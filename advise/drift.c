/*
 * A sender's last days against the four weeks before (6.7): its direct mail,
 * and each known selector where it is at home.  Days of coarse reports are
 * left out, for they name no day.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "advise/ladder.h"
#include "advise/statistics.h"

/* Conditions and limits of section 6.7. */
static const double RISE = 0.10, CHANCE = 0.01, QUIET_RATE = 0.005;
static const double SELECTOR_GOOD = 0.9, SELECTOR_BAD = 0.5;
static const double BUSY_WEEK = 70, CRITICAL_DAY = 5, CRITICAL_SHARE = 0.05;

enum {
	RECENT_DAYS = 3,
	RECENT_DAYS_QUIET = 7, /* with little mail */
	BASE_DAYS = 28,
	BASE_MESSAGES = 20,
	NOW_MESSAGES = 10,
};

/* Failing mail of the recent days. */
struct failing {
	struct ages days;
	int oldest;
	double hit;    /* messages that the present policy touches */
	int reporters; /* different ones */
};

static int
recent_days(const struct engine *g)
{
	return g->out->legit_per_week >= BUSY_WEEK ? RECENT_DAYS
	                                           : RECENT_DAYS_QUIET;
}

/* BEFORE, NOW, or -1 for a day of neither. */
static int
period_of(const struct engine *g, const struct facts_row *row)
{
	int age = engine_age(g, row->day), recent = recent_days(g);

	if ((row->flags & FACTS_COARSE) != 0 || age >= recent + BASE_DAYS)
		return -1;
	return age < recent ? NOW : BEFORE;
}

static double
ratio(int64_t part, int64_t of)
{
	return of > 0 ? (double)part / (double)of : 0;
}

static void
signatures_drift(struct engine *g, const struct shape *s, int period, int64_t n)
{
	const struct results *r = &g->results[s->auth];

	for (uint32_t i = 0; i < r->n_signatures; i++) {
		struct selector *sel = &g->selectors[r->signatures[i].selector];

		if (!sel->known || sel->home != s->key)
			continue;
		sel->seen[period] += n;
		sel->passed[period] += r->signatures[i].passes > 0 ? n : 0;
	}
}

/* Direct mail before and now, by sender and by selector at home. */
static void
drift_sum(struct engine *g, struct key *k)
{
	for (uint32_t i = k->rows; i < k[1].rows; i++) {
		const struct facts_row *row = &g->f->rows[g->by_key[i]];
		const struct shape *s = &g->shapes[g->shape_of[g->by_key[i]]];
		int period = period_of(g, row);

		if (s->stream != STREAM_DIRECT || period < 0)
			continue;
		k->drift.n[period] += row->messages;
		if (!engine_passes(s))
			k->drift.fail[period] += row->messages;
		if ((s->flags & FACTS_SPF) != 0)
			k->drift.spf[period] += row->messages;
		if (period == NOW &&
		    g->results[s->auth].auth->spf_result == AUTH_PERMERROR)
			k->drift.permerror = true;
		signatures_drift(g, s, period, row->messages);
	}
}

bool
drift_enough(const struct key *k)
{
	return k->drift.n[BEFORE] >= BASE_MESSAGES &&
	       k->drift.n[NOW] >= NOW_MESSAGES;
}

/* The days, the harm and the witnesses of a sender's recent failures. */
static bool
failing_sum(struct engine *g, const struct key *k, struct failing *ret)
{
	const struct advise_policy *p = &g->out->policy;
	bool *seen = map_array(g->a, g->f->n_reporters, sizeof(*seen));

	*ret = (struct failing){ 0 };
	for (uint32_t i = k->rows; seen != NULL && i < k[1].rows; i++) {
		const struct facts_row *row = &g->f->rows[g->by_key[i]];
		const struct shape *s = &g->shapes[g->shape_of[g->by_key[i]]];
		int age = engine_age(g, row->day);

		if (s->stream != STREAM_DIRECT || engine_passes(s) ||
		    period_of(g, row) != NOW)
			continue;
		ages_add(&ret->days, age);
		if (age > ret->oldest)
			ret->oldest = age;
		ret->hit += (double)row->messages *
		            ladder_touched(p->p, p->pct, p->test,
		                g->f->reporters[row->reporter].engine);
		ret->reporters += !seen[row->reporter];
		seen[row->reporter] = true;
	}
	return seen != NULL;
}

/* Critical when the present policy hits much; returns the severity. */
static enum advice_severity
regression_find(struct engine *g, const struct key *k)
{
	double before = ratio(k->drift.fail[BEFORE], k->drift.n[BEFORE]);
	double now = ratio(k->drift.fail[NOW], k->drift.n[NOW]);
	struct failing f;

	if (now - before < RISE ||
	    statistics_tail(k->drift.fail[NOW], k->drift.n[NOW],
	        fmax(before, QUIET_RATE)) >= CHANCE ||
	    !failing_sum(g, k, &f))
		return SEVERITY_INFO;

	int days = ages_count(&f.days);
	double hit = f.hit / days;
	bool critical =
	    hit >= CRITICAL_DAY ||
	    (hit > 0 && hit >= CRITICAL_SHARE * g->out->legit_per_week / 7);
	/* Nobody vouches for the reports: two reporters must agree (3). */
	bool alone = critical && g->f->unverified && f.reporters < 2;
	enum advice_severity severity =
	    critical && !alone ? SEVERITY_CRITICAL : SEVERITY_WARNING;

	items_add(g, &g->alerts,
	    (struct advice_item){ .code = CODE_REGRESSION,
	        .severity = severity,
	        .sender = k->out.key,
	        .since = g->f->as_of - f.oldest,
	        .before = before,
	        .now = now,
	        .per_day = (double)k->drift.fail[NOW] / days,
	        .hit_per_day = hit,
	        .one_reporter = alone });
	return severity;
}

static void
selector_find(struct engine *g, const struct key *k, const struct selector *sel,
    const char *name, enum advice_severity regression)
{
	double before = ratio(sel->passed[BEFORE], sel->seen[BEFORE]);
	double now = ratio(sel->passed[NOW], sel->seen[NOW]);

	if (sel->seen[BEFORE] < BASE_MESSAGES || before < SELECTOR_GOOD ||
	    sel->seen[NOW] < NOW_MESSAGES || now > SELECTOR_BAD)
		return;
	items_add(g, &g->alerts,
	    (struct advice_item){ .code = CODE_SELECTOR_DOWN,
	        .severity = regression == SEVERITY_CRITICAL ? SEVERITY_CRITICAL
	                                                    : SEVERITY_WARNING,
	        .sender = k->out.key,
	        .selector = name,
	        .since = sel->last + 1,
	        .before = before,
	        .now = now });
}

/* Selectors by name, so that the order of alerts is always the same. */
struct named {
	const char *name; /* "s._domainkey.d" */
	uint32_t at;
};

static int
compare_named(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name,
	    ((const struct named *)b)->name);
}

static struct named *
selectors_by_name(struct engine *g)
{
	struct named *v = map_array(g->a, g->signers.n, sizeof(*v));

	for (uint32_t i = 0; v != NULL && i < g->signers.n; i++) {
		v[i].name = arena_printf(g->a, "%s._domainkey.%s",
		    g->selectors[i].selector, g->selectors[i].domain);
		v[i].at = i;
	}
	if (v == NULL || g->a->full)
		return NULL;
	qsort(v, g->signers.n, sizeof(*v), compare_named);
	return v;
}

static void
sender_alerts(struct engine *g, const struct named *by_name, uint32_t at)
{
	const struct key *k = &g->keys[at];

	if (!drift_enough(k))
		return;
	enum advice_severity regression = regression_find(g, k);
	for (uint32_t i = 0; i < g->signers.n; i++) {
		const struct selector *sel = &g->selectors[by_name[i].at];

		if (sel->known && sel->home == at)
			selector_find(g, k, sel, by_name[i].name, regression);
	}
}

enum err
drift_find(struct engine *g, struct error *e)
{
	const struct named *by_name = selectors_by_name(g);

	if (by_name == NULL)
		return engine_full(g, e);
	for (uint32_t i = 0; i < g->key_names.n; i++)
		drift_sum(g, &g->keys[i]);
	for (size_t i = 0; i < g->out->n_senders; i++)
		sender_alerts(g, by_name,
		    strings_find(&g->key_names, g->out->senders[i].key));
	return g->a->full ? engine_full(g, e) : OK;
}
