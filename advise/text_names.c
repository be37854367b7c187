/* Names in sentences: senders, services, keys, reporters. */
#include "advise/text_table.h"

#include <string.h>

static const char *
sender_fix(const struct text_values *v, const char *key)
{
	struct advise_service s;

	if (v->context->services == NULL || key == NULL ||
	    !advise_service(v->context->services, key, &s))
		return "";
	return s.fix;
}

const char *
text_v_domain(const struct text_values *v)
{
	return v->context->advice->domain;
}

const char *
text_v_sender(const struct text_values *v)
{
	return v->item->sender == NULL
	           ? "a sender"
	           : advise_text_sender(v->context, v->item->sender, v->arena);
}

/* Of a list of names, at most three and how many more. */
static const char *
joined(const struct text_values *v, const char *const *list, size_t n,
    bool senders)
{
	const char *s = "";

	for (size_t i = 0; i < n && i < 3; i++)
		s = arena_printf(v->arena, "%s%s%s", s,
		    i == 0                 ? ""
		    : i + 1 == n && n <= 3 ? " and "
		                           : ", ",
		    senders ? advise_text_sender(v->context, list[i], v->arena)
		            : list[i]);
	if (n > 3)
		s = arena_printf(v->arena, "%s and %zu more", s, n - 3);
	return s;
}

const char *
text_v_senders(const struct text_values *v)
{
	return v->item->n_list == 0
	           ? text_v_sender(v)
	           : joined(v, v->item->list, v->item->n_list, true);
}

const char *
text_v_reporters(const struct text_values *v)
{
	if (v->item->n_list > 0)
		return joined(v, v->item->list, v->item->n_list, false);
	return joined(v, v->context->advice->reporters,
	    v->context->advice->n_reporters, false);
}

/* The name that the mail shows, which a service has to sign as. */
const char *
text_v_from_domain(const struct text_values *v)
{
	const struct advice_sender *s = v->sender;

	if (s != NULL && s->apex_fail == 0 && s->n_sub_hosts > 0)
		return joined(v, s->sub_hosts, s->n_sub_hosts, false);
	return text_v_domain(v);
}

const char *
text_v_fix(const struct text_values *v)
{
	const char *fix = sender_fix(v, v->item->sender);

	return *fix != '\0' ? fix : "ask its support how.";
}

/* Of the first sender of a list that the table knows. */
const char *
text_v_sender_fix(const struct text_values *v)
{
	for (size_t i = 0; i < v->item->n_list; i++) {
		const char *fix = sender_fix(v, v->item->list[i]);

		if (*fix != '\0')
			return arena_printf(v->arena, ". %s: %s",
			    advise_text_sender(v->context, v->item->list[i],
			        v->arena),
			    fix);
	}
	return "";
}

/* The alert about a key of the item's sender; NULL: there is none. */
static const struct advice_item *
key_alert(const struct text_values *v)
{
	const struct advice *a = v->context->advice;

	for (size_t i = 0; i < a->n_alerts; i++)
		if (a->alerts[i].selector != NULL && v->item->sender != NULL &&
		    a->alerts[i].sender != NULL &&
		    strcmp(a->alerts[i].sender, v->item->sender) == 0)
			return &a->alerts[i];
	return NULL;
}

const char *
text_v_key_name(const struct text_values *v)
{
	const struct advice_item *alert = key_alert(v);

	return alert != NULL ? alert->selector
	                     : arena_printf(v->arena, "SELECTOR._domainkey.%s",
	                           text_v_domain(v));
}

const char *
text_v_about_since(const struct text_values *v)
{
	const struct advice_item *alert = key_alert(v);

	return alert != NULL && alert->since != 0
	           ? arena_printf(v->arena, "about %s",
	                 text_day(v->arena, alert->since))
	           : "lately";
}

const char *
text_v_key_step(const struct text_values *v)
{
	const struct advice_item *alert = key_alert(v);

	return alert != NULL
	           ? arena_printf(v->arena, "; the key %s is missing or wrong",
	                 alert->selector)
	           : "";
}
