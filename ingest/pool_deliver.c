/*
 * The first job's frames, read as a stranger's and handed to the sink.  A job
 * that is tried again sends what the sink has been told already: whole
 * documents are passed over, an open one is restarted.
 */
#include <string.h>

#include "ingest/pool.h"

enum { KEEP_BYTES = 1 << 20 };

static enum err
begin(struct pool *p, struct pool_job *job, const struct intake_source *s,
    struct error *e)
{
	const struct pool_sink *sink = p->sink;
	enum err err = OK;

	if (job->begun)
		return OK;
	job->begun = true;
	if (sink->begin != NULL)
		err = sink->begin(sink->sink.ctx, &job->item, e);
	if (err == OK && sink->sink.source != NULL)
		err = sink->sink.source(sink->sink.ctx, s, e);
	return err;
}

/*
 * A worker may say that the mail's own header verified it or did not; never
 * that somebody imported it.
 */
static bool
may_claim(const struct pool_job *job, const struct intake_source *s)
{
	if (s->size < 0 || (uint64_t)s->size > job->size)
		return false;
	return s->provenance == job->provenance ||
	       (job->provenance == PROVENANCE_UNVERIFIED &&
	           s->provenance != PROVENANCE_IMPORTED);
}

/* The first document that the sink does not know yet. */
static bool
is_new(const struct pool_job *job)
{
	return job->seen == job->documents;
}

/* Records of an earlier try are dropped before anything new is told. */
static void
drop_stale(struct pool *p, struct pool_job *job)
{
	if (job->stale && p->sink->sink.restart != NULL)
		p->sink->sink.restart(p->sink->sink.ctx);
	job->stale = false;
}

static enum err
on_record(struct pool *p, struct pool_job *job, const struct record *r,
    struct error *e)
{
	const struct ingest_sink *sink = &p->sink->sink;

	if (!is_new(job))
		return OK;
	drop_stale(p, job);
	job->partial = true;
	return sink->record != NULL ? sink->record(sink->ctx, r, e) : OK;
}

static void
on_restart(struct pool *p, struct pool_job *job)
{
	const struct ingest_sink *sink = &p->sink->sink;

	if (!is_new(job))
		return;
	job->stale = false;
	if (sink->restart != NULL)
		sink->restart(sink->ctx);
}

static enum err
on_document(struct pool *p, struct pool_job *job, const struct document *d,
    struct error *e)
{
	const struct ingest_sink *sink = &p->sink->sink;

	if (!is_new(job)) {
		job->seen++;
		return OK;
	}
	drop_stale(p, job);
	job->partial = false;
	job->documents++;
	job->seen++;
	return sink->document != NULL ? sink->document(sink->ctx, d, e) : OK;
}

static enum err
finish(struct pool *p, struct pool_job *job, struct error *e)
{
	const struct pool_sink *sink = p->sink;
	enum err err = OK;

	if (sink->end != NULL)
		err = sink->end(sink->sink.ctx, &job->item, e);
	pool_slot_shift(job->slot);
	pool_shift(p);
	return err;
}

/* The job ends with a document that says why there is no other. */
static enum err
fail(struct pool *p, struct pool_job *job, const struct document *d,
    struct error *e)
{
	const struct intake_source source = { .path = job->item.path,
		.provenance = job->provenance,
		.size = (int64_t)job->size };
	enum err err = begin(p, job, &source, e);

	job->stale |= job->partial;
	job->seen = job->documents;
	if (err == OK)
		err = on_document(p, job, d, e);
	return err == OK ? finish(p, job, e) : err;
}

/*
 * The worker is sound but could not: the file cannot be read, or our own
 * memory for one mail was at its end.
 */
static enum err
on_error(struct pool *p, struct pool_job *job, const struct error *why,
    struct error *e)
{
	const struct document d = { .outcome = why->code == ERR_LIMIT
		                                   ? OUTCOME_LIMIT
		                                   : OUTCOME_CRASHED,
		.reason = why->text,
		.size = job->size };
	const struct pool_sink *sink = p->sink;
	enum err err = OK;

	if (why->code != ERR_SYSTEM || job->begun)
		return fail(p, job, &d, e);
	if (sink->unread != NULL)
		err = sink->unread(sink->sink.ctx, &job->item, why, e);
	pool_slot_shift(job->slot);
	pool_shift(p);
	return err;
}

static enum err
take_frame(struct pool *p, struct pool_job *job, struct wire_frame *f,
    struct error *e)
{
	switch (f->type) {
	case WIRE_SOURCE:
		if (!may_claim(job, &f->source))
			return pool_slot_lose(p, job->slot, true,
			    OUTCOME_CRASHED,
			    "the worker claimed what it cannot know", e);
		f->source.path = job->item.path;
		return begin(p, job, &f->source, e);
	case WIRE_RECORD: return on_record(p, job, &f->record, e);
	case WIRE_RESTART: on_restart(p, job); return OK;
	case WIRE_PIECE: return OK; /* the reader keeps it */
	case WIRE_DOCUMENT: return on_document(p, job, &f->document, e);
	case WIRE_END: return finish(p, job, e);
	case WIRE_ERROR: return on_error(p, job, &f->error, e);
	}
	return OK;
}

/* Move what is left to the front when the rest has been handed on. */
static void
compact(struct pool_slot *s)
{
	struct buf *b = &s->in;

	if (s->start < b->len && s->start < KEEP_BYTES)
		return;
	memmove(b->data, b->data + s->start, b->len - s->start);
	b->len -= s->start;
	s->scanned -= s->start;
	s->complete -= s->complete < s->start ? s->complete : s->start;
	s->start = 0;
	if (b->len == 0 && b->cap > KEEP_BYTES)
		buf_free(b);
}

/* One frame of the first job; *ret_more is false when there is none. */
static enum err
deliver_one(struct pool *p, struct pool_job *job, bool *ret_more,
    struct error *e)
{
	struct pool_slot *s = job->slot;
	const char *at = s->in.data + s->start;
	struct wire_frame f;
	struct error why;
	enum wire_type type;
	size_t size = 0;

	*ret_more = false;
	if (s->start < s->scanned && wire_frame_at(at, s->scanned - s->start,
	                                 p->body_max, &type, &size, &why) != OK)
		size = 0; /* cannot be: it was scanned */
	if (size == 0)
		return OK;
	*ret_more = true;
	if (wire_read(p->reader, at, size, &f, &why) != OK)
		return pool_slot_lose(p, s, true, OUTCOME_CRASHED, why.text, e);
	s->start += size;
	return take_frame(p, job, &f, e);
}

/*
 * Not before its end, so that the sink need not hold what it has open while a
 * worker hangs; but a large item cannot be kept as a whole.
 */
static bool
may_be_told(struct pool_job *job)
{
	const struct pool_slot *s = job->slot;

	job->large |= s->in.len - s->start >= POOL_BUFFER;
	return s->ended > 0 || job->large;
}

enum err
pool_deliver(struct pool *p, struct error *e)
{
	bool more = true;
	enum err err = OK;

	while (err == OK && more && p->n > 0) {
		struct pool_job *job = &p->ring[p->first];
		struct pool_slot *s = job->slot;

		if (s == NULL || !may_be_told(job))
			break;
		if (job->failure.outcome != 0 && s->ended > 0) {
			err = fail(p, job, &job->failure, e);
			continue;
		}
		err = deliver_one(p, job, &more, e);
		compact(s);
	}
	return err;
}
