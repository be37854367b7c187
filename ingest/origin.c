/*
 * The second reading opens the same bytes in the same way; an archive is gone
 * through up to the member.
 */
#include "ingest/origin.h"
#include "ingest/unpack.h"

static enum err
read_member(const struct origin *o, size_t max, deflate_sink sink, void *ctx,
    struct error *e)
{
	struct unpack *u;
	const char *name;
	enum unpack_end end = unpack_open(o->kind, o->p, o->n, &u, e);

	if (end != UNPACK_OK)
		return e->code;
	do
		end = unpack_next(u, &name, e);
	while (end == UNPACK_OK && unpack_count(u) < o->member);
	if (end == UNPACK_OK)
		end = unpack_read(u, max, sink, ctx, e);
	else if (end == UNPACK_NO_MORE)
		error_set(e, ERR_INPUT, "the member is gone");
	unpack_close(u);
	return end == UNPACK_OK ? OK : e->code;
}

enum err
origin_read(const struct origin *o, size_t max, deflate_sink sink, void *ctx,
    struct error *e)
{
	switch (o->kind) {
	case SNIFF_OTHER: return sink(ctx, o->p, o->n, e);
	case SNIFF_GZIP:
		return inflate_stream(DEFLATE_GZIP, o->p, o->n, max, sink, ctx,
		    NULL, e);
	case SNIFF_ZLIB:
		return inflate_stream(DEFLATE_ZLIB, o->p, o->n, max, sink, ctx,
		    NULL, e);
	default: return read_member(o, max, sink, ctx, e);
	}
}
