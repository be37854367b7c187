/*
 * Archives and the compressed forms that zlib does not read, by libarchive.
 * One format and at most one filter is enabled, chosen by the magic bytes;
 * nothing here trusts a size or a name.
 */
#ifndef INGEST_UNPACK_H
#define INGEST_UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "core/core.h"
#include "ingest/sniff.h"

/* How reading an archive or one of its members ended. */
enum unpack_end {
	UNPACK_OK,
	UNPACK_NO_MORE, /* there is no further member */
	UNPACK_DAMAGED, /* a wrong check sum, an early end, bad structure */
	UNPACK_ENCRYPTED,
	UNPACK_UNSUPPORTED, /* a method that libarchive does not know */
	UNPACK_LIMIT,       /* more than max bytes came out */
	UNPACK_STOPPED      /* the sink did not return OK; *e is its error */
};

struct unpack;

/* One open archive over n bytes, borrowed until unpack_close(). */
enum unpack_end unpack_open(enum sniff kind, const void *p, size_t n,
    struct unpack **ret, struct error *e);

/*
 * Go to the next regular file; directories and what macOS leaves behind are
 * passed over.  *ret_name (may be NULL) is the name as UTF-8 or NULL, borrowed
 * until the next call.
 */
enum unpack_end unpack_next(struct unpack *u, const char **ret_name,
    struct error *e);

/* The bytes of the member, piece by piece. */
enum unpack_end unpack_read(struct unpack *u, size_t max, deflate_sink sink,
    void *ctx, struct error *e);

/* How many members unpack_next() has given. */
size_t unpack_count(const struct unpack *u);

void unpack_close(struct unpack *u);

/* What it becomes in the ledger; OUTCOME_REPORT for UNPACK_OK. */
enum outcome unpack_outcome(enum unpack_end end);

struct library unpack_library(void);

#endif
