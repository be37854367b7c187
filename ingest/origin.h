/*
 * Where the bytes of a document come from, so that they can be read once more
 * without having been kept: a repair needs them again, a good report (nearly
 * all are) never does.
 */
#ifndef INGEST_ORIGIN_H
#define INGEST_ORIGIN_H

#include "core/core.h"
#include "ingest/sniff.h"

struct origin {
	enum sniff kind; /* SNIFF_OTHER: the bytes themselves */
	const void *p;   /* packed or not; borrowed */
	size_t n;
	size_t member; /* number in the archive, from 1 */
};

/* Read all bytes again.  Errors as of inflate_stream(). */
enum err origin_read(const struct origin *o, size_t max, deflate_sink sink,
    void *ctx, struct error *e) MUST_CHECK;

#endif
