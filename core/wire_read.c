/*
 * The reader: a cursor (wire_take.c) walks a frame's body along the tables of
 * wire_fields.c.  Beyond each value, the reader holds a worker to what a sound
 * one cannot break: the order of frames, a report that counts its own records
 * and messages right, and of the outcomes only those that a parser can know.
 */
#include <stdlib.h>
#include <string.h>

#include "core/wire.h"
#include "core/wire_take.h"

/* A document is read again once, after a repair of its bytes. */
enum { RESTARTS_MAX = 1 };

struct wire_reader {
	const struct limits *limits;
	size_t body_max;
	struct arena arena; /* of one frame */
	struct report report;
	struct buf deflated; /* of the open document */
	bool has_source;
	size_t documents;         /* of the item */
	size_t records, restarts; /* of the open document */
	int64_t messages;
	bool document_ended; /* its bytes are borrowed until the next frame */
};

struct wire_reader *
wire_reader_new(const struct limits *limits)
{
	struct wire_reader *r = xcalloc(1, sizeof(*r));

	r->limits = limits;
	r->body_max = wire_body_max(limits);
	arena_init(&r->arena, limits->arena_bytes);
	buf_init(&r->deflated, limits->document_bytes + KIB);
	return r;
}

void
wire_reader_free(struct wire_reader *r)
{
	if (r == NULL)
		return;
	arena_release(&r->arena);
	buf_free(&r->deflated);
	free(r);
}

static void
document_reset(struct wire_reader *r)
{
	if (r->deflated.cap > MIB)
		buf_free(&r->deflated);
	buf_reset(&r->deflated);
	r->document_ended = false;
	r->records = r->restarts = 0;
	r->messages = 0;
}

void
wire_reader_reset(struct wire_reader *r)
{
	document_reset(r);
	r->has_source = false;
	r->documents = 0;
}

static void
read_source(struct wire_reader *r, struct wire_cursor *c,
    struct intake_source *ret)
{
	if (r->has_source)
		wire_wrong(c, "it comes twice");
	wire_take_struct(c, &wire_source, ret);
	r->has_source = true;
}

static void
read_record(struct wire_reader *r, struct wire_cursor *c, struct record *ret)
{
	if (r->deflated.len > 0 || r->records == r->limits->records)
		wire_wrong(c, "it comes where none may come");
	wire_take_struct(c, &wire_record, ret);
	r->records++;
	r->messages += ret->count;
}

static void
read_restart(struct wire_reader *r, struct wire_cursor *c)
{
	if (r->deflated.len > 0 || r->restarts++ == RESTARTS_MAX)
		wire_wrong(c, "it comes where none may come");
	r->records = 0;
	r->messages = 0;
}

static void
read_piece(struct wire_reader *r, struct wire_cursor *c)
{
	size_t n = c->n;
	const unsigned char *p = wire_take(c, n);

	if (p == NULL || n == 0 || n > WIRE_PIECE_BYTES) {
		wire_wrong(c, "a piece of no allowed size");
		return;
	}
	buf_add(&r->deflated, p, n);
	if (r->deflated.overflow)
		wire_wrong(c, "a document over its ceiling");
}

/* What the pipeline alone decides, after the parser. */
static bool
is_parsers_outcome(enum outcome outcome)
{
	return outcome != OUTCOME_DUPLICATE && outcome != OUTCOME_CONFLICT &&
	       outcome != OUTCOME_FOREIGN_DOMAIN &&
	       outcome != OUTCOME_CRASHED && outcome != OUTCOME_TIMEOUT;
}

static void
check_report(const struct wire_reader *r, struct wire_cursor *c,
    const struct report *report)
{
	c->name = "report";
	if (report->n_records != r->records || report->messages != r->messages)
		wire_wrong(c, "sums that are not those of its records");
	if (report->total_repairs < report->n_repairs)
		wire_wrong(c, "fewer repairs than it names");
}

