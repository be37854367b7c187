/*
 * The nursery's own process, and what is said between it and its parent: one
 * question and one answer at a time, each a whole message.  Private to
 * nursery*.c.
 */
#ifndef INGEST_NURSERY_PROCESS_H
#define INGEST_NURSERY_PROCESS_H

#include <sys/types.h>

#include "ingest/worker.h"

struct nursery_question {
	pid_t end; /* the worker that is to end; 0: a new one is wanted */
};

struct nursery_answer {
	pid_t pid;
	int status; /* of a worker that ended */
	bool is_lost; /* a new one ended without a word */
	struct worker_hello hello;
};

/* Serve questions on control until its other side is closed. */
_Noreturn void nursery_run(int control, const struct ingest_options *o,
    ingest_reader *read);

#endif
