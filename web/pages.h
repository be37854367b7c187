/* The pages: files that were built into the program, or lie in a directory. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/request.h"

/*
 * Whether there are pages to serve in the directory `assets` (NULL: those of
 * the program, which are always there).  ERR_NOTFOUND: no such directory, or
 * it has no index.html; ERR_SYSTEM: it cannot be read.
 */
enum err pages_check(const char *assets, struct error *e) MUST_CHECK;

/*
 * Answer a path outside the API: a file of that name, or index.html, whose
 * router in the browser knows the rest.  ERR_NOTFOUND: a name with a dot is a
 * file that is not there.
 */
enum err pages_answer(struct request *r, struct answer *a,
    struct error *e) MUST_CHECK;

#endif
