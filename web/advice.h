/* What the handlers about advice share. */
#ifndef WEB_ADVICE_H
#define WEB_ADVICE_H

#include "web/list.h"

/*
 * The advice on a domain with its texts, days, decisions and diary; new
 * reference.  ERR_NOTFOUND: no report on it counts.
 */
enum err advice_of(struct store *st, const char *domain,
    const struct evaluate_when *when, json_t **ret, struct error *e) MUST_CHECK;

/* The day and the clock of the request, as of as_of if that is given. */
struct evaluate_when advice_when(const struct request *r);

/*
 * The advice on filter.domain, as of as_of if that is set, with its
 * texts, days, decisions and diary; new reference.  ERR_NOTFOUND: no report on
 * it counts.
 */
enum err advice_answer(struct request *r, json_t **ret,
    struct error *e) MUST_CHECK;

/*
 * Set days_from and days on an answer, and days on each of senders (objects
 * with a key; borrowed).
 */
enum err advice_add_days(json_t *o, const struct advice *v, json_t *senders,
    struct arena *a, struct error *e) MUST_CHECK;

/* For store_decisions(): each to the array ctx. */
enum err advice_add_decision(void *ctx, const struct decision *d,
    struct error *e);

#endif
