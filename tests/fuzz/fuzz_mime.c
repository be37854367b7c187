/*
 * Any bytes as a mail: through GMime and all that follows.  Whatever comes,
 * the item ends with a document.
 */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/ingest.h"
#include "ingest/mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err
head(void *ctx, const struct mime_facts *f, struct error *e)
{
	int *heads = ctx;

	(void)f;
	(void)e;
	++*heads;
	return OK;
}

static enum err
part(void *ctx, const char *name, const void *p, size_t n, struct error *e)
{
	const unsigned char *bytes = p;
	static volatile unsigned sum;

	(void)ctx;
	(void)name;
	(void)e;
	for (size_t i = 0; i < n; i++)
		sum += bytes[i];
	(void)sum;
	return OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct limits limits;
	static struct mime_reader *reader;
	struct mime_facts facts;
	struct arena a;
	struct error e;
	int heads = 0;
	struct mime_sink sink = { &heads, head, part };

	if (reader == NULL) {
		limits = limits_default();
		mime_setup();
		reader = mime_new(&limits);
	}
	arena_init(&a, limits.arena_bytes);
	if (mime_read(reader, &a, data, size, &sink, &facts, &e) != OK ||
	    heads != 1)
		abort();
	arena_release(&a);
	return 0;
}
