/*
 * Where parser workers are born: a small process, forked before anything of
 * value is opened, that forks workers on demand.  So a worker that replaces
 * another in the middle of a run inherits neither the database's descriptors
 * nor its memory, and starts with warm libraries.
 *
 * The nursery itself reads no byte of any mail.  It ends when its parent
 * does, and its workers with it.
 */
#ifndef INGEST_NURSERY_H
#define INGEST_NURSERY_H

#include <sys/types.h>

#include "ingest/ingest.h"

struct nursery {
	pid_t pid;
	int fd;
};

/* Fork it.  ERR_SYSTEM when there can be no further process. */
enum err nursery_open(const struct ingest_options *o, ingest_reader *read,
    struct nursery *ret, struct error *e) MUST_CHECK;

/* A worker, locked in and waiting, and our end of its socket.  ERR_SYSTEM:
   it could not be locked in, or the nursery is gone. */
enum err nursery_bear(struct nursery *n, pid_t *ret_pid, int *ret_fd,
    unsigned *ret_layers, struct error *e) MUST_CHECK;

/* End a worker if it has not ended; its exit status as of waitpid(2). */
enum err nursery_end(struct nursery *n, pid_t pid, int *ret_status,
    struct error *e) MUST_CHECK;

/* End the nursery and all workers. */
void nursery_close(struct nursery *n);

#endif
