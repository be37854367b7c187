/*
 * Acknowledging the mails of a maildir, inside: the names.
 */
#ifndef INGEST_ACKNOWLEDGE_H
#define INGEST_ACKNOWLEDGE_H

#include "core/core.h"
#include "ingest/ingest.h"

enum { ACKNOWLEDGE_NAME_MAX = 256 }; /* NAME_MAX and the NUL */

/*
 * The name in a cur/: with ":2," and its flags, all kept; `seen` adds S and
 * then they are in ASCII order.  False: it would be too long.
 */
bool acknowledge_name(const char *name, bool seen,
    char out[ACKNOWLEDGE_NAME_MAX]);

#endif
