/*
 * The days of a domain by sender, as they are or summed.  A name is looked up
 * once in an answer: each day has the same few senders.  A cell of a sender
 * that is not there is passed over, as `rampart db check` says.
 */
#include <stdlib.h>
#include <string.h>

#include "store/ask.h"
#include "store/day_sender.h"

/* Names of senders that were met; NULL: it is not there. */
struct names {
	struct store *st;
	struct map ids;
	const char **v; /* owned; by number in ids, arena */
	size_t cap;
	struct arena arena;
};

static void
names_init(struct names *n, struct store *st)
{
	*n = (struct names){ .st = st };
	map_init(&n->ids, 1);
	arena_init(&n->arena, ASK_ARENA_MAX);
}

static void
names_free(struct names *n)
{
	map_free(&n->ids);
	free(n->v);
	arena_release(&n->arena);
}

/* Borrowed until names_free(). */
static enum err
name_of(struct names *n, int64_t id, const char **ret, struct error *e)
{
	enum err err = OK;
	bool new;
	size_t i = map_put(&n->ids, &id, &new);

	n->v = map_room(n->v, &n->cap, i, sizeof(*n->v));
	if (new)
		err = ask_text(n->st, SQL_SENDER_NAME, id, &n->arena, &n->v[i],
		    e);
	if (err == OK)
		*ret = n->v[i];
	return err;
}

/* fn for each row of a domain (NULL: all together) and span. */
static enum err
each_day(struct store *st, const char *domain, day_t from, day_t to,
    day_sender_fn fn, void *ctx, struct error *e)
{
	int64_t v[] = { 0, from, to };
	enum err err = ask_domain_named(st, domain, &v[0], e);

	return err != OK ? err
	                 : day_sender_each(st->sql, SQL_DAY_SENDERS, v, 3, fn,
	                       ctx, e);
}

struct handing_on {
	struct names names;
	sender_day_fn fn;
	void *ctx;
};

static enum err
hand_on_day(void *ctx, const struct day_sender *d, struct error *e)
{
	struct handing_on *h = ctx;
	enum err err = day_sender_sound(d, e);

	for (size_t i = 0; i < d->cells.n && err == OK; i++) {
		const struct cell *c = &d->cells.v[i];
		struct sender_day day = { .day = d->day,
			.traffic = cell_traffic(c->kind),
			.disposition = cell_disposition(c->kind),
			.passed = (c->kind & CELL_PASSED) != 0,
			.exempt = (c->kind & CELL_EXEMPT) != 0,
			.messages = c->messages };

		err = name_of(&h->names, c->sender, &day.sender, e);
		if (err == OK && day.sender != NULL)
			err = h->fn(h->ctx, &day, e);
	}
	return err;
}

enum err
store_sender_days(struct store *st, const char *domain, day_t from, day_t to,
    sender_day_fn fn, void *ctx, struct error *e)
{
	struct handing_on h = { .fn = fn, .ctx = ctx };
	enum err err;

	names_init(&h.names, st);
	err = each_day(st, domain, from, to, hand_on_day, &h, e);
	names_free(&h.names);
	return err;
}

/* Sums by sender, traffic and whether it passed. */
struct summing {
	struct map keys;
	struct sender_sum *v; /* owned; by number in keys */
	size_t cap;
};

static enum err
sum_day(void *ctx, const struct day_sender *d, struct error *e)
{
	struct summing *s = ctx;

	for (size_t k = 0; k < d->cells.n; k++) {
		const struct cell *c = &d->cells.v[k];
		int64_t passed = (c->kind & CELL_PASSED) != 0;
		int64_t key[] = { c->sender, cell_traffic(c->kind), passed };
		bool new;
		size_t i = map_put(&s->keys, key, &new);

		s->v = map_room(s->v, &s->cap, i, sizeof(*s->v));
		if (new)
			s->v[i] = (struct sender_sum){ .traffic = (int)key[1],
				.passed = passed != 0,
				.first_day = d->day };
		s->v[i].messages += c->messages;
		s->v[i].last_day = d->day;
	}
	return day_sender_sound(d, e);
}

static int
compare(const void *a, const void *b)
{
	const struct sender_sum *x = a, *y = b;
	int names = strcmp(x->sender, y->sender);

	if (names != 0)
		return names;
	if (x->traffic != y->traffic)
		return x->traffic < y->traffic ? -1 : 1;
	return (int)x->passed - (int)y->passed;
}

/* Those whose sender is there, by its name. */
static enum err
hand_on_sums(struct summing *s, struct names *names, sender_sum_fn fn,
    void *ctx, struct error *e)
{
	size_t n = 0;
	enum err err = OK;

	for (size_t i = 0; i < s->keys.n && err == OK; i++) {
		struct sender_sum sum = s->v[i];

		err = name_of(names, map_key(&s->keys, i)[0], &sum.sender, e);
		if (err == OK && sum.sender != NULL)
			s->v[n++] = sum;
	}
	if (err == OK && n > 1)
		qsort(s->v, n, sizeof(*s->v), compare);
	for (size_t i = 0; i < n && err == OK; i++)
		err = fn(ctx, &s->v[i], e);
	return err;
}

enum err
store_sender_sums(struct store *st, const char *domain, day_t from, day_t to,
    sender_sum_fn fn, void *ctx, struct error *e)
{
	struct summing s = { .v = NULL };
	struct names names;
	enum err err;

	map_init(&s.keys, 3);
	names_init(&names, st);
	err = each_day(st, domain, from, to, sum_day, &s, e);
	if (err == OK)
		err = hand_on_sums(&s, &names, fn, ctx, e);
	names_free(&names);
	map_free(&s.keys);
	free(s.v);
	return err;
}
