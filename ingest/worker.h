/*
 * A parser worker: a process that reads items by their descriptors and answers
 * with frames (core/wire.h).  It is born in the nursery, and from its first
 * byte on it is locked in (sandbox.h).
 */
#ifndef INGEST_WORKER_H
#define INGEST_WORKER_H

#include "ingest/ingest.h"

/* One item to read; its descriptor comes along (SCM_RIGHTS).  Between two
   processes of one program, so as it lies in memory. */
struct worker_request {
	int64_t now;
	int64_t size; /* bytes to read, from the descriptor's beginning */
	int32_t provenance;
	int32_t unused;
};

/* The first thing that a worker says. */
struct worker_hello {
	int32_t layers;      /* of the sandbox that are in force */
	struct error error; /* code OK: it is ready */
};

/*
 * What must be there before a worker is locked in, since it would be loaded on
 * demand: locale, time zone, character sets, and the libraries' own tables.
 * Call once, before the workers are forked from this process.
 */
void worker_preload(struct ingest *in);

/*
 * Lock the process in, say hello on fd, serve requests until the other side
 * closes it.  Never returns; runs no atexit handlers.
 */
_Noreturn void worker_run(int fd, struct ingest *in, ingest_reader *read);

#endif
