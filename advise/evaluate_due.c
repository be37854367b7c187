/*
 * Which domains are to be judged: all whose advice of today is not kept, or is
 * wrong by now.  Whatever changed, and whoever changed it, is found that way,
 * and a second look finds nothing.
 */
#include <stdlib.h>

#include "advise/evaluate.h"
#include "store/store.h"

struct due {
	struct store *st;
	const struct evaluate_when *when;
	struct arena *arena;
	const char **names; /* owned; arena */
	size_t n, cap;
};

static enum err
on_name(void *ctx, const char *name, struct error *e)
{
	struct due *d = ctx;
	bool kept;
	enum err err = evaluate_is_kept(d->st, name, d->when, &kept, e);

	if (err != OK || kept)
		return err;
	if (d->n == d->cap) {
		d->cap = 2 * d->cap + 64;
		d->names = xrealloc(d->names, d->cap * sizeof(*d->names));
	}
	if ((d->names[d->n] = arena_strdup(d->arena, name)) == NULL)
		return error_set(e, ERR_LIMIT, "there are too many domains");
	d->n++;
	return OK;
}

/* One that is too large does not keep the others from being judged. */
static enum err
judge_each(const struct due *d, struct error *e)
{
	const struct evaluate_when *when = d->when;
	enum err err = OK, worst = OK;
	struct error why;

	for (size_t i = 0; i < d->n && (err == OK || err == ERR_LIMIT); i++) {
		if (when->stopped != NULL && when->stopped())
			break;
		if (when->step != NULL)
			when->step(when->ctx, i, d->n);
		err = evaluate_and_save(d->st, d->names[i], when, &why);
		if (err == OK)
			continue;
		worst = err;
		error_set(e, err, "%s", why.text);
	}
	return worst;
}

enum err
evaluate_due(struct store *st, const struct evaluate_when *when,
    struct error *e)
{
	struct arena arena;
	struct due d = { .st = st, .when = when, .arena = &arena };
	enum err err;

	arena_init(&arena, 64 * MIB);
	err = store_domain_names(st, on_name, &d, e);
	if (err == OK)
		err = judge_each(&d, e);
	free(d.names);
	arena_release(&arena);
	return err;
}
