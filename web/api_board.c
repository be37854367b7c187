/*
 * The board: a line per domain that is ours, the most urgent first.  The lines
 * are those that were kept when the domains were judged; one that was not
 * judged today, or of which something has changed since, is judged now.
 */
#include <stdlib.h>
#include <string.h>

#include "advise/advise.h"
#include "core/text_json.h"
#include "web/advice.h"

struct board {
	struct request *r;
	struct evaluate_when when;
	struct line {
		json_t *json; /* owned */
		json_int_t urgency, score;
		const char *domain; /* of json */
	} * lines;
	size_t n, cap;
};

static void
add_line(struct board *b, json_t *o)
{
	struct line l = { .json = o };

	/* What a newer program kept may be unknown here. */
	if (json_unpack(o, "{s:I, s:I, s:s}", "urgency", &l.urgency, "score",
	        &l.score, "domain", &l.domain) != 0) {
		json_decref(o);
		return;
	}
	if (b->n == b->cap) {
		b->cap = 2 * b->cap + 64;
		b->lines = xrealloc(b->lines, b->cap * sizeof(*b->lines));
	}
	b->lines[b->n++] = l;
}

/* The line that was kept and is right; NULL: there is none. */
static enum err
kept_line(struct board *b, const char *name, struct arena *a, json_t **ret,
    struct error *e)
{
	struct evaluation v = { .board = NULL };
	bool kept = false;
	enum err err = evaluate_is_kept(b->r->store, name, &b->when, &kept, e);

	if (err == OK && kept)
		err = store_evaluation_before(b->r->store, name, b->when.today,
		    a, &v, e);
	if (err == OK)
		*ret = kept && v.board ? json_loads(v.board, 0, NULL) : NULL;
	return err;
}

static enum err
judge_line(struct board *b, const char *name, struct arena *a, json_t **ret,
    struct error *e)
{
	struct advice_context c;
	enum err err = evaluate(b->r->store, name, &b->when, a, &c, e);

	if (err == OK)
		*ret = board_line_to_json(&c, a);
	return err;
}

static json_t *
group_json(const char *group)
{
	return *group != '\0' ? text_to_json(group) : json_null();
}

static enum err
on_name(void *ctx, const char *name, struct error *e)
{
	struct board *b = ctx;
	struct domain_settings settings;
	json_t *line = NULL;
	struct arena arena;

	arena_init(&arena, EVALUATE_ARENA_MAX);
	enum err err =
	    store_domain_settings(b->r->store, name, &arena, &settings, e);
	if (err == OK && strcmp(settings.value[DOMAIN_OWN], "no") != 0) {
		err = kept_line(b, name, &arena, &line, e);
		if (err == OK && line == NULL)
			err = judge_line(b, name, &arena, &line, e);
		if (err == OK) {
			/* What a person said counts from now on. */
			json_put(line, "group",
			    group_json(settings.value[DOMAIN_GROUP]));
			add_line(b, line);
		}
	}
	arena_release(&arena);
	return err == ERR_NOTFOUND ? OK : err;
}

/* By urgency, then the nearest to its goal, then by name. */
static int
compare(const void *x, const void *y)
{
	const struct line *a = x, *b = y;

	if (a->urgency != b->urgency)
		return a->urgency < b->urgency ? -1 : 1;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return strcmp(a->domain, b->domain);
}

enum err
api_board(struct request *r, struct answer *a, struct error *e)
{
	struct board b = { .r = r, .when = advice_when(r) };
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
