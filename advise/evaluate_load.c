/*
 * What a judgement needs, out of the store: facts, the table of services, and
 * what people said: the settings of the domain, rules about senders, answers.
 */
#include "advise/evaluate_load.h"

#include <stdlib.h>
#include <string.h>

#include "store/store.h"

/* What people said, on its way into struct advise_settings. */
struct said {
	struct arena *arena;
	day_t as_of;
	struct said_rule {
		struct advise_rule rule;
		bool of_domain;
		int64_t id;
	} * rules;         /* owned */
	const char **acks; /* owned */
	size_t n_rules, rules_cap, n_acks, acks_cap;
};

static void
add_rule(struct said *s, const struct decision *d)
{
	static const enum advise_match matches[] = {
		[SUBJECT_KEY] = MATCH_KEY,
		[SUBJECT_PTR] = MATCH_PTR,
		[SUBJECT_SPF] = MATCH_SPF,
		[SUBJECT_DKIM] = MATCH_DKIM,
		[SUBJECT_SELECTOR] = MATCH_SELECTOR,
		[SUBJECT_NET] = MATCH_NET,
		[SUBJECT_IP] = MATCH_IP,
	};
	static const enum advise_decision decisions[] = {
		[SENDER_APPROVED] = DECISION_APPROVED,
		[SENDER_THREAT] = DECISION_THREAT,
		[SENDER_FORWARDER] = DECISION_FORWARDER,
		[SENDER_IGNORE] = DECISION_IGNORE,
	};
	int verdict = word_code(VOCAB_SENDER_VERDICT, d->value);

	/* A newer program's word is not understood, so it says nothing. */
	if (d->match_type < SUBJECT_KEY || d->match_type > SUBJECT_IP ||
	    verdict < SENDER_APPROVED)
		return;
	if (s->n_rules == s->rules_cap) {
		s->rules_cap = 2 * s->rules_cap + 16;
		s->rules = xrealloc(s->rules, s->rules_cap * sizeof(*s->rules));
	}
	s->rules[s->n_rules++] = (struct said_rule){
		.rule = { .match = matches[d->match_type],
		    .value = arena_strdup(s->arena, d->subject),
		    .decision = decisions[verdict],
		    .who = arena_strdup(s->arena, d->decided_by),
		    .day = day_of(d->decided_at) },
		.of_domain = d->domain != NULL,
		.id = d->id,
	};
}

static void
add_ack(struct said *s, const struct decision *d)
{
	if (s->n_acks == s->acks_cap) {
		s->acks_cap = 2 * s->acks_cap + 16;
		s->acks = xrealloc(s->acks, s->acks_cap * sizeof(*s->acks));
	}
	s->acks[s->n_acks++] = arena_strdup(s->arena, d->subject);
}

static enum err
on_decision(void *ctx, const struct decision *d, struct error *e)
{
	struct said *s = ctx;

	(void)e;
	/* After its day the question comes back. */
	if (!d->in_force || (d->due_day != 0 && d->due_day <= s->as_of))
		return OK;
	if (d->kind == ABOUT_SENDER)
		add_rule(s, d);
	else if (d->kind == ABOUT_QUESTION)
		add_ack(s, d);
	return OK;
}

/* The narrower first, then that of the domain, then the newer one. */
static int
compare_rules(const void *a, const void *b)
{
	const struct said_rule *x = a, *y = b;

	if (x->rule.match != y->rule.match)
		return x->rule.match < y->rule.match ? -1 : 1;
	if (x->of_domain != y->of_domain)
		return x->of_domain ? -1 : 1;
	return x->id > y->id ? -1 : x->id < y->id;
}

