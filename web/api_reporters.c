/* Who reports, on one domain or on all, and what had to be repaired. */
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

static enum err
list_of_all(struct request *r, struct answer *a, list_ask ask, struct error *e)
{
	struct span span;
	json_t *o;
	enum err err = api_span_head(r, &span, &o, e);
	if (err != OK)
		return err;
	return list_answer(r, a, &span, o, ask, e);
}

enum err
api_reporters(struct request *r, struct answer *a, struct error *e)
{
	return list_of_all(r, a, ask_reporters, e);
}

static enum err
add_repair(void *ctx, const struct repair_row *row, struct error *e)
{
	struct list *l = ctx;
	return list_row_counted(l, row,
	    list_takes_json(l) ? repair_row_to_json(row) : NULL, e);
}

static enum err
ask_repairs(struct list *l, struct error *e)
{
	return store_repairs(l->r->store, &l->filter, *l->span, add_repair, l,
	    e);
}

enum err
api_repairs(struct request *r, struct answer *a, struct error *e)
{
	return list_of_all(r, a, ask_repairs, e);
}
