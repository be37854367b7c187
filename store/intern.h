/*
 * Say it once: a name, an address, a policy or a set of results becomes an id,
 * the same for ever.  Ids start at 1; 0 is "missing".
 *
 * What is interned is written into the transaction at hand.  When that is
 * undone, intern_forget() must follow.  Between intern_guard() and
 * intern_unguard() the first thing that is written sets SQL_MARK_DOCUMENT
 * before it, so that what a document brought can be undone; usually it brings
 * nothing new, and no mark is needed.
 */
#ifndef STORE_INTERN_H
#define STORE_INTERN_H

#include "core/core.h"
#include "store/cache.h"
#include "store/sql.h"

struct intern {
	struct sql *sql;
	struct cache cache;
	struct buf scratch;
	bool guarded, marked;
};

void intern_init(struct intern *in, struct sql *sql);
void intern_free(struct intern *in);
void intern_forget(struct intern *in);
void intern_guard(struct intern *in);
enum err intern_unguard(struct intern *in, bool undo,
    struct error *e) MUST_CHECK;

enum intern_name { INTERN_DOMAIN, INTERN_REPORTER, INTERN_FOLDER };

/* NULL is 0; "" is a name like others. */
enum err intern_name(struct intern *in, enum intern_name kind, const char *s,
    int64_t *ret, struct error *e) MUST_CHECK;
enum err intern_source(struct intern *in, const struct ip *ip, int64_t *ret,
    struct error *e) MUST_CHECK;
enum err intern_policy(struct intern *in, const struct policy_published *p,
    int64_t *ret, struct error *e) MUST_CHECK;
enum err intern_submitter(struct intern *in, const struct report *r,
    int64_t *ret, struct error *e) MUST_CHECK;
/* The sets of pack.h; a record without remarks has detail 0. */
enum err intern_auth(struct intern *in, const struct record *r, int64_t *ret,
    struct error *e) MUST_CHECK;
enum err intern_detail(struct intern *in, const struct record *r, int64_t *ret,
    struct error *e) MUST_CHECK;

/* Between files of interning: something is about to be written. */
enum err intern_before_adding(struct intern *in, struct error *e) MUST_CHECK;

/* Look up without adding: 0 when it was never seen. */
enum err intern_find_name(struct sql *sql, enum intern_name kind, const char *s,
    int64_t *ret, struct error *e) MUST_CHECK;
enum err intern_find_source(struct sql *sql, const struct ip *ip, int64_t *ret,
    struct error *e) MUST_CHECK;

#endif
