/*
 * One thread and poll(2).  A turn gives jobs to slots, waits for what the
 * workers send, and hands on what belongs to the first job.
 *
 * The time of a job is the time that we spend waiting for it.  While the
 * caller saves what it got, or a worker's answers are not read because others
 * come first, its clock stands; its processor time is limited all the same
 * (sandbox_rearm()).
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ingest/pool.h"

int64_t
pool_clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The slot that has least before it, if any has room. */
static struct pool_slot *
free_slot(struct pool *p)
{
	struct pool_slot *best = NULL;

	for (size_t i = 0; i < p->n_slots; i++) {
		struct pool_slot *s = &p->slots[i];

		if (s->n - s->ended >= POOL_DEPTH ||
		    s->in.len - s->start >= POOL_BUFFER)
			continue;
		if (best == NULL || s->n - s->ended < best->n - best->ended)
			best = s;
	}
	return best;
}

/* Give jobs to slots, send them. */
enum err
pool_feed(struct pool *p, struct error *e)
{
	struct pool_slot *s;
	enum err err = OK;

	while (p->given < p->n && (s = free_slot(p)) != NULL) {
		struct pool_job *job =
		    &p->ring[(p->first + p->given++) % p->window];

		job->slot = s;
		s->jobs[s->n++] = job;
	}
	for (size_t i = 0; i < p->n_slots && err == OK; i++)
		err = pool_slot_send(p, &p->slots[i], e);
	return err;
}

/* The slot of the first job is always read: it is emptied at once. */
static bool
wants_reading(const struct pool *p, const struct pool_slot *s)
{
	if (s->fd < 0 || !pool_slot_is_busy(s))
		return false;
	return s == p->ring[p->first].slot ||
	       s->in.len - s->start < POOL_BUFFER;
}

/* A refused job is ready without anybody's answer. */
static bool
is_ready(const struct pool *p)
{
	const struct pool_slot *s = p->ring[p->first].slot;

	return s != NULL && s->ended > 0;
}

/* Those to wait for, and how long none of them is over its time. */
static nfds_t
gather(const struct pool *p, struct pollfd *fds, struct pool_slot **slots,
    int *ret_ms)
{
	int64_t limit = (int64_t)p->options.seconds * 1000;
	int64_t least = is_ready(p) ? 0 : limit;
	nfds_t n = 0;

	for (size_t i = 0; i < p->n_slots; i++) {
		struct pool_slot *s = &p->slots[i];

		if (!wants_reading(p, s))
			continue;
		fds[n] = (struct pollfd){ .fd = s->fd, .events = POLLIN };
		slots[n++] = s;
		if (limit - s->waited_ms < least)
			least = limit - s->waited_ms;
	}
	*ret_ms = least < 0 ? 0 : (int)least;
	return n;
}

static enum err
too_slow(struct pool *p, struct pool_slot *s, struct error *e)
{
	char reason[64];

	snprintf(reason, sizeof(reason),
	    "reading it took longer than %u seconds", p->options.seconds);
	return pool_slot_lose(p, s, false, OUTCOME_TIMEOUT, reason, e);
}

/* The sink may have something to do before we wait, and while we do. */
static enum err
idle(const struct pool *p, int *ms, struct error *e)
{
	const struct pool_sink *sink = p->sink;
	int most = -1;
	enum err err = OK;

	if (*ms > 0 && sink->idle != NULL)
		err = sink->idle(sink->sink.ctx, &most, e);
	if (err == OK && most >= 0 && most < *ms)
		*ms = most;
	return err;
}

/* Wait for something that the workers send, and take it. */
static enum err
collect(struct pool *p, struct error *e)
{
	struct pollfd fds[POOL_WORKERS_MAX];
	struct pool_slot *slots[POOL_WORKERS_MAX];
	int64_t began, limit = (int64_t)p->options.seconds * 1000;
	int ms;
	nfds_t n = gather(p, fds, slots, &ms);
	enum err err = idle(p, &ms, e);

	if (err != OK)
		return err;
	began = pool_clock_ms();
	if (poll(fds, n, ms) < 0 && errno != EINTR)
		return error_set(e, ERR_SYSTEM, "poll: %s", strerror(errno));
	began = pool_clock_ms() - began;
	for (nfds_t i = 0; i < n && err == OK; i++) {
		slots[i]->waited_ms += began;
		if (fds[i].revents != 0)
			err = pool_slot_read(p, slots[i], e);
		if (err == OK && pool_slot_is_busy(slots[i]) &&
		    slots[i]->waited_ms >= limit)
			err = too_slow(p, slots[i], e);
	}
	return err;
}

enum err
pool_turn(struct pool *p, struct error *e)
{
	enum err err = pool_feed(p, e);

	if (err == OK)
		err = collect(p, e);
	return err == OK ? pool_deliver(p, e) : err;
}
