/*
 * Networks that are shown as one sender (4.2): direct mail that carries the
 * same aligned selector comes from all of them.  For display only: the verdict
 * goes by each.  So one that differs from the others, by its class, by its
 * state or by what was said of it, keeps a line of its own.
 *
 * Keys that share a selector are joined to trees; the root stands for all.
 */
#include <stdlib.h>
#include <string.h>

#include "advise/engine.h"

/* A network that may be shown with others. */
struct member {
	uint32_t root;
	struct advice_sender *sender;
};

static uint32_t
root_of(uint32_t *up, uint32_t at)
{
	while (up[at] != at)
		at = up[at] = up[up[at]];
	return at;
}

/* The keys of each selector's direct mail, into the tree of the first one. */
static void
join(const struct engine *g, uint32_t *up, uint32_t *first)
{
	for (uint32_t i = 0; i < g->n_shapes; i++) {
		const struct shape *s = &g->shapes[i];
		const struct results *r = &g->results[s->auth];

		if (s->stream != STREAM_DIRECT || !g->keys[s->key].is_net ||
		    (s->flags & FACTS_DKIM) == 0)
			continue;
		for (uint32_t j = 0; j < r->n_signatures; j++) {
			uint32_t at = r->signatures[j].selector;

			if (r->signatures[j].passes == 0)
				continue;
			if (first[at] == MAP_NONE)
				first[at] = root_of(up, s->key);
			else
				up[root_of(up, s->key)] =
				    root_of(up, first[at]);
		}
	}
}

static bool
is_alike(const struct member *a, const struct member *b)
{
	return a->root == b->root && a->sender->class == b->sender->class &&
	       a->sender->state == b->sender->state;
}

/* Those that are alike side by side, the one with the most mail first. */
static int
compare(const void *va, const void *vb)
{
	const struct member *a = va, *b = vb;

	if (a->root != b->root)
		return a->root < b->root ? -1 : 1;
	if (a->sender->class != b->sender->class)
		return a->sender->class < b->sender->class ? -1 : 1;
	if (a->sender->state != b->sender->state)
		return a->sender->state < b->sender->state ? -1 : 1;
	if (a->sender->n != b->sender->n)
		return a->sender->n > b->sender->n ? -1 : 1;
	return strcmp(a->sender->key, b->sender->key);
}

static size_t
members_find(struct engine *g, uint32_t *up, struct member *v)
{
	size_t n = 0;

	for (uint32_t i = 0; i < g->key_names.n; i++) {
		struct advice_sender *s = &g->keys[i].out;

		if (g->keys[i].is_net && s->direct > 0 &&
		    s->decision == DECISION_NONE)
			v[n++] = (struct member){ root_of(up, i), s };
	}
	return n;
}

enum err
together_find(struct engine *g, struct error *e)
{
	const uint32_t keys = g->key_names.n, selectors = g->signers.n;
	uint32_t *up = map_array(g->a, keys, sizeof(*up));
	uint32_t *first = map_array(g->a, selectors, sizeof(*first));
	struct member *v = map_array(g->a, keys, sizeof(*v));
	size_t n;

	if (up == NULL || first == NULL || v == NULL)
		return engine_full(g, e);
	for (uint32_t i = 0; i < keys; i++)
		up[i] = i;
	memset(first, 0xff, selectors * sizeof(*first));
	join(g, up, first);
	n = members_find(g, up, v);
	qsort(v, n, sizeof(*v), compare);
	for (size_t i = 1, at = 0; i < n; i++) {
		if (!is_alike(&v[i], &v[at])) {
			at = i;
			continue;
		}
		v[at].sender->together = v[at].sender->key;
		v[i].sender->together = v[at].sender->key;
	}
	return OK;
}
