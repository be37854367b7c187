/* Which From domains stand in a domain's mail: itself, and those below it. */
#include "web/list.h"

static enum err
add_subdomain(void *ctx, const struct named_sums *row, struct error *e)
{
	struct list *l = ctx;
	return list_row(l, row,
	    list_takes_json(l) ? subdomain_row_to_json(row) : NULL, e);
}

static enum err
ask_subdomains(struct list *l, struct error *e)
{
	return store_subdomains(l->r->store, &l->filter, *l->span,
	    add_subdomain, l, &l->page, e);
}

enum err
api_subdomains(struct request *r, struct answer *a, struct error *e)
{
	return list_of_domain(r, a, ask_subdomains, e);
}
