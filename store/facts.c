/*
 * The facts of one domain, in one view of the database: first the rows, whose
 * ids are numbered as they come, then once each what the numbers stand for.
 */
#include <stdlib.h>
#include <string.h>

#include "store/facts_load.h"

uint32_t
number_new(struct numbering *n, int64_t id)
{
	size_t i = (size_t)id;

	if (i >= n->n_of) {
		size_t more = i + i / 2 + 1024;

		n->of = xrealloc(n->of, more * sizeof(*n->of));
		memset(n->of + n->n_of, 0, (more - n->n_of) * sizeof(*n->of));
		n->n_of = more;
	}
	if (n->n == n->cap) {
		n->cap = n->cap == 0 ? 64 : 2 * n->cap;
		n->ids = xrealloc(n->ids, n->cap * sizeof(*n->ids));
	}
	n->ids[n->n++] = id;
	n->of[i] = n->n;
	return n->n - 1;
}

void
numbering_free(struct numbering *n)
{
	free(n->of);
	free(n->ids);
}

enum err
facts_too_many(const struct facts_load *l, const char *what, struct error *e)
{
	return error_set(e, ERR_LIMIT, "%s has too many %s to be judged",
	    l->domain, what);
}

/* Rows of which the reporter's verdict and its results say different things. */
static void
count_conflicts(struct facts_load *l)
{
	for (size_t i = 0; i < l->n_rows; i++) {
		const struct facts_row *r = &l->rows[i];
		uint8_t results = l->auth_flags[r->auth];

		if (((r->flags & FACTS_DKIM) && !(results & AUTH_DKIM_PASS)) ||
		    ((r->flags & FACTS_SPF) && !(results & AUTH_SPF_PASS)))
			l->facts.left_out.conflicts++;
	}
}

/* The rows move into the arena. */
static enum err
hand_over_rows(struct facts_load *l, struct error *e)
{
	const struct facts_row *v = (const void *)arena_memdup(l->arena,
	    l->rows, l->n_rows * sizeof(*v));

	if (v == NULL)
		return facts_too_many(l, "records", e);
	l->facts.rows = v;
	l->facts.n_rows = l->n_rows;
	l->facts.first_day = l->as_of + 1;
	for (size_t i = 0; i < l->n_rows; i++)
		if (v[i].day < l->facts.first_day)
			l->facts.first_day = v[i].day;
	l->facts.unverified = l->unverified && !l->verified;
	return OK;
}

static enum err
load(struct facts_load *l, struct error *e)
{
	enum err err = facts_load_rows(l, e);

	if (err == OK)
		err = facts_load_auths(l, e);
	if (err == OK)
		err = facts_load_sources(l, e);
	if (err == OK)
		err = facts_load_names(l, e);
	if (err == OK)
		err = facts_load_policies(l, e);
	if (err == OK) /* after the policies, which may name more of them */
		err = facts_load_reporters(l, e);
	if (err != OK)
		return err;
	count_conflicts(l);
	return hand_over_rows(l, e);
}

enum err
store_facts(struct store *st, const char *domain, day_t as_of, struct arena *a,
    struct facts *ret, struct error *e)
{
	struct facts_load l = { .st = st, .arena = a, .as_of = as_of };
	bool own = false;
	enum err err;

	l.first = as_of - FACTS_DAYS_MAX + 1;
	if ((l.domain = arena_strdup(a, domain)) == NULL)
		return error_set(e, ERR_LIMIT, "the domain's name is too long");
	l.org = domain_org(l.domain);
	l.facts.domain = l.domain;
	l.facts.as_of = as_of;
	map_init(&l.reports, 1);
	map_init(&l.coarse, 1);
	err = sql_snapshot(st->sql, &own, e);
	if (err == OK)
		err =
		    intern_find_name(st->sql, INTERN_DOMAIN, domain, &l.id, e);
	if (err == OK && l.id == 0)
		l.id = NO_SUCH_ID;
	if (err == OK)
		err = load(&l, e);
	sql_snapshot_end(st->sql, own);
	if (err == OK)
		*ret = l.facts;
	numbering_free(&l.sources);
	numbering_free(&l.reporters);
	numbering_free(&l.names);
	numbering_free(&l.auths);
	map_free(&l.reports);
	map_free(&l.coarse);
	free(l.reporter_of);
	free(l.auth_flags);
	free(l.rows);
	return err;
}
