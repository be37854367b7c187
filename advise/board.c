/* A line of the board, out of the advice on its domain. */
#include "advise/board.h"

#include <string.h>

#include "core/text_json.h"

enum { ITEMS_MAX = 64 };

int
board_questions(const struct advice *v)
{
	const struct advice_item *items[ITEMS_MAX];
	size_t n = advise_items(v, items, ITEMS_MAX);
	int questions = 0;

	for (size_t i = 0; i < n; i++)
		questions += advise_is_question(items[i]);
	return questions;
}

static int
urgency_of_blockers(const struct advice *v)
{
	if (board_questions(v) > 0)
		return 3;
	for (size_t i = 0; i < v->n_blockers; i++)
		if (!advise_is_waiting(v->blockers[i].code))
			return 4;
	return 5;
}

int
board_urgency(const struct advice *v)
{
	switch (v->verdict) {
	case VERDICT_ROLLBACK: return 0;
	case VERDICT_HOLD:
	case VERDICT_FIX_RECORD:
	case VERDICT_ATTENTION: return 1;
	case VERDICT_READY: return 2;
	case VERDICT_READY_IF_CONFIRMED: return 3;
	case VERDICT_NOT_READY: return urgency_of_blockers(v);
	case VERDICT_NO_DATA: return 6;
	case VERDICT_DONE:
	case VERDICT_COUNT: break;
	}
	return 7;
}

const char *
board_task(const struct advice_context *c, struct arena *a,
    const struct advice_item **ret_item)
{
	const struct advice_item *items[ITEMS_MAX];
	const struct advice *v = c->advice;

	*ret_item = NULL;
	if (v->verdict == VERDICT_READY)
		return arena_printf(a, "publish %s",
		    advise_text_rung(v->target));
	if (v->verdict == VERDICT_NO_DATA)
		return NULL;
	size_t i = 0, n = advise_items(v, items, ITEMS_MAX);
	while (v->verdict == VERDICT_DONE && i < n &&
	       !advise_is_question(items[i]))
		i++; /* at the goal only an answer is still wanted */
	if (i >= n)
		return NULL;
	*ret_item = items[i];
	return advise_text_task(c, items[i], a);
}

static json_t *
day_to_json_if(bool known, day_t day)
{
	char text[DAY_TEXT_MAX];

	return known ? json_string(day_format(day, text)) : json_null();
}

static void
put_task(json_t *o, const struct advice_context *c, struct arena *a)
{
	const struct advice_item *item;

	json_put(o, "task", text_to_json(board_task(c, a, &item)));
	json_put(o, "task_code",
	    item ? json_string(advise_code_name(item->code)) : json_null());
	json_put(o, "task_sender",
	    item ? text_to_json(item->sender) : json_null());
}

/* Where it stands and where it may go. */
static void
put_step(json_t *o, const struct advice *v)
{
	json_put(o, "domain", text_to_json(v->domain));
	json_put(o, "verdict", json_string(advise_verdict_name(v->verdict)));
	json_put(o, "announced", json_boolean(v->announced));
	json_put(o, "urgency", json_integer(board_urgency(v)));
	json_put(o, "score", json_integer(v->score));
	json_put(o, "stage", text_to_json(v->stage.name));
	json_put(o, "stage_text", text_to_json(v->stage.text));
	json_put(o, "rung",
	    v->stage.rung < 0 ? json_null() : json_integer(v->stage.rung));
	json_put(o, "target",
	    v->target == RUNG_NONE ? json_null()
	                           : json_string(advise_rung_name(v->target)));
	json_put(o, "earliest", day_to_json_if(v->has_earliest, v->earliest));
	json_put(o, "next_record", text_to_json(v->next_record));
	json_put(o, "publish_now", json_boolean(v->publish_now));
}

/* Numbers of the window. */
static void
put_numbers(json_t *o, const struct advice *v)
{
	int days = v->window_days > 0 ? v->window_days : 1;
	int critical = 0;

	for (size_t i = 0; i < v->n_alerts; i++)
		critical += v->alerts[i].severity == SEVERITY_CRITICAL;
	json_put(o, "window_days", json_integer(v->window_days));
	json_put(o, "own", json_integer(v->n_known));
	json_put(o, "own_pass", json_integer(v->n_legit - v->x_legit));
	json_put(o, "forged", json_integer(v->spoof_n));
	json_put(o, "forged_day", json_integer((v->spoof_n + days / 2) / days));
	json_put(o, "lost_week",
	    json_integer((7 * v->forward.failed + days / 2) / days));
	json_put(o, "last_day", day_to_json_if(v->span_days > 0, v->last_day));
	json_put(o, "questions", json_integer(board_questions(v)));
	json_put(o, "alerts", json_integer((json_int_t)v->n_alerts));
	json_put(o, "critical", json_integer(critical));
}

/* The own messages of each of the last days, those that pass and the rest. */
static void
put_own_days(json_t *o, const struct advice *v)
{
	static const char *const keys[] = { "own_fail_days", "own_pass_days" };
	int64_t own[2][BOARD_DAYS] = { 0 };

	for (size_t i = 0; i < v->n_days; i++) {
		const struct advice_day *d = &v->days[i];
		int64_t at = (int64_t)d->day - v->as_of + BOARD_DAYS - 1;

		if (at < 0 || at >= BOARD_DAYS ||
		    (d->traffic != TRAFFIC_OWN &&
		        d->traffic != TRAFFIC_FIXABLE))
			continue;
		own[d->traffic == TRAFFIC_OWN && d->passed][at] += d->messages;
	}
	for (int pass = 0; pass < 2; pass++) {
		json_t *numbers = json_array();

		for (int i = 0; i < BOARD_DAYS; i++)
			json_array_append_new(numbers,
			    json_integer(own[pass][i]));
		json_put(o, keys[pass], numbers);
	}
}

/*
 * Who sends, so that domains can be found by it.  Networks that nothing else is
 * known of are not looked for, and they are nearly all.
 */
static void
put_senders(json_t *o, const struct advice *v)
{
	json_t *list = json_array();

	for (size_t i = 0; i < v->n_senders; i++) {
		const struct advice_sender *s = &v->senders[i];
		json_t *item;

		if (strncmp(s->key, "net:", 4) == 0)
			continue;
		item = json_object();

		json_put(item, "key", text_to_json(s->key));
		json_put(item, "name", text_to_json(s->name));
		json_put(item, "cat",
		    text_to_json(advise_class_name(s->class)));
		json_array_append_new(list, item);
	}
	json_put(o, "senders", list);
}

/* All that is in the way and more than a matter of time. */
static void
put_problems(json_t *o, const struct advice *v)
{
	const struct advice_item *items[ITEMS_MAX];
	size_t n = advise_items(v, items, ITEMS_MAX);
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *item;

		if (advise_is_waiting(items[i]->code) ||
		    items[i]->code >= CODE_N_UNVERIFIED_REPORTS)
			continue;
		item = json_object();
		json_put(item, "code",
		    json_string(advise_code_name(items[i]->code)));
		json_put(item, "sender", text_to_json(items[i]->sender));
		json_array_append_new(list, item);
	}
	json_put(o, "problems", list);
}

json_t *
board_line_to_json(const struct advice_context *c, struct arena *a)
{
	json_t *o = json_object();

	put_step(o, c->advice);
	put_numbers(o, c->advice);
	put_own_days(o, c->advice);
	put_task(o, c, a);
	put_problems(o, c->advice);
	put_senders(o, c->advice);
	json_put(o, "verdict_text", text_to_json(advise_text_verdict(c, a)));
	return o;
}
