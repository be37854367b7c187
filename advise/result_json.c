/*
 * The result as JSON, in the words and with the decimals of the design's
 * expected.json.  What an item says stands in the table of codes.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "advise/advise.h"
#include "advise/codes.h"
#include "advise/shown.h"
#include "core/text_json.h"

enum { SENDERS_SHOWN = 12 };

/*
 * To so many decimals: the nearest number that has them, as it is written and
 * read again.
 */
static json_t *
rounded(double v, int decimals)
{
	char text[64];

	snprintf(text, sizeof(text), "%.*f", decimals, v);
	return json_real(strtod(text, NULL));
}

static json_t *
day_json(day_t day)
{
	char text[DAY_TEXT_MAX];

	return json_string(day_format(day, text));
}

static json_t *
list_json(const char *const *v, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, text_to_json(v[i]));
	return list;
}

static json_t *
field_json(const struct code_field *f, const struct advice_item *item)
{
	const void *at = (const char *)item + f->offset;

	switch (f->kind) {
	case FIELD_INTEGER:
		return json_integer((json_int_t) * (const double *)at);
	case FIELD_COUNT: return json_integer(*(const int64_t *)at);
	case FIELD_INT: return json_integer(*(const int *)at);
	case FIELD_TEXT: return text_to_json(*(const char *const *)at);
	case FIELD_DAY: return day_json(*(const day_t *)at);
	case FIELD_BOOL: return json_boolean(*(const bool *)at);
	case FIELD_LIST: return list_json(item->list, item->n_list);
	case FIELD_PLAIN: return json_real(*(const double *)at);
	default:
		return rounded(*(const double *)at,
		    (int)(f->kind - FIELD_1) + 1);
	}
}

static json_t *
item_json(const struct advice_item *item, bool alert)
{
	json_t *o = json_object();

	json_put(o, "code", json_string(advise_code_name(item->code)));
	for (const struct code_field *f = code_fields(item->code);
	     f->kind != FIELD_END; f++)
		json_put(o, f->key, field_json(f, item));
	if (alert)
		json_put(o, "severity",
		    json_string(advise_severity_name(item->severity)));
	return o;
}

static json_t *
items_json(const struct advice_item *v, size_t n, bool alerts)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, item_json(&v[i], alerts));
	return list;
}

json_t *
advice_alert_to_json(const struct advice_item *alert)
{
	return item_json(alert, true);
}

static json_t *
state_json(const struct advice_sender *s)
{
	switch (s->state) {
	case STATE_STABLE: return json_string("STABLE");
	case STATE_BROKEN: return json_string("BROKEN");
	case STATE_SETTLING: return json_sprintf("SETTLING:%d", s->settle_days);
	case STATE_FIXED: return json_string("FIXED");
	default: return json_null();
	}
}

static json_t *
share_json(int64_t part, int64_t of)
{
	return of > 0 ? rounded((double)part / (double)of, 4) : json_null();
}

json_t *
advice_sender_to_json(const struct advice_sender *s)
{
	json_t *o = json_object(), *relay = json_array();

	json_put(o, "key", text_to_json(s->key));
	json_put(o, "name", text_to_json(s->name));
	json_put(o, "guess", text_to_json(s->guess));
	json_put(o, "together", text_to_json(s->together));
	json_put(o, "cat", text_to_json(advise_class_name(s->class)));
	json_put(o, "why",
	    s->unauth > 0 ? text_to_json(advise_evidence_name(s->evidence))
	                  : json_null());
	json_put(o, "state", state_json(s));
	json_put(o, "n", json_integer(s->n));
	json_put(o, "legit", json_integer(s->legit));
	json_put(o, "pass_rate",
	    share_json(s->direct - s->direct_fail, s->legit));
	json_put(o, "dkim_rate", share_json(s->dkim, s->direct));
	json_put(o, "spf_rate", share_json(s->spf, s->direct));
	json_put(o, "proof", text_to_json(advise_proof_name(advise_proof(s))));
	json_put(o, "unauth", json_integer(s->unauth));
	json_array_append_new(relay, json_integer(s->relay_ok));
	json_array_append_new(relay, json_integer(s->relay_exempt));
	json_array_append_new(relay, json_integer(s->relay_fail));
	json_put(o, "relay", relay);
	json_put(o, "first_day", day_json(s->first_day));
	json_put(o, "last_day", day_json(s->last_day));
	return o;
}

