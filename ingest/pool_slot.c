/*
 * A slot: sending jobs to its process and taking what it sends.  That is only
 * cut into frames here, to see when a job has ended; pool_deliver.c reads it.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ingest/descriptor.h"
#include "ingest/pool.h"
#include "ingest/sandbox.h"
#include "ingest/worker.h"

/* As many that end before they are given anything are no accident. */
enum { FRESH_TRIES = 5 };

bool
pool_slot_is_busy(const struct pool_slot *s)
{
	return s->sent > s->ended;
}

enum err
pool_slot_start(struct pool *p, struct pool_slot *s, struct error *e)
{
	unsigned layers;
	enum err err = nursery_bear(&p->nursery, &s->pid, &s->fd, &layers, e);

	if (err != OK)
		return err;
	s->served = 0;
	s->armed_ms = INT64_MIN / 2;
	fcntl(s->fd, F_SETFL, O_NONBLOCK);
	return OK;
}

enum err
pool_slot_stop(struct pool *p, struct pool_slot *s, int *ret_status,
    struct error *e)
{
	pid_t pid = s->pid;

	*ret_status = 0;
	if (pid == 0)
		return OK;
	close(s->fd);
	s->fd = -1;
	s->pid = 0;
	return nursery_end(&p->nursery, pid, ret_status, e);
}

void
pool_slot_pass_failed(struct pool_slot *s)
{
	while (s->ended < s->n && s->jobs[s->ended]->failure.outcome != 0)
		s->ended++;
	if (s->sent < s->ended)
		s->sent = s->ended;
}

/*
 * A job is now being read: its time begins.  The kernel counts processor time
 * in seconds, so it need not be told more often.
 */
static void
begin_job(struct pool *p, struct pool_slot *s)
{
	int64_t now = pool_clock_ms();

	s->waited_ms = 0;
	if (!pool_slot_is_busy(s) || now - s->armed_ms < 1000)
		return;
	sandbox_rearm(s->pid, p->options.seconds + 1);
	s->armed_ms = now;
}

/* 1: sent, 0: not now, -1: nobody is there. */
static int
send_job(const struct pool_slot *s, const struct pool_job *job)
{
	struct worker_request q = { .now = job->now,
		.size = (int64_t)job->size,
		.provenance = (int32_t)job->provenance };
	ssize_t put = descriptor_send(s->fd, &q, sizeof(q), job->fd);

	if (put == (ssize_t)sizeof(q))
		return 1;
	/* ETOOMANYREFS: more descriptors on their way than a user may have. */
	return put < 0 && (errno == EAGAIN || errno == ETOOMANYREFS) &&
	               pool_slot_is_busy(s)
	           ? 0
	           : -1;
}

/*
 * A job that was tried before is sent to a new process, and alone.  One that
 * was refused is not sent: it is passed when those before it have ended.
 */
static bool
may_send(const struct pool_slot *s)
{
	size_t depth = POOL_DEPTH;

	if (s->sent == s->n || s->jobs[s->sent]->failure.outcome != 0)
		return false;
	if (s->jobs[s->ended]->tries > 0 || s->jobs[s->sent]->tries > 0)
		depth = 1;
	return s->sent - s->ended < depth;
}

static enum err
replace(struct pool *p, struct pool_slot *s, struct error *e)
{
	int unused;
	enum err err = pool_slot_stop(p, s, &unused, e);

	return err == OK ? pool_slot_start(p, s, e) : err;
}

enum err
pool_slot_send(struct pool *p, struct pool_slot *s, struct error *e)
{
	unsigned fresh = 0;
	enum err err;

	pool_slot_pass_failed(s);
	while (may_send(s)) {
		bool idle = !pool_slot_is_busy(s);
		bool worn = s->served >= p->options.items;
		int done = -1;

		if (worn && !idle)
			return OK;
		if (s->pid != 0 && !worn)
			done = send_job(s, s->jobs[s->sent]);
		if (done == 0)
			return OK;
		if (done < 0 && !idle)
			return OK; /* its end will be read */
		if (done < 0 && fresh == FRESH_TRIES)
			return error_set(e, ERR_SYSTEM,
			    "%d new parser processes took no work; is "
			    "something ending processes here?",
			    FRESH_TRIES);
		if (done < 0) {
			if ((err = replace(p, s, e)) != OK)
				return err;
			fresh++;
			continue;
		}
		s->served++;
		s->sent++;
		if (idle)
			begin_job(p, s);
	}
	return OK;
}

/* Cut what has arrived into frames; count the jobs that have ended. */
static enum err
scan(struct pool *p, struct pool_slot *s, struct error *e)
{
	enum wire_type type;
	struct error why;
	size_t size;

	for (;;) {
		size_t n = s->in.len - s->scanned;

		if (wire_frame_at(s->in.data + s->scanned, n, p->body_max,
		        &type, &size, &why) != OK)
			return pool_slot_lose(p, s, false, OUTCOME_CRASHED,
			    why.text, e);
		if (size == 0 || size > n)
			return OK;
		if (!pool_slot_is_busy(s))
			return pool_slot_lose(p, s, false, OUTCOME_CRASHED,
			    "the worker answered unasked", e);
		s->scanned += size;
		if (type != WIRE_END && type != WIRE_ERROR)
			continue;
		s->complete = s->scanned;
		s->ended++;
		pool_slot_pass_failed(s);
		begin_job(p, s);
	}
}

enum err
pool_slot_read(struct pool *p, struct pool_slot *s, struct error *e)
{
	char chunk[POOL_CHUNK];
	ssize_t got = recv(s->fd, chunk, sizeof(chunk), 0);

	if (got > 0) {
		buf_add(&s->in, chunk, (size_t)got);
		return scan(p, s, e);
	}
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return OK;
	return pool_slot_lose(p, s, false, OUTCOME_CRASHED, NULL, e);
}

void
pool_slot_shift(struct pool_slot *s)
{
	s->n--;
	s->sent--;
	s->ended--;
	for (size_t i = 0; i < s->n; i++)
		s->jobs[i] = s->jobs[i + 1];
}

void
pool_slot_clear(struct pool *p, struct pool_slot *s, bool may_stay)
{
	struct error unused;
	int status;

	/* Without a nursery this fails; its workers are gone then, too. */
	if (s->n > 0 || !may_stay)
		(void)!pool_slot_stop(p, s, &status, &unused);
	s->n = s->sent = s->ended = 0;
	s->start = s->scanned = s->complete = 0;
	buf_reset(&s->in);
}
