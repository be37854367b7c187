/*
 * Between the files that fill struct facts.  Ids of the database become
 * indices from 0, in the order in which they are first seen: they are small
 * and dense, so a plain array finds them, without hashing, 670,000 times.
 */
#ifndef STORE_FACTS_LOAD_H
#define STORE_FACTS_LOAD_H

#include "store/ask.h"

/* Ids of one kind, numbered. */
struct numbering {
	uint32_t *of; /* id to number + 1, 0: none; owned */
	size_t n_of;
	int64_t *ids; /* number to id; owned */
	uint32_t n;
	size_t cap;
};

/* What a row's results are compared with. */
enum {
	AUTH_DKIM_PASS = 1, /* an aligned signature passes */
	AUTH_SPF_PASS = 2,  /* the envelope passes and is aligned */
};

struct facts_load {
	struct store *st;
	struct arena *arena;
	const char *domain, *org;
	int64_t id; /* of the domain */
	day_t as_of, first;
	struct numbering sources, reporters, names;
	/* A set of results, once as it is and once for an empty envelope:
	   doubled ids, the odd ones for that. */
	struct numbering auths;
	uint8_t *auth_flags; /* by number; owned */
	int64_t empty_name;  /* id of the envelope "" */
	int64_t no_address;  /* id of the source that is none */
	struct map reports;  /* id: number is index into reporter_of */
	uint32_t *reporter_of;
	size_t reporter_of_cap;
	struct map coarse;      /* ids of coarse reports */
	struct facts_row *rows; /* owned until the end */
	size_t n_rows, rows_cap;
	bool verified, unverified; /* rows of that provenance */
	struct facts facts;
};

uint32_t number_new(struct numbering *n, int64_t id);
/* The number of an id, given to it now if it is new. */
static inline uint32_t
number_of(struct numbering *n, int64_t id)
{
	return (size_t)id < n->n_of && n->of[id] != 0 ? n->of[id] - 1
	                                              : number_new(n, id);
}
void numbering_free(struct numbering *n);

/* ERR_LIMIT: the domain has too many of these. */
enum err facts_too_many(const struct facts_load *l, const char *what,
    struct error *e);

/* facts_rows.c: the records themselves. */
enum err facts_load_rows(struct facts_load *l, struct error *e) MUST_CHECK;
/* facts_auths.c: what the rows name, by numbering; sets auth_flags. */
enum err facts_load_auths(struct facts_load *l, struct error *e) MUST_CHECK;
/* facts_sources.c: addresses. */
enum err facts_load_sources(struct facts_load *l, struct error *e) MUST_CHECK;
/* facts_who.c: header_from and reporters; facts_policies.c: policies. */
enum err facts_load_names(struct facts_load *l, struct error *e) MUST_CHECK;
enum err facts_load_policies(struct facts_load *l, struct error *e) MUST_CHECK;
enum err facts_load_reporters(struct facts_load *l, struct error *e) MUST_CHECK;

#endif
