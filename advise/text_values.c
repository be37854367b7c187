/*
 * What the {names} of the sentences stand for: a table of small functions of
 * the item, its sender and the advice.
 */
#include "advise/text_table.h"

#include <stddef.h>
#include <string.h>

static int64_t
failing(const struct text_values *v)
{
	if (v->sender == NULL)
		return v->item->n;
	return v->sender->direct_fail + v->sender->unauth;
}

static const char *
v_rate(const struct text_values *v)
{
	int64_t n = v->item->n > 0 ? v->item->n : failing(v);

	/* A mean over weeks says nothing of a single run. */
	if (v->sender != NULL && v->sender->first_day == v->sender->last_day)
		return arena_printf(v->arena, "%s on %s",
		    text_messages(v->arena, (double)n),
		    text_day(v->arena, v->sender->first_day));
	return text_rate(v->arena, n, v->context->advice->window_days);
}

/* Of a break that is younger than the window, by the days since. */
static const char *
v_fails(const struct text_values *v)
{
	const struct advice *a = v->context->advice;

	for (size_t i = 0; i < a->n_alerts; i++)
		if (a->alerts[i].per_day > 0 && a->alerts[i].sender &&
		    v->item->sender &&
		    strcmp(a->alerts[i].sender, v->item->sender) == 0)
			return arena_printf(v->arena, "%s a day",
			    text_messages(v->arena, a->alerts[i].per_day));
	return v_rate(v);
}

static const char *
v_n(const struct text_values *v)
{
	return text_number_of(v->arena, (double)v->item->n);
}

/* "1 message", "60 messages" */
static const char *
v_n_messages(const struct text_values *v)
{
	return text_messages(v->arena, (double)v->item->n);
}

static const char *
v_have_messages(const struct text_values *v)
{
	return text_messages(v->arena, v->item->have);
}

static const char *
v_days(const struct text_values *v)
{
	return arena_printf(v->arena, "%d", v->context->advice->window_days);
}

static const char *
v_eta(const struct text_values *v)
{
	return v->item->has_eta ? text_day(v->arena, v->item->eta) : "that day";
}

static const char *
v_since(const struct text_values *v)
{
	return v->item->since != 0 ? text_day(v->arena, v->item->since)
	                           : "lately";
}

static const char *
v_seen(const struct text_values *v)
{
	const struct advice_sender *s = v->sender;

	if (s == NULL)
		return "seen";
	if (s->first_day == s->last_day)
		return "seen on that day alone";
	return arena_printf(v->arena, "seen from %s to %s",
	    text_day(v->arena, s->first_day), text_day(v->arena, s->last_day));
}

static const char *
counted(struct arena *a, int n, const char *one, const char *many)
{
	return n == 1 ? one : arena_printf(a, "%d %s", n, many);
}

static const char *
v_have_days(const struct text_values *v)
{
	return counted(v->arena, (int)v->item->have, "1 day", "days");
}

static const char *
v_have_weeks(const struct text_values *v)
{
	return counted(v->arena, (int)v->item->have, "1 week",
	    "different weeks");
}

static const char *
v_addresses(const struct text_values *v)
{
	return counted(v->arena, v->sender != NULL ? v->sender->addresses : 0,
	    "one address", "addresses");
}

static const char *
v_reporter_count(const struct text_values *v)
{
	return counted(v->arena, v->sender != NULL ? v->sender->reporters : 0,
	    "one receiver", "receivers");
}

static const char *
v_exposed(const struct text_values *v)
{
	return v->item->exposed >= 0.9995
	           ? "all"
	           : text_share(v->arena, v->item->exposed);
}

#define ITEM_(member) offsetof(struct advice_item, member)

/* Members of the item, as they are. */
static const struct member {
	const char *name;
	size_t offset;
	enum { MEMBER_NUMBER, MEMBER_SHARE, MEMBER_INT, MEMBER_TEXT } type;
} members[] = {
	{ "need", ITEM_(need), MEMBER_NUMBER },
	{ "need_week", ITEM_(need_week), MEMBER_NUMBER },
	{ "loss_week", ITEM_(loss_week), MEMBER_NUMBER },
	{ "before", ITEM_(before), MEMBER_NUMBER },
	{ "per_day", ITEM_(per_day), MEMBER_NUMBER },
	{ "per_week", ITEM_(per_week), MEMBER_NUMBER },
	{ "share", ITEM_(share), MEMBER_SHARE },
	{ "need_share", ITEM_(need), MEMBER_SHARE },
	{ "ub", ITEM_(ub), MEMBER_SHARE },
	{ "item_days", ITEM_(days), MEMBER_INT },
	{ "selector", ITEM_(selector), MEMBER_TEXT },
	{ "text", ITEM_(text), MEMBER_TEXT },
};

static const char *
member_text(const struct text_values *v, const struct member *m)
{
	const void *p = (const char *)v->item + m->offset;
	const char *s;

	switch (m->type) {
	case MEMBER_NUMBER: return text_number_of(v->arena, *(const double *)p);
	case MEMBER_SHARE: return text_share(v->arena, *(const double *)p);
	case MEMBER_INT: return arena_printf(v->arena, "%d", *(const int *)p);
	case MEMBER_TEXT: break;
	}
	s = *(const char *const *)p;
	return s != NULL ? s : "?";
}

/* All that needs a thought. */
static const struct {
	const char *name;
	const char *(*value)(const struct text_values *v);
} values[] = {
	{ "about_since", text_v_about_since },
	{ "addresses", v_addresses },
	{ "back_step", text_v_back_step },
	{ "days", v_days },
	{ "domain", text_v_domain },
	{ "eta", v_eta },
	{ "exposed", v_exposed },
	{ "fails", v_fails },
	{ "fix", text_v_fix },
	{ "from_domain", text_v_from_domain },
	{ "have_days", v_have_days },
	{ "have_messages", v_have_messages },
	{ "have_weeks", v_have_weeks },
	{ "hit", text_v_hit },
	{ "key_name", text_v_key_name },
	{ "key_step", text_v_key_step },
	{ "n", v_n },
	{ "n_messages", v_n_messages },
	{ "permerror", text_v_permerror },
	{ "rate", v_rate },
	{ "rate_step", text_v_rate_step },
	{ "reporter_count", v_reporter_count },
	{ "reporters", text_v_reporters },
	{ "seen", v_seen },
	{ "sender", text_v_sender },
	{ "sender_fix", text_v_sender_fix },
	{ "senders", text_v_senders },
	{ "signed", text_v_signed },
	{ "since", v_since },
	{ "spf_saves", text_v_spf_saves },
	{ "stage_before", text_v_stage_before },
	{ "weaker", text_v_weaker },
};

const char *
text_value(const struct text_values *v, const char *name)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
		if (strcmp(members[i].name, name) == 0)
			return member_text(v, &members[i]);
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (strcmp(values[i].name, name) == 0)
			return values[i].value(v);
	return NULL;
}
