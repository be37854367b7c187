/*
 * The advice on all domains, a line each, the most urgent first: what burns,
 * what holds, what can be done today, what waits for an answer, what is to be
 * mended, what only waits, what is done.
 */
#include <stdlib.h>
#include <string.h>

#include "web/advice.h"

enum { ITEMS_MAX = 64 };

struct board {
	struct request *r;
	struct line {
		json_t *json; /* owned */
		int urgency, score;
	} * lines;
	size_t n, cap;
};

static bool
is_question(const struct advice_item *i)
{
	return i->code == CODE_B_UNKNOWN || i->ask ||
	       (i->code >= CODE_S_ONE_REPORTER &&
	           i->code <= CODE_S_CONFIRM_PARKED);
}

/* The place in the list, 0 first (ui.md, Overview). */
static int
urgency(const struct advice *v, int questions)
{
	switch (v->verdict) {
	case VERDICT_ROLLBACK: return 0;
	case VERDICT_HOLD:
	case VERDICT_FIX_RECORD:
	case VERDICT_ATTENTION: return 1;
	case VERDICT_READY: return 2;
	case VERDICT_READY_IF_CONFIRMED: return 3;
	case VERDICT_NOT_READY:
		if (questions > 0)
			return 3;
		for (size_t i = 0; i < v->n_blockers; i++)
			if (!advise_is_waiting(v->blockers[i].code))
				return 4;
		return 5;
	default: return v->verdict == VERDICT_DONE ? 7 : 6;
	}
}

/* What is on top: its code, its sender, and a few words. */
static void
put_task(json_t *o, const struct advice_context *c,
    const struct advice_item *first, struct arena *a)
{
	const struct advice *v = c->advice;
	const char *text = NULL;

	if (v->verdict == VERDICT_READY)
		text =
		    arena_printf(a, "publish %s", advise_text_rung(v->target));
	else if (first && v->verdict != VERDICT_DONE &&
	         v->verdict != VERDICT_NO_DATA)
		text = advise_text_task(c, first, a);
	json_put(o, "task", text_to_json(text));
	json_put(o, "task_code",
	    text && v->verdict != VERDICT_READY
	        ? json_string(advise_code_name(first->code))
	        : json_null());
	json_put(o, "task_sender",
	    text && v->verdict != VERDICT_READY ? text_to_json(first->sender)
	                                        : json_null());
}

static json_t *
day_to_json(bool known, day_t day)
{
	char text[DAY_TEXT_MAX];
	return known ? json_string(day_format(day, text)) : json_null();
}

/* Numbers of the window and the step. */
static void
put_numbers(json_t *o, const struct advice *v)
{
	int days = v->window_days > 0 ? v->window_days : 1;

	json_put(o, "domain", text_to_json(v->domain));
	json_put(o, "verdict", json_string(advise_verdict_name(v->verdict)));
	json_put(o, "announced", json_boolean(v->announced));
	json_put(o, "score", json_integer(v->score));
	json_put(o, "stage", text_to_json(v->stage.name));
	json_put(o, "stage_text", text_to_json(v->stage.text));
	json_put(o, "rung",
	    v->stage.rung < 0 ? json_null() : json_integer(v->stage.rung));
	json_put(o, "target",
	    v->target == RUNG_NONE ? json_null()
	                           : json_string(advise_rung_name(v->target)));
	json_put(o, "earliest", day_to_json(v->has_earliest, v->earliest));
	json_put(o, "window_days", json_integer(v->window_days));
	json_put(o, "own", json_integer(v->n_known));
	json_put(o, "own_pass", json_integer(v->n_legit - v->x_legit));
	json_put(o, "forged", json_integer(v->spoof_n));
	json_put(o, "forged_day", json_integer((v->spoof_n + days / 2) / days));
	json_put(o, "lost_week", json_integer(7 * v->forward.failed / days));
	json_put(o, "last_day", day_to_json(v->span_days > 0, v->last_day));
	json_put(o, "next_record", text_to_json(v->next_record));
	json_put(o, "publish_now", json_boolean(v->publish_now));
}

static void
add_line(struct board *b, const struct advice_context *c, struct arena *a)
{
	const struct advice_item *items[ITEMS_MAX];
	const struct advice *v = c->advice;
	size_t n = advise_items(v, items, ITEMS_MAX);
	int questions = 0, critical = 0;
	json_t *o = json_object();

	for (size_t i = 0; i < n; i++)
		questions += is_question(items[i]);
	for (size_t i = 0; i < v->n_alerts; i++)
		critical += v->alerts[i].severity == SEVERITY_CRITICAL;
	put_numbers(o, v);
	advice_set_own_days(o, v);
	put_task(o, c, n > 0 ? items[0] : NULL, a);
	json_put(o, "verdict_text", text_to_json(advise_text_verdict(c, a)));
	json_put(o, "questions", json_integer(questions));
	json_put(o, "alerts", json_integer((json_int_t)v->n_alerts));
	json_put(o, "critical", json_integer(critical));
	if (b->n == b->cap) {
		b->cap = 2 * b->cap + 64;
		b->lines = xrealloc(b->lines, b->cap * sizeof(*b->lines));
	}
	b->lines[b->n++] = (struct line){ o, urgency(v, questions), v->score };
}

static enum err
on_name(void *ctx, const char *name, struct error *e)
{
	struct board *b = ctx;
	const struct evaluate_when when = { .today = b->r->today,
		.now = b->r->site->now() };
	struct domain_settings settings;
	struct advice_context c;
	struct arena arena;

	arena_init(&arena, EVALUATE_ARENA_MAX);
	enum err err =
	    store_domain_settings(b->r->store, name, &arena, &settings, e);
	if (err == OK && strcmp(settings.value[DOMAIN_OWN], "no") != 0) {
		err = evaluate(b->r->store, name, &when, &arena, &c, e);
		if (err == OK)
			add_line(b, &c, &arena);
	}
	arena_release(&arena);
	return err == ERR_NOTFOUND ? OK : err;
}

/* By urgency, then the nearest to its goal; names come in order. */
static int
compare(const void *x, const void *y)
{
	const struct line *a = x, *b = y;

	if (a->urgency != b->urgency)
		return a->urgency - b->urgency;
	if (a->score != b->score)
		return b->score - a->score;
	return strcmp(json_string_value(json_object_get(a->json, "domain")),
	    json_string_value(json_object_get(b->json, "domain")));
}

enum err
api_board(struct request *r, struct answer *a, struct error *e)
{
	struct board b = { .r = r };
	json_t *o, *items = json_array();
	enum err err = api_head(r, NULL, &o, e);

	if (err != OK) {
		json_decref(items);
		return err;
	}
	json_put(o, "items", items);
	err = store_domain_names(r->store, on_name, &b, e);
	if (b.n > 1)
		qsort(b.lines, b.n, sizeof(*b.lines), compare);
	for (size_t i = 0; i < b.n; i++)
		json_array_append_new(items, b.lines[i].json);
	free(b.lines);
	if (err == OK)
		return answer_json(a, o, e);
	json_decref(o);
	return err;
}
