/*
 * Where a domain's mail came from, address by address, as the advisor judges
 * it: all of it, one sender's, or what is forged, over the days of the advice,
 * whose sums these are.
 */
#include <stdlib.h>

#include "web/advice.h"
#include "web/list.h"

static enum err
add_address(void *ctx, const void *row, struct error *e)
{
	struct list *l = ctx;
	return list_row(l, row,
	    list_takes_json(l) ? advice_address_to_json(row) : NULL, e);
}

static enum err
hand_on(struct list *l, const struct advice_addresses *found, struct error *e)
{
	const void **rows = xcalloc(found->n + 1, sizeof(*rows));

	for (size_t i = 0; i < found->n; i++)
		rows[i] = &found->v[i];
	enum err err = store_page(&address_table, &l->filter, rows, found->n,
	    add_address, l, &l->page, e);
	free(rows);
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
	const struct span days = { found->from, found->to };
	json_t *selectors = json_array();

	frame_set_json(o, found->to, &days);
	json_put(o, "domain", text_to_json(found->domain));
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
