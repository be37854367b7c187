/*
 * Each set of authentication results is looked at once.  Names are looked up
 * in the suffix list and in the table of services when they are first seen;
 * own signatures become selectors.
 *
 * Alignment and "ours" go by the whole suffix list, as receivers do; groups
 * by its ICANN part, so that all customers of a platform are one (3).
 */
#include <string.h>

#include "advise/results.h"

static const char MICROSOFT_TENANTS[] = "onmicrosoft.com";
static const char GOOGLE_TENANTS[] = "gappssmtp.com";

/* "alias-example" of alias-example.20230601.gappssmtp.com: alias.example. */
static bool
names_us(const char *domain, const char *org)
{
	size_t i = 0;

	if (!domain_is_under(domain, GOOGLE_TENANTS))
		return false;
	while (org[i] != '\0' && domain[i] == (org[i] == '.' ? '-' : org[i]))
		i++;
	return org[i] == '\0' && domain[i] == '.';
}

static bool
names_grow(struct engine *g)
{
	uint32_t room = g->name_room == 0 ? 256 : g->name_room * 2;
	struct name *row =
	    map_grow(g->a, g->name, g->name_room, room, sizeof(*row));

	if (row == NULL)
		return false;
	g->name = row;
	g->name_room = room;
	return true;
}

bool
names_own(const struct engine *g, const char *domain)
{
	const char *org;

	if (domain[0] == '\0') /* most addresses have no known name */
		return false;
	org = domain_org(g->f->domain);
	return domain_is_under(domain, org) &&
	       strcmp(domain_org(domain), org) == 0;
}

uint32_t
names_add(struct engine *g, const char *domain)
{
	uint32_t known = g->names.n;
	uint32_t at = strings_add(&g->names, domain);

	if (at == MAP_NONE || at < known)
		return at;
	while (at >= g->name_room)
		if (!names_grow(g))
			return MAP_NONE;

	g->name[at] = (struct name){
		.own = names_own(g, domain),
		.tenant = domain_is_under(domain, MICROSOFT_TENANTS) ||
		          domain_is_under(domain, GOOGLE_TENANTS),
		.ours = names_us(domain, domain_org(g->f->domain)),
		.rp = services_match(g->services, SERVICE_RP, domain),
		.dkim = services_match(g->services, SERVICE_DKIM, domain),
		.group = MAP_NONE,
	};
	return at;
}

uint32_t
names_group(struct engine *g, uint32_t at)
{
	if (g->name[at].group == MAP_NONE) {
		uint32_t group =
		    names_add(g, domain_org_icann(g->names.items[at]));

		g->name[at].group = group;
	}
	return g->name[at].group;
}

uint32_t
names_ptr_group(struct engine *g, uint32_t source)
{
	const char *ptr = g->f->sources[source].ptr;
	struct source *s = &g->sources[source];

	if (s->ptr_group == MAP_NONE && ptr[0] != '\0')
		s->ptr_group = names_add(g, domain_org_icann(ptr));
	return s->ptr_group;
}

static uint32_t
selector_add(struct engine *g, const struct facts_dkim *d)
{
	const char *text = arena_printf(g->a, "%s@%s", d->selector, d->domain);
	uint32_t known = g->signers.n;
	uint32_t at = text == NULL ? MAP_NONE : strings_add(&g->signers, text);

	if (at == MAP_NONE || at < known)
		return at;
	if (at == g->selector_room) {
		uint32_t room = at == 0 ? 64 : at * 2;
		struct selector *row =
		    map_grow(g->a, g->selectors, at, room, sizeof(*row));

		if (row == NULL)
			return MAP_NONE;
		g->selectors = row;
		g->selector_room = room;
	}
	g->selectors[at] = (struct selector){ .domain = d->domain,
		.selector = d->selector,
		.home = MAP_NONE };
	return at;
}

/* An own signature; one selector twice in a set is one with two passes. */
static bool
signature_add(struct engine *g, const struct facts_dkim *d,
    struct signature *row, uint32_t *n)
{
	uint32_t selector = selector_add(g, d), i = 0;

	if (selector == MAP_NONE)
		return false;
	while (i < *n && row[i].selector != selector)
		i++;
	if (i == *n)
		row[(*n)++] = (struct signature){ .selector = selector };
	row[i].entries++;
	if (d->result == AUTH_PASS)
		row[i].passes++;
	return true;
}

static bool
read_dkim(struct engine *g, const struct facts_auth *auth, struct results *r)
{
	struct signature *row = map_array(g->a, auth->n_dkim, sizeof(*row));
	uint32_t *passes = map_array(g->a, auth->n_dkim, sizeof(*passes));

	if (row == NULL || passes == NULL)
		return false;
	r->signatures = row;
	r->passes = passes;
	for (uint32_t i = 0; i < auth->n_dkim; i++) {
		const struct facts_dkim *d = &auth->dkim[i];
		uint32_t at = names_add(g, d->domain);

		if (at == MAP_NONE)
			return false;
		const struct name *n = &g->name[at];
		if (n->own && !signature_add(g, d, row, &r->n_signatures))
			return false;
		if (d->result != AUTH_PASS)
			continue;
		passes[r->n_passes++] = at;
		r->own_dkim = r->own_dkim || n->own;
		if (r->dkim_service == SERVICE_NONE)
			r->dkim_service = n->dkim;
		if (n->ours)
			r->ours = true;
		if (r->spf_other && r->spf_name != MAP_NONE &&
		    names_group(g, at) == names_group(g, r->spf_name))
			r->consistent = true;
	}
	return true;
}

static bool
read_one(struct engine *g, const struct facts_auth *auth, struct results *r)
{
	*r = (struct results){ .auth = auth,
		.spf_name = MAP_NONE,
		.dkim_service = SERVICE_NONE,
		.spf_pass = auth->spf_result == AUTH_PASS,
		.spf_spoken = auth->spf_result == AUTH_PASS ||
		              auth->spf_result == AUTH_FAIL ||
		              auth->spf_result == AUTH_SOFTFAIL };
	if (auth->spf_domain[0] != '\0') {
		r->spf_name = names_add(g, auth->spf_domain);
		if (r->spf_name == MAP_NONE)
			return false;
	}
	r->spf_other = r->spf_pass &&
	               (r->spf_name == MAP_NONE || !g->name[r->spf_name].own);
	return read_dkim(g, auth, r);
}

enum err
results_read(struct engine *g, struct error *e)
{
	g->results = map_array(g->a, g->f->n_auths, sizeof(*g->results));
	if (g->results == NULL)
		return engine_full(g, e);
	for (uint32_t i = 0; i < g->f->n_auths; i++)
		if (!read_one(g, &g->f->auths[i], &g->results[i]))
			return engine_full(g, e);
	return OK;
}
