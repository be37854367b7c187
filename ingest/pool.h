/*
 * The pool from inside.  Items (jobs) stand in a ring in the order of
 * submission.  Each is given to a slot; a slot is a worker process and its
 * successors, one after the other, and what they sent.  A slot's jobs are
 * answered in their order, so the bytes at the front of its buffer always
 * belong to its first job, and the first job of the ring is the first of its
 * slot.
 *
 *	slot->jobs:  0 ... ended ... sent ... n
 *	             |     |         +- not yet sent
 *	             |     +- sent; the first is being read
 *	             +- answered (or failed), not handed on
 */
#ifndef INGEST_POOL_H
#define INGEST_POOL_H

#include <sys/types.h>

#include "core/wire.h"
#include "ingest/ingest.h"
#include "ingest/nursery.h"

enum {
	POOL_DEPTH = 4,   /* jobs that a worker has before it */
	POOL_WINDOW = 16, /* jobs in the ring for each worker */
	POOL_WORKERS_MAX = 64,
	POOL_TRIES = 2,
	POOL_CHUNK = 64 * 1024,       /* read at once */
	POOL_BUFFER = 8 * 1024 * 1024, /* what waits of a worker out of turn */
};

struct pool_job {
	struct source_item item; /* its strings are owned */
	int fd;
	size_t size;
	enum provenance provenance;
	int64_t now;
	struct pool_slot *slot; /* NULL: given to none yet */
	unsigned tries;         /* that ended with the process */
	struct document failure; /* refused, or tries are used up */
	struct error why;
	bool large; /* more was found than is kept back until its end */
	/* What the sink has been told, and must not be told again. */
	bool begun;
	bool partial;     /* records of an open document */
	bool stale;       /* they are of an earlier try */
	size_t documents; /* whole ones */
	size_t seen;      /* of them, in this try */
};

struct pool_slot {
	pid_t pid; /* 0: no process */
	int fd;
	unsigned served;   /* jobs that the process was sent */
	int64_t waited_ms; /* for the job that is being read */
	int64_t armed_ms;  /* when its processor time was last set */
	struct pool_job **jobs;
	size_t n, sent, ended;
	/* What the process sent.  Frames up to `scanned` are whole, those up
	   to `complete` belong to jobs that ended. */
	struct buf in;
	size_t start, scanned, complete;
};

struct pool {
	struct pool_options options;
	struct nursery nursery;
	const struct pool_sink *sink;
	size_t body_max;
	struct wire_reader *reader; /* of the first job's frames */
	struct pool_slot *slots;
	size_t n_slots;
	struct pool_job *ring;
	size_t window, first, n;
	size_t given; /* of the n, those that have a slot */
};

/* pool_slot.c, pool_lose.c: a slot and its process. */

enum err pool_slot_start(struct pool *p, struct pool_slot *s,
    struct error *e) MUST_CHECK;
/* End the process, if there is one. */
enum err pool_slot_stop(struct pool *p, struct pool_slot *s, int *ret_status,
    struct error *e) MUST_CHECK;
/* Send jobs as far as may be; start or replace the process for it. */
enum err pool_slot_send(struct pool *p, struct pool_slot *s,
    struct error *e) MUST_CHECK;
/* Take what has arrived. */
enum err pool_slot_read(struct pool *p, struct pool_slot *s,
    struct error *e) MUST_CHECK;
/* Jobs that failed for good need no process: they have ended as they are. */
void pool_slot_pass_failed(struct pool_slot *s);
/* Something must come: jobs were sent that have not ended. */
bool pool_slot_is_busy(const struct pool_slot *s);
/*
 * End the process; the job that it was at failed by outcome, for which reason
 * is a clause ("it took longer than 30 seconds"), or NULL to name the exit
 * status.  all: nothing that it sent and that was not handed on is believed.
 */
enum err pool_slot_lose(struct pool *p, struct pool_slot *s, bool all,
    enum outcome outcome, const char *reason, struct error *e) MUST_CHECK;
/* Its first job has been handed on. */
void pool_slot_shift(struct pool_slot *s);
/* Forget all jobs, and with them the process; without any, it may stay. */
void pool_slot_clear(struct pool *p, struct pool_slot *s, bool may_stay);

/* pool_deliver.c: hand on what there is of the first jobs. */
enum err pool_deliver(struct pool *p, struct error *e) MUST_CHECK;

/* pool_turn.c */

/* Give jobs to slots, send them. */
enum err pool_feed(struct pool *p, struct error *e) MUST_CHECK;
/* That, then wait for something, and hand on what there is. */
enum err pool_turn(struct pool *p, struct error *e) MUST_CHECK;
int64_t pool_clock_ms(void);

/* pool.c: the first job is done with. */
void pool_shift(struct pool *p);

#endif
