/*
 * Who sends in the name of a domain.  The list sums what the days were taken
 * for when they were judged (day_sender), so any days can be asked about; names
 * and classes are those of the advice.
 */
#include <stdlib.h>
#include <string.h>

#include "web/advice.h"

/* A sender and its messages by what they are. */
struct sender_row {
	const char *sender; /* key */
	const char *name, *cat, *said;
	int64_t messages, own_pass, own_fail, forwarded, unsure, forged;
	day_t first_day, last_day; /* inside the span */
};
#define C(member, type) COLUMN(struct sender_row, member, #member, type, 0)
static const struct column sender_columns[] = {
	C(sender, COLUMN_TEXT),
	C(name, COLUMN_TEXT),
	C(cat, COLUMN_TEXT),
	C(said, COLUMN_TEXT),
	C(messages, COLUMN_COUNT),
	C(own_pass, COLUMN_COUNT),
	C(own_fail, COLUMN_COUNT),
	C(forwarded, COLUMN_COUNT),
	C(unsure, COLUMN_COUNT),
	C(forged, COLUMN_COUNT),
	C(first_day, COLUMN_DAY),
	C(last_day, COLUMN_DAY),
};
#undef C
const struct table sender_table = { "senders", sender_columns,
	sizeof(sender_columns) / sizeof(sender_columns[0]) };

struct gathering {
	struct arena arena;
	const void **rows; /* owned; struct sender_row, arena */
	struct sender_row *last;
	size_t n, cap;
	json_t *judged; /* by key: the sender of the advice; owned */
	json_t *said;   /* by key: the verdict; owned */
};

static const char *
member(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

/* The row of the sum's sender, which is the last one or new. */
static struct sender_row *
row_of(struct gathering *g, const struct sender_sum *s)
{
	const json_t *line = json_object_get(g->judged, s->sender);
	struct sender_row *row;

	if (g->last && strcmp(g->last->sender, s->sender) == 0)
		return g->last;
	row = arena_alloc(&g->arena, sizeof(*row));
	if (!row)
		return NULL;
	*row = (struct sender_row){
		.sender = arena_strdup(&g->arena, s->sender),
		.name = member(line, "name"),
		.cat = member(line, "cat"),
		.said = member(g->said, s->sender),
		.first_day = s->first_day,
		.last_day = s->last_day,
	};
	if (g->n == g->cap) {
		g->cap = 2 * g->cap + 64;
		g->rows = xrealloc(g->rows, g->cap * sizeof(*g->rows));
	}
	g->rows[g->n++] = row;
	return g->last = row;
}

static enum err
on_sum(void *ctx, const struct sender_sum *s, struct error *e)
{
	struct gathering *g = ctx;
	struct sender_row *row;

	/* All that was forged has no sender. */
	if (*s->sender == '\0')
		return OK;
	row = row_of(g, s);
	if (g->arena.full)
		return error_set(e, ERR_LIMIT,
		    "there are too many senders; ask for fewer days");
	int64_t *const parts[PART_COUNT] = { [PART_OWN_PASS] = &row->own_pass,
		[PART_OWN_FAIL] = &row->own_fail,
		[PART_FORWARDED] = &row->forwarded,
		[PART_FORGED] = &row->forged,
		[PART_UNSURE] = &row->unsure };
	*parts[advise_part((enum advice_traffic)s->traffic, s->passed)] +=
	    s->messages;
	row->messages += s->messages;
	if (s->first_day < row->first_day)
		row->first_day = s->first_day;
	if (s->last_day > row->last_day)
		row->last_day = s->last_day;
	return OK;
}

static enum err
on_said(void *ctx, const struct decision *d, struct error *e)
{
	struct gathering *g = ctx;

	(void)e;
	if (d->in_force && d->match_type == SUBJECT_KEY)
		json_put(g->said, d->subject, json_string(d->value));
	return OK;
}

/* What they are called; a domain without advice is no mistake. */
static enum err
read_judged(struct request *r, struct gathering *g, struct error *e)
{
	const struct evaluate_when when = advice_when(r);
	struct advice_context c;
	struct arena arena;

	arena_init(&arena, EVALUATE_ARENA_MAX);
	enum err err =
	    evaluate(r->store, r->filter.domain, &when, &arena, &c, e);
	for (size_t i = 0; err == OK && i < c.advice->n_senders; i++)
		json_put(g->judged, c.advice->senders[i].key,
		    advice_sender_to_json(&c.advice->senders[i]));
	arena_release(&arena);
	return err == ERR_NOTFOUND ? OK : err;
}

static enum err
add_sender(void *ctx, const void *row, struct error *e)
{
	struct list *l = ctx;
	return list_row(l, row,
	    list_takes_json(l) ? table_row_json(&sender_table, row) : NULL, e);
}

static enum err
ask_senders(struct list *l, struct error *e)
{
	struct request *r = l->r;
	struct gathering g = { .judged = json_object(), .said = json_object() };

	arena_init(&g.arena, REQUEST_ARENA_MAX);
	enum err err = read_judged(r, &g, e);
	if (err == OK)
		err = store_decisions(r->store, r->filter.domain, ABOUT_SENDER,
		    on_said, &g, e);
	if (err == OK)
		err = store_sender_sums(r->store, r->filter.domain,
		    l->span->from, l->span->to, on_sum, &g, e);
	if (err == OK)
		err = store_page(&sender_table, &l->filter, g.rows, g.n,
		    add_sender, l, &l->page, e);
	free(g.rows);
	json_decref(g.judged);
	json_decref(g.said);
	arena_release(&g.arena);
	return err;
}

enum err
api_senders(struct request *r, struct answer *a, struct error *e)
{
	return list_of_domain(r, a, ask_senders, e);
}
