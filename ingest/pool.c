/* The pool: its ring of jobs, and how the caller gets in and out. */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/pool.h"
#include "ingest/sandbox.h"
#include "ingest/source.h"

enum { DEFAULT_SECONDS = 30, DEFAULT_ITEMS = 1000 };

const char *
pool_sandbox(void)
{
	return sandbox_description();
}

static unsigned
processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	return (unsigned)CPU_COUNT(&set);
}

static void
set_defaults(struct pool_options *o)
{
	if (o->workers == 0)
		o->workers = processors();
	if (o->workers > POOL_WORKERS_MAX)
		o->workers = POOL_WORKERS_MAX;
	if (o->seconds == 0)
		o->seconds = DEFAULT_SECONDS;
	if (o->items == 0)
		o->items = DEFAULT_ITEMS;
	if (o->read == NULL)
		o->read = ingest_item;
}

static void
slot_init(struct pool *p, struct pool_slot *s)
{
	*s = (struct pool_slot){ .fd = -1 };
	s->jobs = xcalloc(p->window, sizeof(struct pool_job *));
	buf_init(&s->in, POOL_BUFFER + POOL_CHUNK + WIRE_HEAD + p->body_max);
}

enum err
pool_open(const struct pool_options *o, struct pool **ret, struct error *e)
{
	struct pool *p = xcalloc(1, sizeof(*p));
	enum err err;

	p->options = *o;
	set_defaults(&p->options);
	err = nursery_open(&p->options.ingest, p->options.read, &p->nursery, e);
	if (err != OK) {
		free(p);
		return err;
	}
	p->body_max = wire_body_max(&p->options.ingest.limits);
	p->reader = wire_reader_new(&p->options.ingest.limits);
	p->n_slots = p->options.workers;
	p->window = p->n_slots * POOL_WINDOW;
	p->ring = xcalloc(p->window, sizeof(*p->ring));
	p->slots = xcalloc(p->n_slots, sizeof(*p->slots));
	for (size_t i = 0; i < p->n_slots; i++)
		slot_init(p, &p->slots[i]);
	for (size_t i = 0; i < p->n_slots && err == OK; i++)
		err = pool_slot_start(p, &p->slots[i], e);
	if (err != OK) {
		pool_close(p);
		return err;
	}
	*ret = p;
	return OK;
}

void
pool_sink_set(struct pool *p, const struct pool_sink *sink)
{
	p->sink = sink;
}

size_t
pool_waiting(const struct pool *p)
{
	return p->n;
}

static void
job_free(struct pool_job *job)
{
	if (job->fd >= 0)
		close(job->fd);
	free((char *)job->item.path);
	free((char *)job->item.folder);
	free((char *)job->item.base);
	free((char *)job->item.name);
}

void
pool_shift(struct pool *p)
{
	job_free(&p->ring[p->first]);
	p->first = (p->first + 1) % p->window;
	p->n--;
	p->given--;
}

void
pool_cancel(struct pool *p)
{
	for (size_t i = 0; i < p->n_slots; i++)
		pool_slot_clear(p, &p->slots[i], true);
	for (size_t i = 0; i < p->n; i++)
		job_free(&p->ring[(p->first + i) % p->window]);
	p->n = p->given = 0;
	wire_reader_reset(p->reader);
}

void
pool_close(struct pool *p)
{
	if (p == NULL)
		return;
	pool_cancel(p);
	for (size_t i = 0; i < p->n_slots; i++) {
		pool_slot_clear(p, &p->slots[i], false);
		buf_free(&p->slots[i].in);
		free(p->slots[i].jobs);
	}
	nursery_close(&p->nursery);
	wire_reader_free(p->reader);
	free(p->slots);
	free(p->ring);
	free(p);
}

static char *
copy(const char *s)
{
	return s != NULL ? xstrdup(s) : NULL;
}

/*
 * When the ring is full, half of it is handed on before more is taken: so each
 * look at the workers' sockets serves several items, and the other half keeps
 * them busy meanwhile.
 */
static enum err
make_room(struct pool *p, struct error *e)
{
	enum err err = OK;

	if (p->n == p->window)
		while (err == OK && p->n > p->window / 2)
			err = pool_turn(p, e);
	return err;
}

/* The next place in the ring. */
static struct pool_job *
add_job(struct pool *p, const struct source_item *item,
    enum provenance provenance)
{
	struct pool_job *job = &p->ring[(p->first + p->n++) % p->window];

	*job = (struct pool_job){ .item = *item,
		.fd = -1,
		.size = (size_t)item->size,
		.provenance = provenance };
	job->item.path = copy(item->path);
	job->item.folder = copy(item->folder);
	job->item.base = copy(item->base);
	job->item.name = copy(item->name);
	return job;
}

enum err
pool_submit(struct pool *p, const struct source_item *item, int fd, size_t n,
    enum provenance provenance, int64_t now, struct error *e)
{
	enum err err = make_room(p, e);
	struct pool_job *job;

	if (err != OK) {
		close(fd);
		return err;
	}
	job = add_job(p, item, provenance);
	job->fd = fd;
	job->size = n;
	job->now = now;
	return pool_feed(p, e);
}

enum err
pool_submit_bytes(struct pool *p, const struct source_item *item,
    const void *bytes, size_t n, enum provenance provenance, int64_t now,
    struct error *e)
{
	int fd = source_memory(bytes, n);

	if (fd < 0)
		return error_set(e, ERR_SYSTEM,
		    "%s: no memory to hand it to a parser: %s", item->path,
		    strerror(errno));
	return pool_submit(p, item, fd, n, provenance, now, e);
}

enum err
pool_refuse(struct pool *p, const struct source_item *item,
    enum provenance provenance, enum outcome outcome, const char *reason,
    struct error *e)
{
	enum err err = make_room(p, e);
	struct pool_job *job;

	if (err != OK)
		return err;
	job = add_job(p, item, provenance);
	error_set(&job->why, ERR_LIMIT, "%s", reason);
	job->failure = (struct document){ .outcome = outcome,
		.reason = job->why.text,
		.size = job->size };
	return pool_feed(p, e);
}

enum err
pool_wait(struct pool *p, struct error *e)
{
	enum err err = OK;

	while (err == OK && p->n > 0)
		err = pool_turn(p, e);
	return err;
}
