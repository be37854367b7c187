/* The ledger: what came in, and how much of it came to which outcome. */
#include "web/list.h"

static enum err
add_row(void *ctx, const struct intake_row *row, struct error *e)
{
	struct list *l = ctx;
	return list_row(l, row,
	    list_takes_json(l) ? intake_row_to_json(row) : NULL, e);
}

static enum err
ask_intake(struct list *l, struct error *e)
{
	return store_intake(l->r->store, &l->filter, add_row, l, &l->page, e);
}

enum err
api_intake(struct request *r, struct answer *a, struct error *e)
{
	struct intake_counts counts;
	json_t *o;
	enum err err = store_intake_counts(r->store, &r->filter, &counts, e);
	if (err == OK)
		err = api_head(r, NULL, &o, e);
	if (err != OK)
		return err;
	json_put(o, "counts", intake_counts_to_json(&counts));
	return list_answer(r, a, NULL, o, ask_intake, e);
}
