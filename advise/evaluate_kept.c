/*
 * What was said about a domain is said again, while nothing has happened that
 * it hangs on: the day, the engine, which reports are trusted, and all that
 * the store counts as a change.  What reports about other domains show, of a
 * receiver or a forwarder, is taken in when the domain is judged next, at the
 * latest on the next day.
 */
#include "advise/evaluate_kept.h"

#include <stdlib.h>
#include <string.h>

#include "advise/evaluate_load.h"
#include "advise/kept.h"
#include "advise/map.h"

#define KEPT_CONTENT_MAX (64 * MIB)

/* So long after the newest mail others may still be coming in, or be judged. */
enum { TAKING_IN_SECONDS = 60 };

const char *
evaluate_engine(struct store *st, struct arena *a)
{
	const char *name =
	    arena_printf(a, "%s %u", advise_engine, store_trusted(st));

	return name != NULL ? name : "";
}

/* The bytes of *v, in the arena; NULL: it cannot be kept. */
static const void *
bytes_of(const struct kept_struct *form, const void *v, struct arena *a,
    size_t *ret_n)
{
	const void *copy = NULL;
	struct error ignored;
	struct buf content;

	buf_init(&content, KEPT_CONTENT_MAX);
	if (kept_write(form, v, &content, &ignored) == OK)
		copy = arena_memdup(a, content.data, content.len);
	*ret_n = content.len;
	buf_free(&content);
	return copy;
}

void
evaluate_keep(struct store *st, const struct advice *v, int64_t changes,
    struct arena *a, struct advice_kept *ret)
{
	*ret = (struct advice_kept){ .changes = changes,
		.engine = evaluate_engine(st, a) };
	ret->content = bytes_of(&kept_advice, v, a, &ret->n);
	if (v->origins != NULL)
		ret->origins =
		    bytes_of(&kept_origins, v->origins, a, &ret->n_origins);
}

/* The evaluation that is right for one who asks then. */
static struct advice_wanted
wanted(struct store *st, const char *domain, const struct evaluate_when *when,
    struct arena *a)
{
	return (struct advice_wanted){ .domain = domain,
		.day = when->today - 1,
		.engine = evaluate_engine(st, a),
		.taken_in_since = when->while_taken_in
		                      ? when->now - TAKING_IN_SECONDS
		                      : INT64_MAX };
}

enum err
evaluate_is_kept(struct store *st, const char *domain,
    const struct evaluate_when *when, bool *ret, struct error *e)
{
	struct arena a;

	arena_init(&a, KIB);
	const struct advice_wanted w = wanted(st, domain, when, &a);
	enum err err = store_advice_is_kept(st, &w, ret, e);
	arena_release(&a);
	return err;
}

/* The cells of day_sender on their way into an advice. */
struct days {
	struct arena *arena;
	struct advice_day *v; /* owned */
	size_t n, cap;
	struct strings senders; /* each once; arena */
};

/* A copy that all cells of the sender share, NULL when the arena is full. */
static const char *
sender_of(struct days *s, const char *name)
{
	uint32_t at = strings_find(&s->senders, name);
	const char *copy;

	if (at == MAP_NONE && (copy = arena_strdup(s->arena, name)) != NULL)
		at = strings_add(&s->senders, copy);
	return at != MAP_NONE ? s->senders.items[at] : NULL;
}

static enum err
on_day(void *ctx, const struct sender_day *d, struct error *e)
{
	struct days *s = ctx;
	const char *sender = sender_of(s, d->sender);

	if (sender == NULL)
		return error_set(e, ERR_LIMIT, "there are too many senders");
	if (s->n == s->cap) {
		s->cap = 2 * s->cap + 1024;
		s->v = xrealloc(s->v, s->cap * sizeof(*s->v));
	}
	s->v[s->n++] = (struct advice_day){ .day = d->day,
		.sender = sender,
		.traffic = (enum advice_traffic)d->traffic,
		.disposition = (uint8_t)d->disposition,
		.passed = d->passed,
		.exempt = d->exempt,
		.messages = d->messages };
	return OK;
}

/* They are kept once, in a table of their own. */
static enum err
load_days(struct store *st, struct advice *v, struct arena *a, struct error *e)
{
	const struct advise_params params = advise_params_default();
	struct days days = { .arena = a };
	enum err err;

	strings_init(&days.senders, a);
	err = store_sender_days(st, v->domain, v->as_of - params.window_max + 1,
	    v->as_of, on_day, &days, e);

	if (err == OK && days.n > 0) {
		v->days = (const struct advice_day *)arena_memdup(a, days.v,
		    days.n * sizeof(*days.v));
		v->n_days = days.n;
		if (v->days == NULL)
			err = error_set(e, ERR_LIMIT, "%s has too many senders",
			    v->domain);
	}
	free(days.v);
	return err;
}

/* What is kept, and how it is read. */
struct keeping {
	enum err (*ask)(struct store *st, const struct advice_wanted *w,
	    struct arena *a, struct advice_kept *ret, struct error *e);
	const struct kept_struct *form;
};

/* The struct, in the arena; what is damaged is to be judged again. */
static enum err
read_kept(struct store *st, const struct keeping *k, const char *domain,
    const struct evaluate_when *when, struct arena *a, void **ret,
    struct error *e)
{
	const struct advice_wanted w = wanted(st, domain, when, a);
	struct advice_kept kept;
	enum err err = k->ask(st, &w, a, &kept, e);

	if (err == OK &&
	    kept_read(k->form, kept.content, kept.n, a, ret, e) != OK)
		err = error_set(e, ERR_NOTFOUND, "%s is to be judged again",
		    domain);
	return err;
}

enum err
evaluate_kept_advice(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a, struct advice **ret,
    struct error *e)
{
	const struct keeping k = { store_advice_kept, &kept_advice };
	void *v;
	enum err err = read_kept(st, &k, domain, when, a, &v, e);

	if (err == OK)
		*ret = v;
	return err;
}

enum err
evaluate_kept_origins(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a,
    const struct origins **ret, struct error *e)
{
	const struct keeping k = { store_origins_kept, &kept_origins };
	void *v;
	enum err err = read_kept(st, &k, domain, when, a, &v, e);

	if (err == OK)
		*ret = v;
	return err;
}

enum err
evaluate_kept(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a,
    struct advice_context *ret, struct error *e)
{
	struct advise_services *services = NULL;
	struct advice *v;
	enum err err = evaluate_kept_advice(st, domain, when, a, &v, e);

	if (err == OK)
		err = load_days(st, v, a, e);
	if (err == OK)
		err = evaluate_load_services(st, a, &services, e);
	if (err == OK)
		*ret = (struct advice_context){ v, services };
	return err;
}
