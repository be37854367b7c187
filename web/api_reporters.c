/* Who reports, on one domain or on all, and how often it had to be repaired. */
#include "web/list.h"

static enum err
add_reporter(void *ctx, const struct reporter_row *row, struct error *e)
{
	struct list *l = ctx;
	return list_row(l, row,
	    list_takes_json(l) ? reporter_row_to_json(row) : NULL, e);
}

static enum err
ask_reporters(struct list *l, struct error *e)
{
	return store_reporters(l->r->store, &l->filter, *l->span, add_reporter,
	    l, &l->page, e);
}

enum err
api_reporters(struct request *r, struct answer *a, struct error *e)
{
	struct span span;
	json_t *o;
	enum err err = store_span(r->store, &r->filter, r->today, &span, e);
	if (err == OK)
		err = api_head(r, &span, &o, e);
	if (err != OK)
		return err;
	return list_answer(r, a, &span, o, ask_reporters, e);
}
