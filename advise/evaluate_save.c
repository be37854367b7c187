/*
 * A judgement that is kept: the verdict of the day, its line on the board,
 * alerts, days, relays, and the advice as a whole, in one transaction.
 */
#include "advise/evaluate_kept.h"

#include <string.h>

#include "advise/advise.h"
#include "core/text_json.h"
#include "store/store.h"

/* "svc:amazonses tok1._domainkey.d", "" for the whole domain. */
static const char *
alert_subject(const struct advice_item *i, struct arena *a)
{
	return arena_printf(a, "%s%s%s", i->sender != NULL ? i->sender : "",
	    i->selector != NULL ? " " : "",
	    i->selector != NULL ? i->selector : "");
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
			.detail =
			    json_to_text(advice_alert_to_json(&v->alerts[i]),
			        a),
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
		    .board = json_to_text(board_line_to_json(c, a), a) },
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
		err = evaluate_judge(st, domain, &now, &params, &a, &c, e);
	if (err == OK && c.advice != NULL)
		err = save(st, &c, &now, changes, &a, e);
	arena_release(&a);
	return err == ERR_NOTFOUND ? OK : err;
}
