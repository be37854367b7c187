/* What the parent reads of a worker that was taken over. */
#include <stdint.h>
#include <stdlib.h>

#include "core/core.h"
#include "core/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err
drop(void *ctx, const void *p, size_t n, struct error *e)
{
	(void)ctx;
	(void)p;
	(void)n;
	(void)e;
	return OK;
}

/* What was believed is written again: that walks through every text. */
static void
walk(struct wire_writer *w, const struct wire_frame *f)
{
	struct error e;
	enum err err = OK;

	if (f->type == WIRE_SOURCE)
		err = wire_write_source(w, &f->source, &e);
	if (f->type == WIRE_RECORD)
		err = wire_write_record(w, &f->record, &e);
	if (f->type == WIRE_DOCUMENT)
		err = wire_write_document(w, &f->document, &e);
	if (f->type == WIRE_ERROR)
		err = wire_write_error(w, &f->error, &e);
	if (err != OK)
		abort(); /* what was read can always be written */
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct limits limits = limits_default();
	struct wire_reader *r = wire_reader_new(&limits);
	struct wire_writer w;
	struct wire_frame f;
	enum wire_type type;
	struct error e;
	size_t n;

	wire_writer_init(&w, &limits, drop, NULL);
	while (wire_frame_at(data, size, wire_body_max(&limits), &type, &n,
	           &e) == OK &&
	       n > 0 && n <= size) {
		if (wire_read(r, data, n, &f, &e) != OK)
			break;
		walk(&w, &f);
		data += n;
		size -= n;
	}
	wire_writer_free(&w);
	wire_reader_free(r);
	return 0;
}
