/*
 * Compression, always with a ceiling on what comes out: a ratio says nothing
 * (XML shrinks a hundredfold legitimately), an absolute cap does.
 */
#ifndef CORE_DEFLATE_H
#define CORE_DEFLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/library.h"

/* The forms in which deflated data comes. */
enum deflate_form { DEFLATE_GZIP, DEFLATE_ZLIB, DEFLATE_RAW };

/* Where output goes, piece by piece; not OK stops the stream. */
typedef enum err (*deflate_sink)(void *ctx, const void *p, size_t n,
    struct error *e);

/*
 * Inflate n bytes into sink.  DEFLATE_GZIP reads concatenated members and
 * ignores what follows a complete one unless it opens another (reporters
 * append CR LF); *ret_trailing (may be NULL) counts those bytes.
 *
 * ERR_LIMIT: more than max bytes came out.  ERR_INPUT: damaged, a wrong check
 * sum, or an early end; what came out before it has reached the sink.  Any
 * error of the sink is returned as it is.
 */
enum err inflate_stream(enum deflate_form form, const void *p, size_t n,
    size_t max, deflate_sink sink, void *ctx, size_t *ret_trailing,
    struct error *e) MUST_CHECK;

/* The same into a buffer whose own ceiling counts. */
enum err inflate_buf(enum deflate_form form, const void *p, size_t n,
    struct buf *out, struct error *e) MUST_CHECK;

/* A deflating stream (zlib form, RFC 1950) that ends in a buffer. */
struct deflater;

struct deflater *deflate_begin(int level, struct buf *out);
void deflate_add(struct deflater *d, const void *p, size_t n);
/* Write the rest and free d; out->overflow says whether it fitted. */
void deflate_finish(struct deflater *d);
/* Free d without finishing. */
void deflate_abort(struct deflater *d);

/* n bytes as one gzip member (RFC 1952); the same bytes each time. */
void deflate_gzip(int level, const void *p, size_t n, struct buf *out);

struct library deflate_library(void);

#endif
