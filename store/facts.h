/* What the advisor reads out of the store.  Included by store.h. */
#ifndef STORE_FACTS_H
#define STORE_FACTS_H

#include "core/core.h"

struct store;

/*
 * The last day that can be judged: the earlier of yesterday and the domain's
 * last trusted report; yesterday without any.
 */
enum err store_domain_as_of(struct store *st, const char *domain, day_t today,
    day_t *ret, struct error *e) MUST_CHECK;

/*
 * The facts of a domain, up to FACTS_DAYS_MAX days before as_of; all in the
 * arena, domain copied.  A domain without reports has no rows.
 * ERR_LIMIT: the arena is too small; about 40 bytes a record are needed.
 */
enum err store_facts(struct store *st, const char *domain, day_t as_of,
    struct arena *a, struct facts *ret, struct error *e) MUST_CHECK;

#endif
