/*
 * Parts of sentences that are said in one way or another, by what the advice
 * holds beside the item.
 */
#include "advise/text_table.h"

#include <string.h>

const char *
text_v_spf_saves(const struct text_values *v)
{
	return v->item->severity == SEVERITY_CRITICAL
	           ? "Nothing else proves that this mail is yours, and the "
	             "present record hits it"
	           : "The server list (SPF) still saves this mail; what is "
	             "forwarded on the way will be lost";
}

const char *
text_v_hit(const struct text_values *v)
{
	if (v->item->hit_per_day < 0.5)
		return "; the present record lets them through";
	return arena_printf(v->arena,
	    ", and about %s of them go to spam or are refused",
	    text_number_of(v->arena, v->item->hit_per_day));
}

/* A way back, where mail is hit; never a record without its rua. */
const char *
text_v_back_step(const struct text_values *v)
{
	const struct advice *a = v->context->advice;
	const char *back = a->rollback_record;

	if (a->verdict == VERDICT_ROLLBACK)
		return "\nIf you cannot do that today, take a step back: "
		       "publish "
		       "the record below";
	if (v->item->hit_per_day < 0.5 || back == NULL)
		return "";
	if (strstr(back, "{{RUA}}") != NULL)
		back = a->policy.p == POLICY_REJECT ? "p=quarantine" : "p=none";
	return arena_printf(v->arena,
	    "\nIf you cannot do that today, take a step back: publish %s",
	    back);
}

/* Where nothing fails it is only too little mail to be sure. */
const char *
text_v_rate_step(const struct text_values *v)
{
	return v->context->advice->x_legit > 0
	           ? "Repair the senders that fail; the list of senders has "
	             "them on top"
	           : "Nothing: all of it passed so far, and more of it will "
	             "show that";
}

/* All of it together, or else that of some senders. */
const char *
text_v_signed(const struct text_values *v)
{
	const struct advice_item *i = v->item;

	if (i->have >= i->need)
		return arena_printf(v->arena,
		    "Too little of the mail of %s is signed (DKIM)",
		    text_v_senders(v));
	return arena_printf(v->arena, "%s of your mail is signed (DKIM)",
	    text_share(v->arena, i->have));
}

const char *
text_v_stage_before(const struct text_values *v)
{
	struct stage s;

	advise_stage_named(v->item->text != NULL ? v->item->text : "", &s);
	return arena_strdup(v->arena, s.text);
}

const char *
text_v_weaker(const struct text_values *v)
{
	return v->item->weaker ? ", so it protects less now" : "";
}

const char *
text_v_permerror(const struct text_values *v)
{
	return v->item->permerror ? ": it needs more than 10 DNS look-ups" : "";
}
