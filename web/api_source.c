/* One address over all domains: in whose name it sent, and who saw it. */
#include "web/list.h"

static enum err
add_sending(void *ctx, const struct named_sums *row, struct error *e)
{
	struct list *l = ctx;

	return list_row(l, row,
	    list_takes_json(l) ? sending_row_to_json(row) : NULL, e);
}

static enum err
ask_sendings(struct list *l, struct error *e)
{
	return store_sendings(l->r->store, &l->filter, *l->span, add_sending, l,
	    &l->page, e);
}

static enum err
add_sighting(void *ctx, const struct sighting_row *row, struct error *e)
{
	return list_row(ctx, row, sighting_row_to_json(row), e);
}

enum err
api_source(struct request *r, struct answer *a, struct error *e)
{
	struct list seen = { .r = r, .a = a };
	char ip[IP_TEXT_MAX];
	struct span span;
	json_t *o;
	enum err err = api_span_head(r, &span, &o, e);
	if (err != OK)
		return err;
	ip_format(&r->filter.source_ip, ip);
	json_put(o, "source_ip", text_to_json(ip));
	seen.items = json_array();
	json_put(o, "sightings", seen.items);
	if (r->form == FORM_JSON)
		err = store_sightings(r->store, &r->filter, span, add_sighting,
		    &seen, e);
	if (err == OK)
		return list_answer(r, a, &span, o, ask_sendings, e);
	json_decref(o);
	return err;
}
