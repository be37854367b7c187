/* What the handlers that take decisions share. */
#ifndef WEB_DECIDE_H
#define WEB_DECIDE_H

#include <jansson.h>

#include "web/request.h"

/* Who decided, when, and when it is asked again unless that is set. */
void decide_sign(const struct request *r, struct decision *d);

/* A day to come, or NULL or null: 0.  ERR_INPUT: it is none. */
enum err decide_review(const struct request *r, const json_t *o, day_t *ret,
    struct error *e) MUST_CHECK;

/*
 * {"sender": KEY, "verdict": WORD or null, "note": TEXT, "review": DAY,
 * "domain": NAME}, only the first needed; domain is not checked, NULL when it
 * is not there.  *d borrows from subject and the arena.
 */
enum err decide_read_sender(const struct request *r, const json_t *o,
    struct arena *arena, struct decision_subject *subject, struct decision *d,
    struct error *e) MUST_CHECK;

#endif
