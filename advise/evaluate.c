/*
 * One way for all who ask: facts and decisions out of one view of the
 * database, the judgement without it, then what is kept in one transaction.
 */
#include "advise/evaluate_kept.h"
#include "advise/evaluate_load.h"

#include <stdlib.h>
#include <string.h>

#include "advise/advise.h"
#include "core/text_json.h"
#include "store/store.h"

/* What a judgement begins with; in the arena. */
struct inputs {
	struct facts facts;
	struct advise_settings settings;
};

static enum err
inputs_load(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a, struct inputs **ret,
    struct error *e)
{
	struct inputs *in = arena_alloc(a, sizeof(*in));
	enum err err;

	if (in == NULL)
		return error_set(e, ERR_LIMIT, "no memory to judge %s", domain);
	err = evaluate_load(st, domain, when, a, &in->facts, &in->settings, e);
	if (err == OK)
		*ret = in;
	return err;
}

static enum err
judge(struct store *st, const char *domain, const struct evaluate_when *when,
    const struct advise_params *params, struct arena *a,
    struct advice_context *ret, struct error *e)
{
	struct advice *advice = NULL;
	struct inputs *in = NULL;
	enum err err = inputs_load(st, domain, when, a, &in, e);

	if (err != OK)
		return err;
	in->settings.params = *params;
	err = advise(&in->facts, &in->settings, a, &advice, e);
	if (err == OK)
		*ret = (struct advice_context){ advice, in->settings.services };
	return err;
}

enum err
evaluate_addresses(struct store *st, const char *domain,
    const struct evaluate_when *when, const struct advice_ask *ask,
    struct arena *a, struct advice_addresses *ret, struct error *e)
{
	struct advise_params params = advise_params_default();
	const struct origins *origins;
	struct advice_context c;
	enum err err = ERR_NOTFOUND;

	if (when->as_of == 0)
		err = evaluate_kept_origins(st, domain, when, a, &origins, e);
	if (err == OK)
		return advise_addresses(origins, ask, a, ret, e);
	if (err != ERR_NOTFOUND)
		return err;
	params.origins_rows = 0;
	err = judge(st, domain, when, &params, a, &c, e);
	return err == OK ? advise_addresses(c.advice->origins, ask, a, ret, e)
	                 : err;
}

enum err
evaluate(struct store *st, const char *domain, const struct evaluate_when *when,
    struct arena *a, struct advice_context *ret, struct error *e)
{
	const struct advise_params params = advise_params_default();
	enum err err = ERR_NOTFOUND;

	if (when->as_of == 0)
		err = evaluate_kept(st, domain, when, a, ret, e);
	return err != ERR_NOTFOUND
	           ? err
	           : judge(st, domain, when, &params, a, ret, e);
}

enum err
evaluate_replay(struct store *st, const char *domain,
    const struct evaluate_when *when, const char *record, int days,
    struct arena *a, struct replay **ret, struct error *e)
{
	struct advise_params params = advise_params_default();
	struct advise_policy policy;
	struct advice_context c;
	struct advice *v;
	enum err err = advise_record_parse(record, &policy, e);

	if (err != OK)
		return err;
	err = ERR_NOTFOUND;
	if (when->as_of == 0 && days == params.replay_days)
		err = evaluate_kept_advice(st, domain, when, a, &v, e);
	if (err == OK)
		return advise_replay(v, &policy, a, ret, e);
	if (err != ERR_NOTFOUND)
		return err;
	params.replay_days = days;
	err = judge(st, domain, when, &params, a, &c, e);
	return err == OK ? advise_replay(c.advice, &policy, a, ret, e) : err;
}

json_t *
evaluate_to_json(const struct advice_context *c)
{
	json_t *o = advice_to_json(c->advice);

	json_put(o, "texts", advise_texts_to_json(c));
	return o;
}

/* ---------------------------------------------------------------- saving */

/* "svc:amazonses tok1._domainkey.d", "" for the whole domain. */
static const char *
alert_subject(const struct advice_item *i, struct arena *a)
{
	return arena_printf(a, "%s%s%s", i->sender != NULL ? i->sender : "",
	    i->selector != NULL ? " " : "",
	    i->selector != NULL ? i->selector : "");
}

/* Compact, arena; takes the reference. */
static const char *
dump(json_t *o, struct arena *a)
{
	char *text = json_dumps(o, JSON_COMPACT);
	const char *copy = arena_strdup(a, text != NULL ? text : "{}");

	free(text);
	json_decref(o);
	return copy;
}

