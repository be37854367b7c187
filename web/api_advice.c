/*
 * What a domain may do next, judged when it is asked, with what the pages show
 * beside it: what people decided, the published policies, and each day's
 * messages by what they are.
 */

#include "web/advice.h"

enum { SHOWN_MAX = 12 }; /* senders, the busiest of each class */

struct evaluate_when
advice_when(const struct request *r)
{
	return (struct evaluate_when){ .today = r->today,
		.as_of = r->as_of,
		.now = r->site->now(),
		.while_taken_in = true };
}

enum err
advice_add_decision(void *ctx, const struct decision *d, struct error *e)
{
	(void)e;
	json_array_append_new(ctx, decision_to_json(d));
	return OK;
}

static enum err
add_policy(void *ctx, const struct policy_row *row, struct error *e)
{
	json_t *o = policy_row_to_json(row);

	(void)e;
	advise_stage_set_json(o, row->p, row->testing, row->pct);
	json_array_append_new(ctx, o);
	return OK;
}

static enum err
add_alert(void *ctx, const struct alert *alert, struct error *e)
{
	(void)e;
	json_array_append_new(ctx, table_row_json(&alert_table, alert));
	return OK;
}

/* What happened: decisions, policies, alerts, each in the order of time. */
static enum err
add_diary(struct store *st, const struct advice *v, json_t *o, struct error *e)
{
	const char *domain = v->domain;
	struct filter f;
	const struct span all = { v->first_day, v->as_of };
	json_t *decisions = json_array(), *policies = json_array(),
	       *alerts = json_array();

	json_put(o, "decisions", decisions);
	json_put(o, "policies", policies);
	json_put(o, "alert_log", alerts);
	filter_init(&f);
	enum err err =
	    store_decisions(st, domain, 0, advice_add_decision, decisions, e);
	if (err == OK)
		err = filter_set(&f, FILTER_DOMAIN, "domain", domain, e);
	if (err == OK)
		err = store_policies(st, &f, all, add_policy, policies, e);
	if (err == OK)
		err = store_alerts(st, domain, false, add_alert, alerts, e);
	return err;
}

/* The list of senders as people see it; new reference, NULL: no room. */
static json_t *
shown_json(const struct advice *v, struct arena *a)
{
	size_t n = 0;
	const struct advice_shown *lines = advise_shown(v, SHOWN_MAX, a, &n);
	json_t *list = lines ? json_array() : NULL;

	for (size_t i = 0; list && i < n; i++) {
		json_t *item = advice_sender_to_json(&lines[i].sum);
		json_t *others = json_array();
		for (size_t j = 0; j < lines[i].n_others; j++)
			json_array_append_new(others,
			    text_to_json(lines[i].others[j]));
		json_put(item, "others", others);
		json_array_append_new(list, item);
	}
	return list;
}

static enum err
add_shown(json_t *o, const struct advice *v, struct arena *a, struct error *e)
{
	json_t *list = shown_json(v, a);

	if (!list)
		return error_set(e, ERR_LIMIT, "%s has too many senders",
		    v->domain);
	json_put(o, "shown", list);
	return advice_add_days(o, v, list, a, e);
}

static void
add_forgers(json_t *o, const struct advice *v)
{
	json_t *list = json_array();

	for (size_t i = 0; i < v->n_forgers; i++) {
		const struct advice_forger *f = &v->forgers[i];
		json_t *item = json_object();
		json_put(item, "key", text_to_json(f->key));
		json_put(item, "name", text_to_json(f->name));
		json_put(item, "n", json_integer(f->n));
		json_array_append_new(list, item);
	}
	json_put(o, "forgers", list);
}

/* What the words of the ladder mean, so that the pages have them once. */
static void
add_rungs(json_t *o, const struct advice *v)
{
	json_t *words = json_object();

	for (size_t i = 0; i < v->n_ladder; i++)
		json_put(words, advise_rung_name(v->ladder[i]),
		    text_to_json(advise_text_rung(v->ladder[i])));
	json_put(o, "rungs", words);
	json_put(o, "stage_text", text_to_json(v->stage.text));
}

enum err
advice_of(struct store *st, const char *domain,
    const struct evaluate_when *when, json_t **ret, struct error *e)
{
	struct advice_context c;
	struct arena arena;
	json_t *o = NULL;

	arena_init(&arena, EVALUATE_ARENA_MAX);
	enum err err = evaluate(st, domain, when, &arena, &c, e);
	if (err == OK) {
		o = evaluate_to_json(&c);
		add_rungs(o, c.advice);
		add_forgers(o, c.advice);
		err = add_shown(o, c.advice, &arena, e);
	}
	if (err == OK)
		err = advice_add_days(o, c.advice,
		    json_object_get(o, "senders"), &arena, e);
	if (err == OK)
		err = add_diary(st, c.advice, o, e);
	arena_release(&arena);
	if (err == OK)
		*ret = o;
	else
		json_decref(o);
	return err;
}

enum err
advice_answer(struct request *r, json_t **ret, struct error *e)
{
	const struct evaluate_when when = advice_when(r);
	return advice_of(r->store, r->filter.domain, &when, ret, e);
}

enum err
api_advice(struct request *r, struct answer *a, struct error *e)
{
	json_t *o;
	enum err err = advice_answer(r, &o, e);
	return err == OK ? answer_json(a, o, e) : err;
}
