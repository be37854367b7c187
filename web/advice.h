/* What the handlers about advice share. */
#ifndef WEB_ADVICE_H
#define WEB_ADVICE_H

#include "web/list.h"

/* When a request is judged: now, or on the day it says. */
struct evaluate_when advice_when(const struct request *r);

/*
 * The advice on a domain with its texts, days, decisions and diary; new
 * reference.  ERR_NOTFOUND: no report on it counts.
 */
enum err advice_of(struct store *st, const char *domain,
    const struct evaluate_when *when, json_t **ret, struct error *e) MUST_CHECK;

/*
 * The advice on filter.domain, as of filter.as_of if that is set, with its
 * texts, days, decisions and diary; new reference.  ERR_NOTFOUND: no report on
 * it counts.
 */
enum err advice_answer(struct request *r, json_t **ret,
    struct error *e) MUST_CHECK;

#endif
