/*
 * Where a domain's mail came from, address by address, as the advisor judges
 * it: all of it, one sender's, or what is forged.  It is judged when asked,
 * over the days of the advice, whose sums these are.
 */
#include <stdlib.h>

#include "web/advice.h"
#include "web/list.h"

/* Tells equal rows apart, the same for the next page (FNV-1a). */
static int64_t
id_of(const struct ip *ip)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < ip->len; i++)
		h = (h ^ ip->bytes[i]) * UINT64_C(1099511628211);
	return (int64_t)(h >> 1);
}

static enum err
hand_on(struct list *l, const struct advice_addresses *found, struct error *e)
{
	struct ranked *v = xcalloc(found->n + 1, sizeof(*v));
	size_t first = 0, n = 0;
	struct order o;
	enum err err = order_read(&address_table, &l->filter, &o, e);

	for (size_t i = 0; i < found->n; i++)
		v[i] = (struct ranked){ &found->v[i],
			id_of(&found->v[i].source_ip) };
	if (err == OK)
		err = order_page(&o, &l->filter, v, found->n, &first, &n,
		    &l->page, e);
	for (size_t i = first; i < first + n && err == OK; i++) {
		const struct advice_address *row = v[i].row;

		err = list_row(l, row,
		    list_takes_json(l) ? advice_address_to_json(row) : NULL, e);
	}
	free(v);
	return err;
}

static enum err
judge(struct request *r, struct arena *a, struct advice_addresses *ret,
    struct error *e)
{
	const struct evaluate_when when = advice_when(r);
	const struct advice_ask ask = {
		.sender =
		    r->filter.set & FILTER_SENDER ? r->filter.sender : NULL,
		.whose =
		    r->filter.set & FILTER_WHOSE ? r->filter.whose : WORD_UNSET,
	};

	return evaluate_addresses(r->store, r->filter.domain, &when, &ask, a,
	    ret, e);
}

/* A page of rows. */
static enum err
ask_addresses(struct list *l, struct error *e)
{
	struct advice_addresses found;
	struct arena arena;

	arena_init(&arena, EVALUATE_ARENA_MAX);
	enum err err = judge(l->r, &arena, &found, e);
	if (err == OK)
		err = hand_on(l, &found, e);
	arena_release(&arena);
	return err;
}

/* One page with the days that it is of, and the signatures. */
static enum err
set_page(struct list *l, const struct advice_addresses *found, json_t *o,
    struct error *e)
{
	const struct span days = { found->from, found->advice->as_of };
	json_t *selectors = json_array();

	frame_set_json(o, found->advice->as_of, &days);
	json_put(o, "domain", text_to_json(found->advice->domain));
	for (size_t i = 0; i < found->n_selectors; i++)
		json_array_append_new(selectors,
		    advice_selector_to_json(&found->selectors[i]));
	json_put(o, "selectors", selectors);
	l->items = json_array();
	json_put(o, "items", l->items);
	enum err err = hand_on(l, found, e);
	if (err == OK)
		page_set_json(o, &l->page);
	return err;
}

enum err
api_addresses(struct request *r, struct answer *a, struct error *e)
{
	struct list l = { .r = r, .a = a, .filter = r->filter };
	struct advice_addresses found;
	struct arena arena;
	json_t *o;

	if (r->form != FORM_JSON)
		return list_answer(r, a, NULL, NULL, ask_addresses, e);
	arena_init(&arena, EVALUATE_ARENA_MAX);
	o = json_object();
	enum err err = judge(r, &arena, &found, e);
	if (err == OK)
		err = set_page(&l, &found, o, e);
	arena_release(&arena);
	if (err == OK)
		return answer_json(a, o, e);
	json_decref(o);
	return err;
}
