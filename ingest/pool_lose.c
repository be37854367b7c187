/*
 * When a process is lost: what it sent of the job that it was at is cut off,
 * and that job is to blame.  The slot's next process gets it first and alone,
 * then those that stood behind it.
 */
#include <signal.h>
#include <sys/wait.h>

#include "ingest/pool.h"

/* Cut off what a lost process sent of a job that it did not end. */
static void
forget_bytes(struct pool_slot *s, bool all)
{
	size_t keep = all || s->complete < s->start ? s->start : s->complete;

	s->in.len = keep;
	s->in.overflow = false;
	s->scanned = s->complete = keep;
}

static void
blame(struct pool *p, struct pool_job *job, enum outcome outcome,
    const char *reason, int status)
{
	if (reason != NULL)
		error_set(&job->why, ERR_INPUT, "%s", reason);
	else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		error_set(&job->why, ERR_INPUT,
		    "reading it took more than %u seconds of processor time",
		    p->options.seconds);
	else if (WIFSIGNALED(status))
		error_set(&job->why, ERR_INPUT,
		    "it ended the process that read it (signal %d)",
		    WTERMSIG(status));
	else
		error_set(&job->why, ERR_INPUT,
		    "it ended the process that read it (status %d)",
		    WEXITSTATUS(status));
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		outcome = OUTCOME_TIMEOUT;
	if (++job->tries < POOL_TRIES)
		return;
	job->failure.outcome = outcome;
	job->failure.reason = job->why.text;
	job->failure.size = job->size;
}

enum err
pool_slot_lose(struct pool *p, struct pool_slot *s, bool all,
    enum outcome outcome, const char *reason, struct error *e)
{
	bool busy = pool_slot_is_busy(s);
	int status;
	enum err err = pool_slot_stop(p, s, &status, e);

	if (err != OK)
		return err;
	forget_bytes(s, all);
	if (all)
		s->ended = 0;
	s->sent = s->ended;
	if (s->n > 0 && (busy || all)) {
		struct pool_job *job = s->jobs[s->ended];

		blame(p, job, outcome, reason, status);
		job->stale |= job->partial;
		job->partial = false;
		job->seen = 0;
		if (job == &p->ring[p->first])
			wire_reader_reset(p->reader); /* was in its middle */
	}
	pool_slot_pass_failed(s);
	return OK;
}
