/*
 * Sentences filled: which row of the table is meant follows from the code and,
 * for what is to be mended, from what the sender is.
 */
#include "advise/text_table.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "core/text_json.h"

const char *
text_fill(const struct text_values *v, const char *s)
{
	struct buf b;
	const char *out;

	if (s == NULL)
		return NULL;
	buf_init(&b, 16 * KIB);
	while (*s != '\0') {
		const char *end = *s == '{' ? strchr(s, '}') : NULL;
		const char *value;
		char name[32];

		if (end == NULL) {
			buf_addch(&b, *s++);
			continue;
		}
		snprintf(name, sizeof(name), "%.*s", (int)(end - s - 1), s + 1);
		value = text_value(v, name);
		buf_add(&b, value != NULL ? value : s,
		    value != NULL ? strlen(value) : (size_t)(end + 1 - s));
		s = end + 1;
	}
	/* A sentence begins with a capital, a domain does not. */
	if (b.len > 0 && memchr(b.data, '.', strcspn(b.data, " :")) == NULL)
		b.data[0] = (char)toupper((unsigned char)b.data[0]);
	out = arena_strdup(v->arena, b.data);
	buf_free(&b);
	return out;
}

static const struct advice_sender *
find_sender(const struct advice *a, const char *key)
{
	for (size_t i = 0; key != NULL && i < a->n_senders; i++)
		if (strcmp(a->senders[i].key, key) == 0)
			return &a->senders[i];
	return NULL;
}

/* How the sender of a B_FIX is repaired (design, section 7). */
static enum text_fix
fix_of(const struct text_values *v)
{
	const struct advice_sender *s = v->sender;
	struct advise_service service;

	if (s == NULL)
		return FIX_HOST;
	if (s->direct_fail > s->unauth)
		return FIX_KEY;
	if (s->evidence == EVIDENCE_TENANT)
		return FIX_TENANT;
	if (v->context->services == NULL ||
	    !advise_service(v->context->services, s->key, &service))
		return FIX_HOST;
	return strcmp(service.custom_dkim, "no") == 0 ? FIX_VENDOR
	                                              : FIX_SERVICE;
}

/* Where the owner alone knows whether a sender to be fixed is his. */
static void
add_question(struct advice_text *t, struct arena *a)
{
	t->what = arena_printf(a, "%s. Do you use it?", t->what);
	t->ask = text_row_find(CODE_B_UNKNOWN, FIX_ANY)->ask;
}

static bool
is_of_subdomain(const struct advice_context *c, const struct advice_item *i)
{
	const struct advice *a = c->advice;

	return i >= a->sub_blockers && i < a->sub_blockers + a->n_sub_blockers;
}

void
advise_text(const struct advice_context *c, const struct advice_item *i,
    struct arena *a, struct advice_text *ret)
{
	struct text_values v = { c, i, find_sender(c->advice, i->sender), a };
	const struct text_row *row = text_row_find(i->code,
	    i->code == CODE_B_FIX ? fix_of(&v) : FIX_ANY);

	ret->what = text_fill(&v, row->what);
	ret->why =
	    text_fill(&v, is_of_subdomain(c, i) ? text_sub_why() : row->why);
	ret->steps = text_fill(&v, row->steps);
	ret->know = text_fill(&v, row->know);
	ret->ask = text_fill(&v, row->ask);
	if (i->code == CODE_B_FIX && i->ask)
		add_question(ret, a);
}

const char *
advise_text_sender(const struct advice_context *c, const char *key,
    struct arena *a)
{
	const struct advice_sender *s = find_sender(c->advice, key);
	const char *colon = strchr(key, ':');
	struct advise_service service;

	if (strncmp(key, "own:", 4) == 0)
		return arena_printf(a, "your own servers (%s)", colon + 1);
	if (strncmp(key, "net:", 4) == 0)
		return s == NULL || s->guess == NULL
		           ? arena_printf(a, "the network %s", colon + 1)
		           : arena_printf(a, "the network %s (perhaps %s)",
		                 colon + 1, s->guess);
	if (c->services != NULL && advise_service(c->services, key, &service))
		return service.name;
	if (s != NULL && s->name != NULL)
		return s->name;
	return colon != NULL ? colon + 1 : key;
}

