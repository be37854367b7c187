/*
 * Many answers at once: several senders of a domain, or a sender of several
 * domains.  All are kept in one transaction or none is; each domain is judged
 * once.  What undoes them comes back in the form in which it is sent, so that
 * undoing is one more decision, and the log has both.
 */
#include <stdlib.h>
#include <string.h>

#include "web/advice.h"
#include "web/change.h"
#include "web/decide.h"

enum { DECISIONS_MAX = 500 };

struct bulk {
	struct request *r;
	struct decision *v;                /* owned */
	struct decision_subject *subjects; /* owned; of v */
	size_t n;
	const char *group; /* of the first domain */
	json_t *undo;      /* owned */
};

/* The domain's group is that of the others: no answer crosses clients. */
static enum err
check_group(struct bulk *b, const char *domain, struct error *e)
{
	struct domain_settings s;
	enum err err =
	    store_domain_settings(b->r->store, domain, &b->r->arena, &s, e);

	if (err != OK)
		return err;
	const char *group = s.value[DOMAIN_GROUP];
	if (!b->group)
		b->group = group;
	if (strcmp(b->group, group) == 0)
		return OK;
	return error_set(e, ERR_INPUT,
	    "these are domains of several groups (\"%.60s\" and \"%.60s\"); "
	    "answer for one at a time; nothing was changed",
	    b->group, group);
}

static enum err
check_domain(struct bulk *b, struct decision *d, struct error *e)
{
	char name[DOMAIN_MAX + 1];

	if (!d->domain || !domain_normalize(d->domain, name))
		return error_set(e, ERR_INPUT,
		    "each decision names its domain; nothing was changed");
	d->domain = arena_strdup(&b->r->arena, name);
	if (!d->domain)
		return error_set(e, ERR_LIMIT, "these are too many decisions");
	return check_group(b, name, e);
}

struct before {
	const struct decision *of;
	const char *value; /* arena; NULL: nothing was said */
	struct arena *arena;
};

static enum err
on_before(void *ctx, const struct decision *d, struct error *e)
{
	struct before *b = ctx;

	(void)e;
	if (d->in_force && d->domain && d->match_type == b->of->match_type &&
	    strcmp(d->subject, b->of->subject) == 0)
		b->value = arena_strdup(b->arena, d->value);
	return OK;
}

/* What was said before, as it would be said again. */
static enum err
add_undo(struct bulk *b, const struct decision *d, const char *sender,
    struct error *e)
{
	struct before before = { .of = d, .arena = &b->r->arena };
	json_t *o;
	enum err err = store_decisions(b->r->store, d->domain, ABOUT_SENDER,
	    on_before, &before, e);

	if (err != OK)
		return err;
	o = json_object();
	json_put(o, "domain", json_string(d->domain));
	json_put(o, "sender", json_string(sender));
	json_put(o, "verdict", text_to_json(before.value));
	json_array_append_new(b->undo, o);
	return OK;
}

static enum err
read_all(struct bulk *b, const json_t *items, struct error *e)
{
	size_t n = json_array_size(items);
	enum err err = OK;

	if (n == 0 || n > DECISIONS_MAX)
		return error_set(e, ERR_INPUT,
		    "this address takes {\"decisions\": [{\"domain\", "
		    "\"sender\", \"verdict\", \"note\", \"review\"}, ...]}, 1 "
		    "to %d of them; nothing was changed",
		    DECISIONS_MAX);
	b->v = xcalloc(n, sizeof(*b->v));
	b->subjects = xcalloc(n, sizeof(*b->subjects));
	for (; err == OK && b->n < n; b->n++) {
		const json_t *o = json_array_get(items, b->n);
		struct decision *d = &b->v[b->n];

		err = decide_read_sender(b->r, o, &b->r->arena,
		    &b->subjects[b->n], d, e);
		if (err == OK)
			err = check_domain(b, d, e);
		if (err == OK)
			err = add_undo(b, d,
			    json_string_value(json_object_get(o, "sender")), e);
		decide_sign(b->r, d);
	}
	return err;
}

static int
compare_names(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Each domain once; their number. */
static enum err
judge(const struct bulk *b, size_t *ret, struct error *e)
{
	const struct evaluate_when when = advice_when(b->r);
	const char **names = xcalloc(b->n + 1, sizeof(*names));
	enum err err = OK;
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		names[i] = b->v[i].domain;
	if (b->n > 0)
		qsort(names, b->n, sizeof(*names), compare_names);
	for (size_t i = 0; i < b->n && err == OK; i++) {
		if (i > 0 && strcmp(names[i], names[i - 1]) == 0)
			continue;
		n++;
		err = evaluate_and_save(b->r->store, names[i], &when, e);
	}
	free(names);
	if (err == OK)
		*ret = n;
	return err;
}

static enum err
decide_all(struct bulk *b, struct answer *a, struct error *e)
{
	size_t domains = 0;
	json_t *o;
	enum err err = store_decide(b->r->store, b->v, b->n, e);

	if (err == OK)
		err = judge(b, &domains, e);
	if (err == OK)
		err = api_head(b->r, NULL, &o, e);
	if (err != OK)
		return err;
	json_put(o, "decided", json_integer((json_int_t)b->n));
	json_put(o, "domains", json_integer((json_int_t)domains));
	json_put(o, "undo", json_incref(b->undo));
	return answer_json(a, o, e);
}

enum err
api_decisions(struct request *r, struct answer *a, struct error *e)
{
	struct bulk b = { .r = r };
	json_t *o;
	enum err err = change_json(r, &o, e);

	if (err != OK)
		return err;
	b.undo = json_array();
	err = read_all(&b, json_object_get(o, "decisions"), e);
	if (err == OK)
		err = decide_all(&b, a, e);
	json_decref(b.undo);
	json_decref(o);
	free(b.v);
	free(b.subjects);
	return err;
}
