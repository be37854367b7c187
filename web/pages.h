/* The pages: files that were built into the program, or lie in a directory. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/request.h"

/*
 * Answer a path outside the API: a file of that name, or index.html, whose
 * router in the browser knows the rest.  ERR_NOTFOUND: a name with a dot is a
 * file that is not there.
 */
enum err pages_answer(struct request *r, struct answer *a,
    struct error *e) MUST_CHECK;

#endif
