/* What a search came to: the best of it, in order. */
#ifndef WEB_FOUND_H
#define WEB_FOUND_H

#include <jansson.h>

/* X(KIND, "word"): of two that match alike the earlier one is first. */
#define FOUND_KINDS(X)                                                        \
	X(FOUND_DOMAIN, "domain") X(FOUND_SENDER, "sender")                   \
	X(FOUND_REPORTER, "reporter") X(FOUND_ADDRESS, "address")
#define FOUND_KIND_(id, word) id,
enum found_kind { FOUND_KINDS(FOUND_KIND_) FOUND_KIND_COUNT };
#undef FOUND_KIND_

struct found;

struct found *found_new(void);
void found_free(struct found *f);

/*
 * Add one.  text is what was searched in (copied); sender, domain, source_ip:
 * what it leads to, NULL where that is nothing; domains: in how many a sender
 * was found, 0 for other kinds.  rank: smaller is better (search_rank()).
 */
void found_add(struct found *f, int rank, enum found_kind kind,
    const char *text, const char *domain, const char *sender,
    const char *source_ip, int domains);

/* The first `limit` in order; new reference. */
json_t *found_to_json(struct found *f, size_t limit);

#endif
