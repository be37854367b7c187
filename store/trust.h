/* Whose reports are taken, and how sure it is who sent one. */
#ifndef STORE_TRUST_H
#define STORE_TRUST_H

#include "core/core.h"

struct store;

/*
 * OUTCOME_REPORT, or why the report of the open item is set aside although it
 * is whole: failed-auth, foreign-domain.  *ret_reason: a sentence, borrowed
 * until the next call, or NULL.
 */
enum outcome trust_check(struct store *st, const struct report *r,
    const char **ret_reason);

/* That of a report in the open item. */
enum provenance trust_provenance(const struct store *st,
    const struct report *r);

#endif
