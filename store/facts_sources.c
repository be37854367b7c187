/*
 * The addresses behind the numbers of the rows, with their names, and whether
 * they pass on mail of others.  The largest domains have tens of thousands, so
 * they are asked about by the dozen, and the organization of a domain that
 * they passed mail on of is worked out once.
 */
#include "store/facts_load.h"

#include <stdlib.h>
#include <string.h>

/* A network passes mail on when that was seen of so many other owners ... */
enum { RELAYED_ORGS = 3, RELAYED_DAYS = 90 };
/* The days of a question stand behind its sources. */
enum { ASKED = SOURCES_ASKED, ASKED_DAYS = 2 };

struct asking {
	struct facts_load *load;
	const char *own;          /* organization */
	struct numbering domains; /* of others' mail */
	const char **orgs;        /* by number of a domain; owned */
	size_t orgs_cap;
	int64_t key[ASKED + ASKED_DAYS];
	struct facts_source *all, *v; /* v: those that are asked about */
	struct relayed {
		size_t n;
		const char *orgs[RELAYED_ORGS];
	} relayed[ASKED]; /* different owners whose mail they passed on */
};

/* The organization of a domain, in the arena. */
static enum err
org_of(struct asking *a, int64_t domain, const char **ret, struct error *e)
{
	struct facts_load *l = a->load;
	uint32_t i = number_of(&a->domains, domain);
	const char *name;
	enum err err = OK;

	a->orgs = map_room(a->orgs, &a->orgs_cap, i, sizeof(*a->orgs));
	if (a->orgs[i] == NULL) {
		err = ask_text(l->st, SQL_DOMAIN_NAME, domain, l->arena, &name,
		    e);
		if (err != OK)
			return err;
		a->orgs[i] = name != NULL ? domain_org_icann(name) : "";
	}
	*ret = a->orgs[i];
	return OK;
}

static void
relayed_add(struct relayed *r, const char *org)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->orgs[i], org) == 0)
			return;
	r->orgs[r->n++] = org;
}

/* Their addresses and names. */
static enum err
read_sources(struct asking *a, struct error *e)
{
	struct query *q;
	bool row;
	size_t n;
	enum err err =
	    sql_ask(a->load->st->sql, SQL_FACTS_SOURCES, a->key, ASKED, &q, e);

	while (err == OK && (err = sql_step(q, &row, e)) == OK && row) {
		struct facts_source *v = &a->v[sql_int(q, 0)];
		const void *p = sql_blob(q, 1, &n);

		if (n <= sizeof(v->ip.bytes)) {
			v->ip.len = (uint8_t)n;
			memcpy(v->ip.bytes, p, n);
		}
		if (sql_text(q, 2) != NULL)
			v->ptr = arena_strdup(a->load->arena, sql_text(q, 2));
	}
	if (err == OK)
		sql_done(q);
	return err;
}

/* Mail of that domain came by the source at that place. */
static enum err
add_domain(struct asking *a, int64_t place, int64_t domain, struct error *e)
{
	struct relayed *r = &a->relayed[place];
	const char *org;
	enum err err;

	if (r->n == RELAYED_ORGS)
		return OK;
	err = org_of(a, domain, &org, e);
	if (err == OK && strcmp(org, a->own) != 0)
		relayed_add(r, org);
	return err;
}

static enum err
read_relayed(struct asking *a, enum sql_id id, struct error *e)
{
	const struct store *st = a->load->st;
	struct query *q;
	bool row;
	enum err err = sql_ask(st->sql, id, a->key, ASKED + ASKED_DAYS, &q, e);

	if (err != OK)
		return err;
	while ((err = sql_step(q, &row, e)) == OK && row) {
		if (!store_trusts(st, (int)sql_int(q, 2)))
			continue;
		err = add_domain(a, sql_int(q, 0), sql_int(q, 1), e);
		if (err != OK)
			break;
	}
	sql_done(q);
	return err;
}

/* n sources, from the one with that number on. */
static enum err
load_some(struct asking *a, uint32_t first, uint32_t n, struct error *e)
{
	enum err err;

	a->v = a->all + first;
	memset(a->relayed, 0, sizeof(a->relayed));
	for (uint32_t i = 0; i < ASKED; i++)
		a->key[i] = i < n ? a->load->sources.ids[first + i] : 0;
	for (uint32_t i = 0; i < n; i++)
		a->v[i] = (struct facts_source){ .ptr = "" };
	err = read_sources(a, e);
	if (err == OK)
		err = read_relayed(a, SQL_FACTS_RELAYED, e);
	if (err == OK)
		err = read_relayed(a, SQL_FACTS_RELAYED_JUDGED, e);
	for (uint32_t i = 0; i < n; i++)
		a->v[i].relayed_elsewhere = a->relayed[i].n == RELAYED_ORGS;
	return err;
}

enum err
facts_load_sources(struct facts_load *l, struct error *e)
{
	uint32_t n = l->sources.n;
	struct asking a = { .load = l,
		.own = domain_org_icann(l->domain),
		.all = arena_alloc(l->arena, (n + 1) * sizeof(*a.all)) };
	enum err err = OK;

	if (a.all == NULL)
		return facts_too_many(l, "sources", e);
	a.key[ASKED] = l->as_of - RELAYED_DAYS + 1;
	a.key[ASKED + 1] = l->as_of;
	for (uint32_t i = 0; i < n && err == OK; i += ASKED)
		err = load_some(&a, i, n - i < ASKED ? n - i : ASKED, e);
	numbering_free(&a.domains);
	free(a.orgs);
	l->facts.sources = a.all;
	l->facts.n_sources = n;
	return err;
}
