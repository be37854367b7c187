/*
 * The lines are those that were kept when the domains were judged; one that
 * was not judged today, or of which something has changed since, is judged
 * now.  Which domains are ours, and whose they are, a person said: that counts
 * from the moment on when it was said.
 */
#include <stdlib.h>
#include <string.h>

#include "advise/advise.h"
#include "advise/board.h"
#include "core/text_json.h"
#include "store/store.h"

struct board {
	struct store *store;
	const struct evaluate_when *when;
	struct line {
		json_t *json; /* owned */
		json_int_t urgency, score;
		const char *domain; /* of json */
	} * lines;                  /* owned */
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
	enum err err = OK;

	if (b->when->as_of == 0)
		err = evaluate_is_kept(b->store, name, b->when, &kept, e);
	if (err == OK && kept)
		err = store_evaluation_before(b->store, name, b->when->today, a,
		    &v, e);
	if (err == OK)
		*ret = v.board != NULL ? json_loads(v.board, 0, NULL) : NULL;
	return err;
}

static enum err
judge_line(struct board *b, const char *name, struct arena *a, json_t **ret,
    struct error *e)
{
	struct advice_context c;
	enum err err = evaluate(b->store, name, b->when, a, &c, e);

	if (err == OK)
		*ret = board_line_to_json(&c, a);
	return err;
}

static enum err
on_name(void *ctx, const char *name, struct error *e)
{
	struct board *b = ctx;
	struct domain_settings settings;
	const char *group;
	json_t *line = NULL;
	struct arena arena;
	enum err err;

	arena_init(&arena, EVALUATE_ARENA_MAX);
	err = store_domain_settings(b->store, name, &arena, &settings, e);
	if (err == OK && strcmp(settings.value[DOMAIN_OWN], "no") != 0) {
		err = kept_line(b, name, &arena, &line, e);
		if (err == OK && line == NULL)
			err = judge_line(b, name, &arena, &line, e);
		if (err == OK) {
			group = settings.value[DOMAIN_GROUP];
			json_put(line, "group",
			    text_to_json(*group != '\0' ? group : NULL));
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
evaluate_board(struct store *st, const struct evaluate_when *when, json_t **ret,
    struct error *e)
{
	struct board b = { .store = st, .when = when };
	json_t *items = json_array();
	enum err err = store_domain_names(st, on_name, &b, e);

	if (b.n > 1)
		qsort(b.lines, b.n, sizeof(*b.lines), compare);
	for (size_t i = 0; i < b.n; i++)
		json_array_append_new(items, b.lines[i].json);
	free(b.lines);
	if (err == OK)
		*ret = items;
	else
		json_decref(items);
	return err;
}
