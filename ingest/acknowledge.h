/*
 * Acknowledging the mails of a maildir, inside: the names that mails get, and
 * the folders to which they are filed.
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

/*
 * The cur/ of one of the ACKNOWLEDGE_FOLDERS (0: used, 1: not used) of the
 * maildir that is open at root; made if it is not there.  Caller closes; -1
 * and errno.
 */
int acknowledge_folder_open(const char *folder, int root, int filed);
const char *acknowledge_folder_name(int filed); /* for people; static */

#endif
