/*
 * Each set of results is unpacked once, whatever number of rows name it, and
 * of its spf entries the one is chosen that speaks for the envelope.
 */
#include "store/facts_load.h"

#include <string.h>

#include "store/pack.h"

/* Normalised, in the arena; "" for what is no host name. */
static const char *
host(struct arena *a, const char *s)
{
	char name[DOMAIN_MAX + 1] = "";

	if (s == NULL || !domain_normalize(s, name))
		return "";
	return arena_strdup(a, name);
}

static bool
is_aligned(const struct facts_load *l, const char *domain)
{
	return strcmp(domain_org(domain), l->org) == 0;
}

/* 2: it passes and is aligned, 1: it passes, 0: neither. */
static int
merit(const struct facts_load *l, const struct auth_spf *s)
{
	char name[DOMAIN_MAX + 1];

	if (s->result.code != AUTH_PASS)
		return 0;
	return s->domain != NULL && domain_normalize(s->domain, name) &&
	               is_aligned(l, name)
	           ? 2
	           : 1;
}

/* The best of its scope; NULL when there is none. */
static const struct auth_spf *
best(const struct facts_load *l, const struct record *r, bool helo)
{
	const struct auth_spf *ret = NULL;
	int most = -1;

	for (size_t i = 0; i < r->n_auth_spf; i++) {
		const struct auth_spf *s = &r->auth_spf[i];

		if ((s->scope.code == SCOPE_HELO) == helo &&
		    merit(l, s) > most) {
			most = merit(l, s);
			ret = s;
		}
	}
	return ret;
}

static enum err
set_auth(struct facts_load *l, const struct record *r, bool envelope_empty,
    struct facts_auth *ret, uint8_t *ret_flags)
{
	struct facts_dkim *dkim =
	    arena_alloc(l->arena, (r->n_auth_dkim + 1) * sizeof(*dkim));
	const struct auth_spf *spf = best(l, r, false);

	if (spf == NULL && envelope_empty)
		spf = best(l, r, true);
	if (dkim == NULL)
		return ERR_LIMIT;
	ret->dkim = dkim;
	ret->n_dkim = (uint32_t)r->n_auth_dkim;
	ret->spf_domain = host(l->arena, spf != NULL ? spf->domain : NULL);
	if (spf != NULL) {
		ret->spf_result = (uint8_t)spf->result.code;
		if (merit(l, spf) == 2)
			*ret_flags |= AUTH_SPF_PASS;
	}
	for (size_t i = 0; i < r->n_auth_dkim; i++) {
		const struct auth_dkim *d = &r->auth_dkim[i];

		dkim[i].domain = host(l->arena, d->domain);
		dkim[i].selector = d->selector != NULL
		                       ? arena_strdup(l->arena, d->selector)
		                       : "";
		dkim[i].result = (uint8_t)d->result.code;
		if (d->result.code == AUTH_PASS && dkim[i].domain != NULL &&
		    is_aligned(l, dkim[i].domain))
			*ret_flags |= AUTH_DKIM_PASS;
	}
	return l->arena->full ? ERR_LIMIT : OK;
}

static enum err
load_auth(struct facts_load *l, uint32_t i, struct arena *scratch,
    struct facts_auth *ret, struct error *e)
{
	int64_t id = l->auths.ids[i] / 2;
	struct record r = { 0 };
	struct query *q;
	bool row;
	size_t n;
	enum err err = sql_ask(l->st->sql, SQL_AUTH_ENTRIES, &id, 1, &q, e);

	if (err == OK)
		err = sql_step(q, &row, e);
	if (err != OK)
		return err;
	arena_reset(scratch);
	if (row) {
		const void *p = sql_blob(q, 0, &n);
		err = unpack_auth(p, n, scratch, &r, e);
	}
	sql_done(q);
	if (err == OK && set_auth(l, &r, (l->auths.ids[i] & 1) != 0, ret,
	                     &l->auth_flags[i]) != OK)
		err = error_set(e, ERR_LIMIT,
		    "%s has too many different results to be judged",
		    l->domain);
	return err;
}

enum err
facts_load_auths(struct facts_load *l, struct error *e)
{
	struct facts_auth *v =
	    arena_alloc(l->arena, (l->auths.n + 1) * sizeof(*v));
	struct arena scratch;
	enum err err = OK;

	if (v == NULL)
		return facts_too_many(l, "records", e);
	l->auth_flags = xcalloc(l->auths.n + 1, 1);
	arena_init(&scratch, ASK_ARENA_MAX);
	for (uint32_t i = 0; i < l->auths.n && err == OK; i++)
		err = load_auth(l, i, &scratch, &v[i], e);
	arena_release(&scratch);
	l->facts.auths = v;
	l->facts.n_auths = l->auths.n;
	return err;
}