static json_t *
senders_json(const struct advice *a)
{
	json_t *list = json_array();

	for (size_t i = 0; i < a->n_senders && i < SENDERS_SHOWN; i++)
		json_array_append_new(list,
		    advice_sender_to_json(&a->senders[i]));
	return list;
}

static json_t *
whatif_json(const struct advice *a)
{
	json_t *all = json_object();

	for (size_t i = 0; i < a->n_whatif; i++) {
		const struct advice_whatif *w = &a->whatif[i];
		json_t *o = json_object();

		json_put(o, "legit_quar_day", rounded(w->legit_quarantine, 2));
		json_put(o, "legit_rej_day", rounded(w->legit_reject, 2));
		json_put(o, "legit_upper_day", rounded(w->legit_upper, 2));
		json_put(o, "unknown_day", rounded(w->unknown, 2));
		json_put(o, "forward_day", rounded(w->forward, 2));
		json_put(o, "spoof_stopped_day", rounded(w->spoof_stopped, 2));
		json_put(o, "exposure", rounded(w->exposure, 3));
		json_put(all, advise_rung_name(w->rung), o);
	}
	return all;
}

static json_t *
record_json(const struct advice *a, const char *record)
{
	return record == NULL
	           ? json_null()
	           : json_sprintf("%s TXT \"%s\"", a->record_name, record);
}

static void
numbers_put(json_t *o, const struct advice *a)
{
	json_t *forward = json_object();

	json_put(o, "window_days", json_integer(a->window_days));
	json_put(o, "n_legit", json_integer(a->n_legit));
	json_put(o, "n_known", json_integer(a->n_known));
	json_put(o, "legit_per_week", rounded(a->legit_per_week, 1));
	json_put(o, "x_legit", json_integer(a->x_legit));
	json_put(o, "ub95", rounded(a->ub95, 5));
	json_put(o, "worst_loss_week", rounded(a->worst_loss_week, 3));
	json_put(o, "dkim_cov", rounded(a->dkim_cov, 4));
	json_put(o, "naive_pass_rate", rounded(a->naive_pass_rate, 4));
	json_put(o, "rfc9989_share", rounded(a->rfc9989_share, 3));
	json_put(o, "spoof_n", json_integer(a->spoof_n));
	json_put(forward, "passed", json_integer(a->forward.passed));
	json_put(forward, "exempt", json_integer(a->forward.exempt));
	json_put(forward, "failed", json_integer(a->forward.failed));
	json_put(o, "forward", forward);
}

static void
step_put(json_t *o, const struct advice *a)
{
	json_t *ladder = json_array();

	for (size_t i = 0; i < a->n_ladder; i++)
		json_array_append_new(ladder,
		    json_string(advise_rung_name(a->ladder[i])));
	json_put(o, "stage", text_to_json(a->stage.name));
	json_put(o, "dwell_days", json_integer(a->dwell_days));
	json_put(o, "ladder", ladder);
	json_put(o, "target",
	    a->target == RUNG_NONE ? json_null()
	                           : json_string(advise_rung_name(a->target)));
	json_put(o, "verdict", json_string(advise_verdict_name(a->verdict)));
	json_put(o, "announced", json_boolean(a->announced));
	json_put(o, "score", json_integer(a->score));
	json_put(o, "earliest",
	    a->has_earliest ? day_json(a->earliest) : json_null());
	json_put(o, "next_record", record_json(a, a->next_record));
	json_put(o, "rollback_record", record_json(a, a->rollback_record));
	json_put(o, "publish_now", json_boolean(a->publish_now));
}

json_t *
advice_to_json(const struct advice *a)
{
	json_t *o = json_object();

	json_put(o, "domain", text_to_json(a->domain));
	json_put(o, "as_of", day_json(a->as_of));
	json_put(o, "span_days", json_integer(a->span_days));
	step_put(o, a);
	numbers_put(o, a);
	json_put(o, "reporters", list_json(a->reporters, a->n_reporters));
	json_put(o, "blockers", items_json(a->blockers, a->n_blockers, false));
	json_put(o, "sub_blockers",
	    items_json(a->sub_blockers, a->n_sub_blockers, false));
	json_put(o, "confirms", items_json(a->confirms, a->n_confirms, false));
	json_put(o, "alerts", items_json(a->alerts, a->n_alerts, true));
	json_put(o, "notices", items_json(a->notices, a->n_notices, false));
	json_put(o, "whatif", whatif_json(a));
	json_put(o, "senders", senders_json(a));
	json_put(o, "senders_total", json_integer((json_int_t)a->n_senders));
	return o;
}
