/*
 * Any bytes as an item: archives, compression, XML, repairs.  Whatever comes,
 * it ends with a document, and no ceiling is passed.
 */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err
document(void *ctx, const struct document *d, struct error *e)
{
	size_t *documents = ctx;

	(void)e;
	if ((d->reason == NULL) != (d->outcome == OUTCOME_REPORT))
		abort();
	if (d->size > MIB)
		abort();
	++*documents;
	return OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct ingest *in;
	size_t documents = 0;
	struct ingest_sink sink = { .ctx = &documents, .document = document };
	struct error e;

	if (in == NULL) {
		struct ingest_options o = { .limits = limits_default(),
			.now = INT64_C(1795262400),
			.keep_documents = true };

		/* Small ones, so that a bomb takes no time. */
		o.limits.document_bytes = o.limits.mail_document_bytes = MIB;
		if (ingest_open(&o, &in, &e) != OK)
			abort();
	}
	if (ingest_item(in, "x", PROVENANCE_IMPORTED, data, size, &sink, &e) !=
	        OK ||
	    documents == 0)
		abort();
	return 0;
}
