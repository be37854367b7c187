/*
 * Requests that change something.  There are no accounts yet: whoever reaches
 * the address may change what it offers, so what a browser sends for another
 * site must be told apart and refused (architecture.md 9.7).
 */
#ifndef WEB_CHANGE_H
#define WEB_CHANGE_H

#include "web/request.h"

/* Of a JSON body: a decision is a few words. */
#define CHANGE_JSON_BYTES (64 * KIB)
/* Who decided, in the database, while there are no accounts.  Static. */
#define CHANGE_WHO "local"

/*
 * Look at the head, before the body is received.  Returns 0, or the status to
 * answer with, and fills *e: 403 it is not from a page of this server, 411 its
 * length is not said, 413 it is too long, 415 it is of another type.
 */
unsigned change_check(const struct request *r, struct error *e);

/*
 * The body as a JSON object; new reference.  ERR_INPUT: it is none, with where
 * it stops being JSON.
 */
enum err change_json(const struct request *r, json_t **ret,
    struct error *e) MUST_CHECK;

#endif
