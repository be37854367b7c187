/*
 * zlib, which no other file names.  Inflating goes through a piece of memory
 * of fixed size to the sink, so a stream of any length costs the same; what
 * came out is counted before it is handed on.  zlib takes its memory from
 * xmalloc(), so it never has to say that there is none.
 */
#define ZLIB_CONST
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "core/arena.h"
#include "core/deflate.h"

enum { PIECE = 16 * 1024, WINDOW_BITS = 15, MEM_LEVEL = 8 };

static const struct {
	const char *name;
	int window_bits; /* what tells zlib the form */
} forms[] = {
	[DEFLATE_GZIP] = { "gzip", WINDOW_BITS + 16 },
	[DEFLATE_ZLIB] = { "zlib", WINDOW_BITS },
	[DEFLATE_RAW] = { "deflate", -WINDOW_BITS },
};

static void *
zlib_alloc(void *opaque, unsigned n, unsigned size)
{
	(void)opaque;
	return xmalloc((size_t)n * size);
}

static void
zlib_free(void *opaque, void *p)
{
	(void)opaque;
	free(p);
}

/* Give the stream as much of its input as its counter can hold. */
static void
feed(z_stream *z, const unsigned char *end)
{
	size_t left = (size_t)(end - z->next_in);
	z->avail_in = left > UINT_MAX ? UINT_MAX : (unsigned)left;
}

struct inflater {
	z_stream z;
	enum deflate_form form;
	const unsigned char *end; /* of the input */
	size_t room;              /* bytes that may still come out */
	deflate_sink sink;
	void *ctx;
	unsigned char piece[PIECE];
};

/* What zlib's answer means, after all output was handed on. */
static enum err
failure(const struct inflater *in, int rc, struct error *e)
{
	const char *name = forms[in->form].name;
	const char *why = in->z.msg;
	if (rc == Z_BUF_ERROR)
		return error_set(e, ERR_INPUT, "the %s data ends early", name);
	if (rc == Z_NEED_DICT)
		why = "it needs a dictionary";
	else if (why != NULL && (strcmp(why, "incorrect data check") == 0 ||
	                            strcmp(why, "incorrect length check") == 0))
		return error_set(e, ERR_INPUT,
		    "the check sum does not match the %s data", name);
	return error_set(e, ERR_INPUT, "the %s data is damaged: %s", name,
	    why == NULL ? "unknown reason" : why);
}

/* Inflate to the end of one member. */
static enum err
inflate_member(struct inflater *in, size_t max, struct error *e)
{
	int rc;
	do {
		feed(&in->z, in->end);
		in->z.next_out = in->piece;
		in->z.avail_out = PIECE;
		rc = inflate(&in->z, Z_NO_FLUSH);

		size_t n = PIECE - in->z.avail_out;
		if (n > in->room)
			return error_set(e, ERR_LIMIT,
			    "unpacks to more than %zu bytes", max);
		in->room -= n;
		enum err err = OK;
		if (n > 0)
			err = in->sink(in->ctx, in->piece, n, e);
		if (err != OK)
			return err;
	} while (rc == Z_OK);
	return rc == Z_STREAM_END ? OK : failure(in, rc, e);
}

/* Whether another gzip member follows; if so the stream is ready for it. */
static bool
next_member(struct inflater *in)
{
	const unsigned char *p = in->z.next_in;
	return in->form == DEFLATE_GZIP && in->end - p >= 2 && p[0] == 0x1f &&
	       p[1] == 0x8b && inflateReset(&in->z) == Z_OK;
}

enum err
inflate_stream(enum deflate_form form, const void *p, size_t n, size_t max,
    deflate_sink sink, void *ctx, size_t *ret_trailing, struct error *e)
{
	struct inflater in = {
		.z = { .next_in = n == 0 ? (const unsigned char *)"" : p,
		    .zalloc = zlib_alloc,
		    .zfree = zlib_free },
		.form = form,
		.room = max,
		.sink = sink,
		.ctx = ctx,
	};
	in.end = in.z.next_in + n;
	if (inflateInit2(&in.z, forms[form].window_bits) != Z_OK)
		return error_set(e, ERR_SYSTEM, "zlib refuses to start");

	enum err err;
	do
		err = inflate_member(&in, max, e);
	while (err == OK && next_member(&in));
	if (err == OK && ret_trailing != NULL)
		*ret_trailing = (size_t)(in.end - in.z.next_in);
	inflateEnd(&in.z);
	return err;
}

static enum err
add_to_buf(void *ctx, const void *p, size_t n, struct error *e)
{
	(void)e;
	buf_add(ctx, p, n);
	return OK;
}

enum err
inflate_buf(enum deflate_form form, const void *p, size_t n, struct buf *out,
    struct error *e)
{
	size_t room = out->overflow ? 0 : out->max - out->len;
	return inflate_stream(form, p, n, room, add_to_buf, out, NULL, e);
}

struct deflater {
	z_stream z;
	struct buf *out; /* borrowed until the end */
	unsigned char piece[PIECE];
};

static struct deflater *
begin(enum deflate_form form, int level, struct buf *out)
{
	struct deflater *d = xmalloc(sizeof(*d));
	d->z = (z_stream){ .zalloc = zlib_alloc, .zfree = zlib_free };
	d->out = out;
	/* It can only refuse a level that does not exist: our own mistake. */
	if (deflateInit2(&d->z, level, Z_DEFLATED, forms[form].window_bits,
	        MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	return d;
}

struct deflater *
deflate_begin(int level, struct buf *out)
{
	return begin(DEFLATE_ZLIB, level, out);
}

/* Run the stream until it wants no more room for output. */
static void
drain(struct deflater *d, int flush)
{
	do {
		d->z.next_out = d->piece;
		d->z.avail_out = PIECE;
		deflate(&d->z, flush);
		buf_add(d->out, d->piece, PIECE - d->z.avail_out);
	} while (d->z.avail_out == 0);
}

void
deflate_add(struct deflater *d, const void *p, size_t n)
{
	if (n == 0)
		return;
	const unsigned char *end = (const unsigned char *)p + n;
	d->z.next_in = p;
	do {
		feed(&d->z, end);
		drain(d, Z_NO_FLUSH);
	} while (d->z.next_in < end);
}

void
deflate_finish(struct deflater *d)
{
	d->z.avail_in = 0;
	drain(d, Z_FINISH);
	deflate_abort(d);
}

void
deflate_abort(struct deflater *d)
{
	deflateEnd(&d->z);
	free(d);
}

void
deflate_gzip(int level, const void *p, size_t n, struct buf *out)
{
	struct deflater *d = begin(DEFLATE_GZIP, level, out);
	deflate_add(d, p, n);
	deflate_finish(d);
}

struct library
deflate_library(void)
{
	return library_named("zlib", "%s", zlibVersion());
}
