/*
 * One sender of a domain, judged when it is asked: what it is, each of its
 * days, the texts about it and what people said.  One that sends nothing can
 * be looked at, too, and decided about: its mail may be old, or yet to come.
 */
#include <string.h>

#include "web/advice.h"

static json_t *
find_sender(const struct advice *v, const char *key)
{
	for (size_t i = 0; i < v->n_senders; i++)
		if (strcmp(v->senders[i].key, key) == 0)
			return advice_sender_to_json(&v->senders[i]);
	return json_null();
}

/* Its messages in the window if they are forged; null: they are not. */
static json_t *
find_forger(const struct advice *v, const char *key)
{
	char first[DAY_TEXT_MAX], last[DAY_TEXT_MAX];

	for (size_t i = 0; i < v->n_forgers; i++) {
		const struct advice_forger *f = &v->forgers[i];
		if (strcmp(f->key, key) != 0)
			continue;
		json_t *o = json_object();
		json_put(o, "name", text_to_json(f->name));
		json_put(o, "n", json_integer(f->n));
		json_put(o, "first_day",
		    json_string(day_format(f->first_day, first)));
		json_put(o, "last_day",
		    json_string(day_format(f->last_day, last)));
		return o;
	}
	return json_null();
}

/* Those of a list of objects whose member is text. */
static json_t *
those_about(json_t *all, const char *key, const char *text)
{
	json_t *some = json_array(), *item;
	size_t i;

	json_array_foreach(all, i, item)
	{
		const char *s = json_string_value(json_object_get(item, key));
		if (s && strcmp(s, text) == 0)
			json_array_append(some, item);
	}
	json_decref(all);
	return some;
}

static enum err
add_decisions(struct request *r, json_t *o, struct error *e)
{
	json_t *all = json_array();
	enum err err = store_decisions(r->store, r->filter.domain, ABOUT_SENDER,
	    advice_add_decision, all, e);

	json_put(o, "decisions", those_about(all, "subject", r->sender));
	return err;
}

/* What is known of it, from an advice. */
static enum err
add_judged(struct request *r, const struct advice_context *c, json_t *o,
    struct arena *a, struct error *e)
{
	json_t *texts = advise_texts_to_json(c);
	json_t *sender = find_sender(c->advice, r->sender);
	json_t *one = json_array();
	char as_of[DAY_TEXT_MAX];

	if (json_is_object(sender))
		json_array_append(one, sender);
	json_put(o, "as_of", json_string(day_format(c->advice->as_of, as_of)));
	json_put(o, "domain", text_to_json(c->advice->domain));
	json_put(o, "key", text_to_json(r->sender));
	json_put(o, "name", text_to_json(advise_text_sender(c, r->sender, a)));
	json_put(o, "window_days", json_integer(c->advice->window_days));
	json_put(o, "sender", sender);
	json_put(o, "forged", find_forger(c->advice, r->sender));
	json_put(o, "texts",
	    those_about(json_incref(json_object_get(texts, "items")), "sender",
	        r->sender));
	json_decref(texts);
	enum err err = advice_add_days(o, c->advice, one, a, e);
	json_decref(one);
	/* Those of all senders are the advice's. */
	json_object_del(o, "days");
	return err;
}

enum err
api_sender(struct request *r, struct answer *a, struct error *e)
{
	const struct evaluate_when when = advice_when(r);
	struct decision_subject subject;
	struct advice_context c;
	struct arena arena;
	json_t *o = json_object();

	arena_init(&arena, EVALUATE_ARENA_MAX);
	enum err err =
	    evaluate(r->store, r->filter.domain, &when, &arena, &c, e);
	if (err == OK)
		err = add_judged(r, &c, o, &arena, e);
	arena_release(&arena);
	if (err == OK)
		err = add_decisions(r, o, e);
	if (err == OK && json_is_null(json_object_get(o, "sender")) &&
	    json_is_null(json_object_get(o, "forged")) &&
	    json_array_size(json_object_get(o, "decisions")) == 0)
		err = decision_subject_read(r->sender, &subject, e);
	if (err == OK)
		return answer_json(a, o, e);
	json_decref(o);
	return err;
}
