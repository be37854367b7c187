/* Filling an answer; every function of dispatch.c and api_*.c ends in one. */
#ifndef WEB_ANSWER_H
#define WEB_ANSWER_H

#include "web/request.h"

void answer_init(struct answer *a);
void answer_free(struct answer *a);

/* Start over: what a handler had begun is forgotten. */
void answer_reset(struct answer *a);

/* Add a header; both strings must live as long as the request. */
void answer_field(struct answer *a, const char *name, const char *value);
/* The value of a header that was added; NULL: none. */
const char *answer_field_get(const struct answer *a, const char *name);

/*
 * A JSON body; root is stolen.  ERR_INPUT: too large, ask for less;
 * ERR_SYSTEM: a tree that cannot be written.
 */
enum err answer_json(struct answer *a, json_t *root,
    struct error *e) MUST_CHECK;
/* The same when the body has been written already. */
enum err answer_is_json(struct answer *a, struct error *e) MUST_CHECK;

/* An error as application/problem+json (RFC 9457); replaces the answer. */
void answer_problem(struct answer *a, unsigned status, const char *detail);

/* The status of an error code (architecture.md 3). */
unsigned answer_status(enum err err);

/* Compress the body if that was allowed, the client takes it and it pays. */
void answer_compress(struct answer *a, const struct request *r);

/* Add the headers that keep a browser safe, unless they are there. */
void answer_secure(struct answer *a);

/* No body, status 304; the headers that a cache needs stay. */
void answer_not_modified(struct answer *a);

#endif