const char *
advise_text_task(const struct advice_context *c, const struct advice_item *i,
    struct arena *a)
{
	struct text_values v = { c, i, find_sender(c->advice, i->sender), a };

	return text_fill(&v, text_task_find(i->code));
}

/* Waiting is one line at the end; what burns comes first. */
enum rank { RANK_ALERT, RANK_QUESTION, RANK_FIX, RANK_WAIT, RANK_NOTE };

bool
advise_is_waiting(enum advice_code code)
{
	return code == CODE_B_SPAN || code == CODE_B_WEEKS ||
	       code == CODE_B_DWELL || code == CODE_B_QDAYS ||
	       code == CODE_B_VOLUME || code == CODE_B_SETTLE;
}

bool
advise_is_question(const struct advice_item *i)
{
	return i->code == CODE_B_UNKNOWN || i->ask ||
	       (i->code >= CODE_S_ONE_REPORTER &&
	           i->code <= CODE_S_CONFIRM_PARKED);
}

static enum rank
rank_of(const struct advice_item *i)
{
	if (advise_is_waiting(i->code))
		return RANK_WAIT;
	if (i->code == CODE_N_UNVERIFIED_REPORTS || i->code == CODE_N_BULK)
		return RANK_NOTE;
	if (i->code >= CODE_REGRESSION)
		return i->severity == SEVERITY_INFO ? RANK_NOTE : RANK_ALERT;
	/* What is to be fixed is so whatever the answer will be. */
	return i->code != CODE_B_FIX && advise_is_question(i) ? RANK_QUESTION
	                                                      : RANK_FIX;
}

/* Those of a list that have the rank. */
static size_t
take(const struct advice_item *items, size_t n_items, enum rank rank,
    const struct advice_item **v, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < n_items && n < room; i++)
		if (rank_of(&items[i]) == rank)
			v[n++] = &items[i];
	return n;
}

size_t
advise_items(const struct advice *a, const struct advice_item **v, size_t room)
{
	const struct {
		const struct advice_item *items;
		size_t n;
	} lists[] = { { a->alerts, a->n_alerts },
		{ a->blockers, a->n_blockers }, { a->confirms, a->n_confirms },
		{ a->sub_blockers, a->n_sub_blockers },
		{ a->notices, a->n_notices } };
	size_t n = 0;

	for (int rank = RANK_ALERT; rank <= RANK_NOTE; rank++)
		for (size_t l = 0; l < sizeof(lists) / sizeof(*lists); l++)
			n += take(lists[l].items, lists[l].n, (enum rank)rank,
			    v + n, room - n);
	return n;
}

/* Lines as an array; null for none. */
static json_t *
lines_to_json(const char *s)
{
	json_t *array = s != NULL ? json_array() : json_null();

	while (s != NULL) {
		size_t n = strcspn(s, "\n");

		json_array_append_new(array, json_stringn(s, n));
		s = s[n] == '\n' ? s + n + 1 : NULL;
	}
	return array;
}

static json_t *
item_to_json(const struct advice_context *c, const struct advice_item *i,
    struct arena *a)
{
	json_t *o = json_object();
	struct advice_text t;

	advise_text(c, i, a, &t);
	json_put(o, "code", json_string(advise_code_name(i->code)));
	json_put(o, "sender", text_to_json(i->sender));
	json_put(o, "what", text_to_json(t.what));
	json_put(o, "why", text_to_json(t.why));
	json_put(o, "do", lines_to_json(t.steps));
	json_put(o, "know", text_to_json(t.know));
	json_put(o, "ask", lines_to_json(t.ask));
	return o;
}

enum { ITEMS_MAX = 1000 };

json_t *
advise_texts_to_json(const struct advice_context *c)
{
	const struct advice_item *v[ITEMS_MAX];
	size_t n = advise_items(c->advice, v, ITEMS_MAX);
	json_t *o = json_object(), *items = json_array();
	struct arena a;

	arena_init(&a, 4 * MIB);
	json_put(o, "verdict", text_to_json(advise_text_verdict(c, &a)));
	json_put(o, "step", text_to_json(advise_text_step(c, &a)));
	json_put(o, "forged", text_to_json(advise_text_forged(c, &a)));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(items, item_to_json(c, v[i], &a));
	json_put(o, "items", items);
	arena_release(&a);
	return o;
}