static enum err
set_alerts(const struct advice *v, struct arena *a, struct evaluation_save *to,
    struct error *e)
{
	struct alert *alerts =
	    arena_alloc(a, (v->n_alerts + 1) * sizeof(*alerts));

	if (alerts == NULL)
		return error_set(e, ERR_LIMIT, "%s has too many alerts",
		    v->domain);
	for (size_t i = 0; i < v->n_alerts; i++)
		alerts[i] = (struct alert){
			.code = advise_code_name(v->alerts[i].code),
			.subject = alert_subject(&v->alerts[i], a),
			.severity = advise_severity_name(v->alerts[i].severity),
			.detail = dump(advice_alert_to_json(&v->alerts[i]), a),
		};
	to->alerts = alerts;
	to->n_alerts = v->n_alerts;
	return OK;
}

static enum err
set_days(const struct advice *v, const struct advise_params *params,
    struct arena *a, struct evaluation_save *to, struct error *e)
{
	struct sender_day *days =
	    arena_alloc(a, (v->n_days + 1) * sizeof(*days));

	if (days == NULL)
		return error_set(e, ERR_LIMIT, "%s has too many senders",
		    v->domain);
	for (size_t i = 0; i < v->n_days; i++)
		days[i] = (struct sender_day){
			.day = v->days[i].day,
			.sender = v->days[i].sender,
			.traffic = (int)v->days[i].traffic,
			.disposition = v->days[i].disposition,
			.passed = v->days[i].passed,
			.exempt = v->days[i].exempt,
			.messages = v->days[i].messages,
		};
	to->days = days;
	to->n_days = v->n_days;
	to->days_from = v->as_of - params->window_max + 1;
	return OK;
}

static enum err
set_relays(const struct advice *v, struct arena *a, struct evaluation_save *to,
    struct error *e)
{
	struct relay_judged *relays =
	    arena_alloc(a, (v->n_relays + 1) * sizeof(*relays));

	if (relays == NULL)
		return error_set(e, ERR_LIMIT, "%s has too many forwarders",
		    v->domain);
	for (size_t i = 0; i < v->n_relays; i++)
		relays[i] = (struct relay_judged){ v->relays[i].ip,
			v->relays[i].last_day };
	to->relays = relays;
	to->n_relays = v->n_relays;
	return OK;
}

/* changes: those before it was judged. */
static enum err
save(struct store *st, const struct advice_context *c,
    const struct evaluate_when *when, int64_t changes, struct arena *a,
    struct error *e)
{
	const struct advise_params params = advise_params_default();
	const struct advice *v = c->advice;
	struct evaluation_save s = {
		.evaluation = { .domain = v->domain,
		    .day = when->today - 1,
		    .as_of = v->as_of,
		    .stage = *v->stage.name != '\0' ? v->stage.name : "NONE",
		    .target = v->target != RUNG_NONE
		                  ? advise_rung_name(v->target)
		                  : NULL,
		    .verdict = advise_verdict_name(v->verdict),
		    .announced = v->announced,
		    .score = v->score,
		    .n_legit = v->n_legit,
		    .x_legit = v->x_legit,
		    .evaluated_at = when->now,
		    .board = dump(board_line_to_json(c, a), a) },
	};
	enum err err = set_alerts(v, a, &s, e);

	evaluate_keep(st, v, changes, a, &s.kept);
	if (err == OK)
		err = set_days(v, &params, a, &s, e);
	if (err == OK)
		err = set_relays(v, a, &s, e);
	if (err == OK)
		err = store_evaluation_save(st, &s, e);
	return err;
}

static enum err
is_own(struct store *st, const char *domain, struct arena *a, bool *ret,
    struct error *e)
{
	struct domain_settings s;
	enum err err = store_domain_settings(st, domain, a, &s, e);

	if (err == OK)
		*ret = strcmp(s.value[DOMAIN_OWN], "yes") == 0;
	return err;
}

enum err
evaluate_and_save(struct store *st, const char *domain,
    const struct evaluate_when *when, struct error *e)
{
	const struct advise_params params = advise_params_default();
	struct evaluate_when now = *when;
	struct advice_context c = { 0 };
	int64_t changes = 0;
	struct arena a;
	bool own = false;
	enum err err;

	now.as_of = 0;
	arena_init(&a, EVALUATE_ARENA_MAX);
	err = store_advice_changes(st, domain, &changes, e);
	if (err == OK)
		err = is_own(st, domain, &a, &own, e);
	if (err == OK && own)
		err = judge(st, domain, &now, &params, &a, &c, e);
	if (err == OK && c.advice != NULL)
		err = save(st, &c, &now, changes, &a, e);
	arena_release(&a);
	return err == ERR_NOTFOUND ? OK : err;
}
