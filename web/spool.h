/*
 * Files that were uploaded, until they are ingested: a maildir beside the
 * database, DB.spool, so that the server itself parses nothing.
 */
#ifndef WEB_SPOOL_H
#define WEB_SPOOL_H

#include "core/core.h"

/* Files that may wait; more are refused until some were ingested. */
enum { SPOOL_WAITING_MAX = 1000, SPOOL_NAME_MAX = 80 };

/*
 * Keep n bytes, on the disk when this returns OK; name is what a person called
 * the file, NULL: nothing.  ERR_AGAIN: too many wait; ERR_SYSTEM: the disk.
 */
enum err spool_add(const char *db, const char *name, const void *p, size_t n,
    int64_t now, struct error *e) MUST_CHECK;

/* How many files wait in the spool at this path; none when there is none. */
size_t spool_waiting(const char *path);

#endif
