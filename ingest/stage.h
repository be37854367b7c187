/*
 * What comes out of one packed layer: a document, or packed data again.
 */
#ifndef INGEST_STAGE_H
#define INGEST_STAGE_H

#include "ingest/item.h"
#include "ingest/origin.h"

/* What was taken off so far. */
struct layer {
	const char *member;
	size_t level; /* of struct ingest's buffers */
	size_t compressions, archives;
	bool base64;
	size_t trailing; /* bytes after gzip data */
};

struct stage {
	struct ingest *in;
	struct layer layer; /* what comes out is inside of it */
	struct origin origin;
	enum { UNDECIDED, DOCUMENT, PACKED } mode;
	char head[SNIFF_HEAD];
	size_t n_head;
	bool stopped; /* by ourselves: the stream need not be read to its end */
};

void stage_init(struct stage *s, struct ingest *in, struct layer l,
    const struct origin *origin);

/* A deflate_sink whose ctx is the struct stage. */
enum err stage_data(void *ctx, const void *p, size_t n, struct error *e);

/* The stream ended, properly or as `broken` and *why say. */
enum err stage_end(struct stage *s, enum outcome broken,
    const struct error *why, struct error *e) MUST_CHECK;

/* In layers.c: read the n bytes, from which l was taken off already. */
enum err layers_read_next(struct ingest *in, struct layer l, const void *p,
    size_t n, struct error *e) MUST_CHECK;

#endif