static enum err
hand_over(struct said *s, struct advise_settings *to, struct error *e)
{
	struct advise_rule *rules =
	    arena_alloc(s->arena, (s->n_rules + 1) * sizeof(*rules));
	const char **acks =
	    arena_alloc(s->arena, (s->n_acks + 1) * sizeof(*acks));

	if (rules == NULL || acks == NULL || s->arena->full)
		return error_set(e, ERR_LIMIT,
		    "too much was decided to be judged");
	if (s->n_rules > 0)
		qsort(s->rules, s->n_rules, sizeof(*s->rules), compare_rules);
	for (size_t i = 0; i < s->n_rules; i++)
		rules[i] = s->rules[i].rule;
	if (s->n_acks > 0)
		memcpy(acks, s->acks, s->n_acks * sizeof(*acks));
	to->rules = rules;
	to->n_rules = s->n_rules;
	to->acks = acks;
	to->n_acks = s->n_acks;
	return OK;
}

static enum err
load_decisions(struct store *st, const struct facts *f, struct arena *a,
    struct advise_settings *to, struct error *e)
{
	struct said s = { .arena = a, .as_of = f->as_of };
	enum err err = store_decisions(st, f->domain, 0, on_decision, &s, e);

	if (err == OK)
		err = hand_over(&s, to, e);
	free(s.rules);
	free(s.acks);
	return err;
}

static bool
says(const struct domain_settings *s, enum domain_setting which,
    const char *word)
{
	return strcmp(s->value[which], word) == 0;
}

/* NULL for "". */
static const char *
or_null(const char *s)
{
	return s[0] != '\0' ? s : NULL;
}

static enum err
load_domain_settings(struct store *st, const struct facts *f, struct arena *a,
    struct advise_settings *to, struct error *e)
{
	static const char *const no_people[] = { "S_MAILING_LISTS" };
	struct domain_settings s;
	enum err err = store_domain_settings(st, f->domain, a, &s, e);

	if (err != OK)
		return err;
	to->parked = says(&s, DOMAIN_PARKED, "yes");
	to->final_quarantine = says(&s, DOMAIN_FINAL, "quarantine");
	if (!advise_profile_parse(s.value[DOMAIN_PROFILE], &to->profile))
		to->profile = PROFILE_STANDARD;
	to->rua = or_null(s.value[DOMAIN_RUA]);
	to->record = or_null(s.value[DOMAIN_RECORD]);
	if (says(&s, DOMAIN_PEOPLE, "no")) {
		to->mutes = no_people;
		to->n_mutes = 1;
	}
	return OK;
}

/* The last verdict before the day that is judged. */
static enum err
load_last(struct store *st, const struct facts *f, day_t day, struct arena *a,
    struct advise_settings *to, struct error *e)
{
	struct evaluation last;
	enum err err = store_evaluation_before(st, f->domain, day, a, &last, e);

	if (err == ERR_NOTFOUND)
		return OK;
	if (err != OK)
		return err;
	to->last_verdict = last.verdict;
	to->last_target = last.target;
	return OK;
}

enum err
evaluate_load_services(struct store *st, struct arena *a,
    struct advise_services **ret, struct error *e)
{
	const char *extra;
	enum err err = store_table_imported(st, "services", a, &extra, e);

	if (err != OK)
		return err;
	return advise_services_load(extra, extra ? strlen(extra) : 0, a, ret,
	    e);
}

enum err
evaluate_load(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a, struct facts *f,
    struct advise_settings *s, struct error *e)
{
	struct advise_services *services = NULL;
	day_t as_of = when->as_of;
	enum err err = OK;

	if (as_of == 0)
		err = store_domain_as_of(st, domain, when->today, &as_of, e);
	if (err == OK)
		err = store_facts(st, domain, as_of, a, f, e);
	if (err == OK && f->n_rows == 0 && f->n_policies == 0)
		err = error_set(e, ERR_NOTFOUND,
		    "there is no report on %s yet; `rampart domains` lists "
		    "what there is",
		    domain);
	if (err != OK)
		return err;
	*s = advise_settings_default(f);
	s->today = when->as_of != 0 ? when->as_of : when->today - 1;
	err = evaluate_load_services(st, a, &services, e);
	s->services = services;
	if (err == OK)
		err = load_domain_settings(st, f, a, s, e);
	if (err == OK)
		err = load_decisions(st, f, a, s, e);
	if (err == OK)
		err = load_last(st, f, s->today, a, s, e);
	return err;
}
