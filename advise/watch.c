/*
 * What is worth telling and changes no verdict (6.7): things that broke where
 * no mail is lost yet, changes of the record, more or less mail than usual,
 * and what the reports themselves complain of.
 */
#include <stdlib.h>
#include <string.h>

#include "advise/ladder.h"
#include "advise/record.h"

/* Conditions of section 6.7. */
static const double SPF_FALL = 0.5, VOLUME_LOW = 0.3;

enum {
	RUNNING_DAYS = 3,
	WEEKS_BACK = 4,
	WEEK = 7,
	VOLUME_MIN = 10, /* messages of an ordinary such day */
	SURGE_MIN = 50,
	SURGE_TIMES = 5,
	SURGE_DAYS = 28,
	CHANGE_DAYS = 7, /* a changed record is news for so long */
	/* So many days are needed to compare with. */
	COMPARED_SPAN = RUNNING_DAYS + WEEKS_BACK * WEEK
};

static double
share(int64_t part, int64_t of)
{
	return of > 0 ? (double)part / (double)of : 0;
}

static void
spf_break(struct engine *g, const struct key *k)
{
	double before = share(k->drift.spf[BEFORE], k->drift.n[BEFORE]);
	double now = share(k->drift.spf[NOW], k->drift.n[NOW]);

	if (drift_enough(k) && before - now >= SPF_FALL)
		items_add(g, &g->alerts,
		    (struct advice_item){ .code = CODE_SPF_BREAK,
		        .severity = SEVERITY_WARNING,
		        .sender = k->out.key,
		        .before = before,
		        .now = now,
		        .permerror = k->drift.permerror });
}

/* Mail that passes, from a sender who is none of ours: a policy is no help. */
static void
unauthorised_pass(struct engine *g, const struct advice_sender *s)
{
	int64_t n = s->relay_ok + s->direct - s->direct_fail;

	if (s->decision == DECISION_THREAT && n > 0)
		items_add(g, &g->alerts,
		    (struct advice_item){ .code = CODE_UNAUTHORISED_PASS,
		        .severity = SEVERITY_WARNING,
		        .sender = s->key,
		        .n = n });
}

/* Mail that would pass if adkim and aspf were relaxed. */
static void
strict_mismatch(struct engine *g, const struct key *k)
{
	const struct advise_policy *p = &g->out->policy;
	double floor = g->p.minor_share * (double)g->out->n_known;

	if (!p->strict_dkim && !p->strict_spf)
		return;
	if (k->strict >= g->p.minor_messages && (double)k->strict >= floor)
		items_add(g, &g->alerts,
		    (struct advice_item){ .code = CODE_STRICT_MISMATCH,
		        .severity = SEVERITY_WARNING,
		        .sender = k->out.key,
		        .n = k->strict,
		        .share = share(k->strict, k->out.n) });
}

