/*
 * Read-only connections to the database, kept from one request to the next.
 * A request holds one for its time; the pool opens more when all are out.
 */
#ifndef WEB_POOL_H
#define WEB_POOL_H

#include <sys/types.h>

#include "store/store.h"

struct pool;

/* A connection and the file that it was opened on. */
struct pooled {
	struct store *store;
	dev_t dev;
	ino_t ino;
	int64_t bytes; /* of the file, when it was taken */
};

/* path borrowed until pool_free(); trust: for store_trust(). */
struct pool *pool_new(const char *path, unsigned trust);

/*
 * A connection to the file that is at the path now: a database that was
 * replaced is noticed.  Errors of store_open().
 */
enum err pool_take(struct pool *p, struct pooled *ret,
    struct error *e) MUST_CHECK;

/* Give it back; !sound: an error of the system met it, so close it. */
void pool_give(struct pool *p, struct pooled *c, bool sound);

/*
 * A connection of its own that can write, for one request; the caller closes
 * it.  A database is never made: ERR_NOTFOUND.  Errors of store_open().
 */
enum err pool_open_writer(const struct pool *p, struct store **ret,
    struct error *e) MUST_CHECK;

/* After all were given back. */
void pool_free(struct pool *p);

#endif