/* A report that counts has what the store needs of it. */
static void
check_document(struct wire_cursor *c, const struct document *d)
{
	const struct report *report = d->report;

	c->name = "outcome";
	if (!is_parsers_outcome(d->outcome))
		wire_wrong(c, "one that a parser cannot know");
	if (d->outcome != OUTCOME_REPORT) {
		if (d->reason == NULL)
			wire_wrong(c, "one without a reason");
		return;
	}
	if (d->reason != NULL || report == NULL ||
	    report->policy_published.domain == NULL || report->begin <= 0 ||
	    report->end < report->begin)
		wire_wrong(c, "a report that is none");
}

static void
read_document(struct wire_reader *r, struct wire_cursor *c,
    struct document *ret)
{
	uint64_t deflated;

	wire_take_struct(c, &wire_document, ret);
	c->name = "deflated";
	deflated = wire_take_number(c, 8);
	if (deflated > 0 && deflated - 1 == r->deflated.len)
		ret->deflated = &r->deflated;
	else if (deflated > 0 || r->deflated.len > 0)
		wire_wrong(c, "not as many bytes as came");
	if (wire_take_bool(c)) {
		r->report = (struct report){ 0 };
		wire_take_struct(c, &wire_report, &r->report);
		check_report(r, c, &r->report);
		ret->report = &r->report;
	}
	check_document(c, ret);
	r->documents++;
	r->document_ended = true;
}

static void
read_error(struct wire_cursor *c, struct error *ret)
{
	const char *text;

	ret->code = (enum err)wire_take_number(c, 1);
	if (ret->code <= OK || ret->code > ERR_SYSTEM)
		wire_wrong(c, "an unknown code");
	text = wire_take_text(c, sizeof(ret->text) - 1);
	error_set(ret, ret->code, "%s", text != NULL ? text : "");
}

static void
read_body(struct wire_reader *r, struct wire_cursor *c, struct wire_frame *f)
{
	if (f->type != WIRE_SOURCE && f->type != WIRE_ERROR && !r->has_source)
		wire_wrong(c, "it comes before the source");
	switch (f->type) {
	case WIRE_SOURCE: read_source(r, c, &f->source); break;
	case WIRE_RECORD: read_record(r, c, &f->record); break;
	case WIRE_RESTART: read_restart(r, c); break;
	case WIRE_PIECE: read_piece(r, c); break;
	case WIRE_DOCUMENT: read_document(r, c, &f->document); break;
	case WIRE_END:
		if (r->documents == 0 || r->records > 0 || r->deflated.len > 0)
			wire_wrong(c, "it comes before the document");
		wire_reader_reset(r);
		break;
	case WIRE_ERROR:
		read_error(c, &f->error);
		wire_reader_reset(r);
		break;
	}
	if (c->n > 0)
		wire_wrong(c, "bytes behind its last field");
}

enum err
wire_read(struct wire_reader *r, const void *p, size_t n,
    struct wire_frame *ret, struct error *e)
{
	struct wire_cursor c = { .limits = r->limits,
		.arena = &r->arena,
		.name = "frame" };
	struct wire_frame f = { 0 };
	size_t size = 0;
	enum err err = wire_frame_at(p, n, r->body_max, &f.type, &size, e);

	if (err != OK)
		return err;
	if (size == 0 || size != n)
		return error_set(e, ERR_INPUT,
		    "what the worker sent is no frame");
	if (r->document_ended)
		document_reset(r);
	arena_reset(&r->arena);
	c.p = (const unsigned char *)p + WIRE_HEAD;
	c.n = n - WIRE_HEAD;
	read_body(r, &c, &f);
	if (c.wrong != NULL)
		return error_set(e, ERR_INPUT,
		    "what the worker sent is wrong: %s, %s: %s",
		    wire_type_name(f.type), c.name, c.wrong);
	*ret = f;
	return OK;
}