static int
compare_counts(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Of n numbers, which it sorts; of an even number the middle of two. */
static double
median(int64_t *v, int n)
{
	int below = (n - 1) / 2, above = n / 2;

	qsort(v, (size_t)n, sizeof(*v), compare_counts);
	return (double)(v[below] + v[above]) / 2;
}

/* Three days running less than usual on such days of the week. */
static void
volume_drop(struct engine *g)
{
	double usual = 0, now = 0;

	if (g->out->span_days < COMPARED_SPAN)
		return;
	for (int age = 0; age < RUNNING_DAYS; age++) {
		int64_t same[WEEKS_BACK];

		for (int i = 0; i < WEEKS_BACK; i++)
			same[i] = g->direct_day[age + (i + 1) * WEEK];
		double middle = median(same, WEEKS_BACK);
		if (middle < VOLUME_MIN ||
		    (double)g->direct_day[age] >= VOLUME_LOW * middle)
			return;
		usual += middle;
		now += (double)g->direct_day[age];
	}
	items_add(g, &g->alerts,
	    (struct advice_item){ .code = CODE_VOLUME_DROP,
	        .severity = SEVERITY_INFO,
	        .since = g->f->as_of - RUNNING_DAYS + 1,
	        .before = usual / RUNNING_DAYS,
	        .per_day = now / RUNNING_DAYS });
}

static void
spoof_surge(struct engine *g)
{
	int64_t before[SURGE_DAYS], n = 0;

	if (g->out->span_days < COMPARED_SPAN)
		return;
	for (int age = 0; age < RUNNING_DAYS; age++)
		n += g->forged_day[age];
	for (int i = 0; i < SURGE_DAYS; i++)
		before[i] = g->forged_day[RUNNING_DAYS + i];
	double usual = median(before, SURGE_DAYS);
	if (n > SURGE_MIN && (double)n > SURGE_TIMES * usual)
		items_add(g, &g->alerts,
		    (struct advice_item){ .code = CODE_SPOOF_SURGE,
		        .severity = SEVERITY_INFO,
		        .since = g->f->as_of - RUNNING_DAYS + 1,
		        .n = n,
		        .before = usual });
}

/* How much a record does, at the domain and below it. */
static bool
is_weaker(const struct advise_policy *now, const struct advise_policy *before)
{
	static const enum facts_engine engines[] = { ENGINE_7489, ENGINE_9989 };
	int sp = now->sp == WORD_UNSET ? (int)now->p : now->sp;
	int sp_before = before->sp == WORD_UNSET ? (int)before->p : before->sp;

	for (size_t i = 0; i < sizeof(engines) / sizeof(*engines); i++) {
		struct action a =
		    ladder_action(now->p, now->pct, now->test, engines[i]);
		struct action b = ladder_action(before->p, before->pct,
		    before->test, engines[i]);

		if (a.reject < b.reject ||
		    a.quarantine + a.reject < b.quarantine + b.reject)
			return true;
	}
	return sp < sp_before;
}

/* The record changed, and nobody was advised to do that. */
static void
policy_changed(struct engine *g)
{
	const struct advise_policy *now = &g->out->policy;
	const char *planned = g->s->last_target;
	struct advise_policy before;
	struct stage was;

	if (engine_age(g, now->since) >= CHANGE_DAYS ||
	    !policy_before(g->f, now, &before))
		return;
	bool weaker = is_weaker(now, &before);
	advise_stage(word_text(VOCAB_POLICY, before.p),
	    before.test ? "y" : NULL, before.pct, &was);
	if (!weaker &&
	    (planned == NULL || strcmp(planned, g->out->stage.name) == 0 ||
	        strcmp(was.name, g->out->stage.name) == 0))
		return;
	items_add(g, &g->alerts,
	    (struct advice_item){ .code = CODE_POLICY_CHANGED,
	        .severity = SEVERITY_WARNING,
	        .since = now->since,
	        .text = arena_strdup(g->a, was.name),
	        .weaker = weaker });
}

/* RFC 9990 <error>: a reporter could not do all that it was asked. */
static void
report_errors(struct engine *g)
{
	const char **v = map_array(g->a, g->f->n_reporters, sizeof(*v));
	struct advice_item item = { .code = CODE_REPORT_ERROR,
		.severity = SEVERITY_WARNING,
		.list = v };

	for (uint32_t i = 0; v != NULL && i < g->f->n_reporters; i++) {
		const struct facts_reporter *r = &g->f->reporters[i];

		if (r->errors <= 0)
			continue;
		v[item.n_list++] = r->name;
		item.n += r->errors;
		item.text = r->error;
	}
	if (item.n_list > 0)
		items_add(g, &g->alerts, item);
}

/* As much mail on one day as makes a bulk sender of a domain (1.1). */
static void
bulk_notice(struct engine *g)
{
	const char **v = map_array(g->a, 1, sizeof(*v));
	struct advice_item item = { .code = CODE_N_BULK, .list = v };
	size_t n = (size_t)g->f->n_reporters * RECENT_MAX;

	for (size_t i = 0; v != NULL && i < n; i++)
		if (g->reporter_day[i] > item.n) {
			item.n = g->reporter_day[i];
			item.since = g->f->as_of - (day_t)(i % RECENT_MAX);
			v[0] = g->f->reporters[i / RECENT_MAX].name;
			item.n_list = 1;
		}
	if (item.n >= g->p.bulk)
		items_add(g, &g->notices, item);
}

enum err
watch_find(struct engine *g, struct error *e)
{
	for (size_t i = 0; i < g->out->n_senders; i++) {
		const struct advice_sender *s = &g->out->senders[i];
		const struct key *k =
		    &g->keys[strings_find(&g->key_names, s->key)];

		spf_break(g, k);
		unauthorised_pass(g, s);
		strict_mismatch(g, k);
	}
	volume_drop(g);
	spoof_surge(g);
	policy_changed(g);
	report_errors(g);
	if (g->f->unverified)
		items_add(g, &g->notices,
		    (struct advice_item){ .code = CODE_N_UNVERIFIED_REPORTS });
	bulk_notice(g);
	return g->a->full ? engine_full(g, e) : OK;
}
