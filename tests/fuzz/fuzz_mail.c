/*
 * Any bytes as an item, all the way that a worker takes and back: what it
 * finds is written as frames, and the reader, which believes nothing, must
 * believe all of it.  Whatever comes, at least one document ends the item; the
 * records of a report are those that were handed on since the last restart;
 * and what is kept of a document has its size and digest.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/wire.h"
#include "ingest/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct mail {
	struct limits limits;
	struct ingest *in;
	struct wire_writer writer;
	struct wire_reader *reader;
	size_t sources, documents, records;
	int64_t messages;
	struct buf kept;
};

static enum err
insist(bool holds)
{
	if (!holds)
		abort();
	return OK;
}

static enum err
on_flush(void *ctx, const void *p, size_t n, struct error *e)
{
	struct mail *m = ctx;
	const char *c = p;
	size_t max = wire_body_max(&m->limits), at = 0, size;
	struct wire_frame frame;
	enum wire_type type;

	while (at < n) {
		insist(
		    wire_frame_at(c + at, n - at, max, &type, &size, e) == OK);
		insist(size > 0 && size <= n - at);
		insist(wire_read(m->reader, c + at, size, &frame, e) == OK);
		at += size;
	}
	return OK;
}

static enum err
on_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct mail *m = ctx;

	m->sources++;
	return wire_write_source(&m->writer, s, e);
}

static enum err
on_record(void *ctx, const struct record *r, struct error *e)
{
	struct mail *m = ctx;

	m->records++;
	m->messages += r->count;
	return wire_write_record(&m->writer, r, e);
}

static void
on_restart(void *ctx)
{
	struct mail *m = ctx;
	struct error e;

	m->records = 0;
	m->messages = 0;
	insist(wire_write_restart(&m->writer, &e) == OK);
}

static void
look_at_kept(struct mail *m, const struct document *d)
{
	struct digest digest;
	struct error e;

	buf_reset(&m->kept);
	insist(inflate_buf(DEFLATE_ZLIB, d->deflated->data, d->deflated->len,
	           &m->kept, &e) == OK);
	digest_of(m->kept.data, m->kept.len, &digest);
	insist(m->kept.len == d->size &&
	       memcmp(&digest, &d->digest, sizeof(digest)) == 0);
}

static enum err
on_document(void *ctx, const struct document *d, struct error *e)
{
	struct mail *m = ctx;

	insist((d->outcome == OUTCOME_REPORT) == (d->reason == NULL));
	if (d->outcome == OUTCOME_REPORT)
		insist(d->report && d->deflated &&
		       d->report->n_records == m->records &&
		       d->report->messages == m->messages);
	if (d->deflated)
		look_at_kept(m, d);
	m->documents++;
	m->records = 0;
	m->messages = 0;
	return wire_write_document(&m->writer, d, e);
}

static struct mail *
mail_new(void)
{
	struct mail *m = calloc(1, sizeof(*m));
	struct ingest_options o = { .limits = limits_default(),
		.now = 1800000000,
		.keep_documents = true };
	struct error e;

	m->limits = o.limits;
	insist(ingest_open(&o, &m->in, &e) == OK);
	wire_writer_init(&m->writer, &m->limits, on_flush, m);
	m->reader = wire_reader_new(&m->limits);
	buf_init(&m->kept, m->limits.document_bytes);
	return m;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct mail *m;
	struct ingest_sink sink = { NULL, on_source, on_record, on_restart,
		on_document };
	struct error e;

	if (m == NULL)
		m = mail_new();
	sink.ctx = m;
	m->sources = m->documents = m->records = 0;
	m->messages = 0;
	wire_reader_reset(m->reader);
	insist(ingest_item(m->in, "fuzz", PROVENANCE_UNVERIFIED, data, size,
	           &sink, &e) == OK);
	insist(m->sources == 1 && m->documents > 0);
	insist(wire_write_end(&m->writer, &e) == OK);
	return 0;
}
