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
	struct arena arena; /* texts of the lines */
	struct line {
		struct board_place place;
		const char *text, *domain;
		const char *group; /* "": none */
	} * lines;                 /* owned */
	size_t n, cap;
};

/* Copies of all that is in it. */
static enum err
add_line(struct board *b, const struct line *l, struct error *e)
{
	struct line copy = { .place = l->place,
		.text = arena_memdup(&b->arena, l->text, l->place.n),
		.domain = arena_strdup(&b->arena, l->domain),
		.group = arena_strdup(&b->arena, l->group) };

	if (b->arena.full)
		return error_set(e, ERR_LIMIT, "the board is too large");
	if (b->n == b->cap) {
		b->cap = 2 * b->cap + 64;
		b->lines = xrealloc(b->lines, b->cap * sizeof(*b->lines));
	}
	b->lines[b->n++] = copy;
	return OK;
}

/* The line that was kept and is right; NULL: there is none. */
static enum err
kept_text(struct board *b, const char *name, struct arena *a, const char **ret,
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
		*ret = v.board;
	return err;
}

static enum err
judge_text(struct board *b, const char *name, struct arena *a, const char **ret,
    struct error *e)
{
	struct advice_context c;
	enum err err = evaluate(b->store, name, b->when, a, &c, e);

	if (err == OK)
		*ret = json_to_text(board_line_to_json(&c, a), a);
	return err;
}

/* Its text and its place, in a; one that was damaged is judged again. */
static enum err
read_line(struct board *b, const char *name, struct arena *a, struct line *l,
    struct error *e)
{
	enum err err = kept_text(b, name, a, &l->text, e);

	if (err != OK)
		return err;
	if (l->text != NULL && board_text_read(l->text, &l->place))
		return OK;
	err = judge_text(b, name, a, &l->text, e);
	if (err == OK &&
	    (l->text == NULL || !board_text_read(l->text, &l->place)))
		err = error_set(e, ERR_LIMIT, "the line of %s is too large",
		    name);
	return err;
}

static enum err
on_name(void *ctx, const char *name, struct error *e)
{
	struct board *b = ctx;
	struct domain_settings settings;
	struct line line = { .domain = name };
	struct arena arena;
	enum err err;

	arena_init(&arena, EVALUATE_ARENA_MAX);
	err = store_domain_settings(b->store, name, &arena, &settings, e);
	if (err == OK && strcmp(settings.value[DOMAIN_OWN], "no") != 0) {
		line.group = settings.value[DOMAIN_GROUP];
		err = read_line(b, name, &arena, &line, e);
		if (err == OK)
			err = add_line(b, &line, e);
	}
	arena_release(&arena);
	return err == ERR_NOTFOUND ? OK : err;
}

/* By urgency, then the nearest to its goal, then by name. */
static int
compare(const void *x, const void *y)
{
	const struct line *a = x, *b = y;

	if (a->place.urgency != b->place.urgency)
		return a->place.urgency < b->place.urgency ? -1 : 1;
	if (a->place.score != b->place.score)
		return a->place.score > b->place.score ? -1 : 1;
	return strcmp(a->domain, b->domain);
}

/* The group becomes the last member. */
static void
write_line(struct buf *out, const struct line *l)
{
	json_t *group = text_to_json(*l->group != '\0' ? l->group : NULL);

	buf_add(out, l->text, l->place.n - 1);
	buf_addstr(out, ",\"group\":");
	json_write(out, group);
	buf_addch(out, '}');
	json_decref(group);
}

enum err
evaluate_board(struct store *st, const struct evaluate_when *when,
    struct buf *out, struct error *e)
{
	struct board b = { .store = st, .when = when };
	enum err err;

	arena_init(&b.arena, EVALUATE_ARENA_MAX);
	err = store_domain_names(st, on_name, &b, e);
	if (b.n > 1)
		qsort(b.lines, b.n, sizeof(*b.lines), compare);
	if (err == OK)
		buf_addch(out, '[');
	for (size_t i = 0; i < b.n && err == OK; i++) {
		if (i > 0)
			buf_addch(out, ',');
		write_line(out, &b.lines[i]);
	}
	if (err == OK)
		buf_addch(out, ']');
	free(b.lines);
	arena_release(&b.arena);
	return err;
}
