/*
 * From the bytes of an attachment or a file to documents: archives opened,
 * compression and a base64 too many taken off, each to its ceiling
 * (architecture.md 9.2: two compression layers, one archive layer).
 */
#ifndef INGEST_LAYERS_H
#define INGEST_LAYERS_H

#include "core/core.h"

struct ingest;

/*
 * Read all documents in the n bytes.  name: of the attachment or file, for
 * display, may be NULL.  Fails only when the sink fails.
 */
enum err layers_read(struct ingest *in, const char *name, const void *p,
    size_t n, struct error *e) MUST_CHECK;

#endif
