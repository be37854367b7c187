/*
 * Each packed layer is unpacked into a stage (stage.c), which hands what comes
 * out to a document or, if it is packed again, back to layers_read_next().
 */
#include <string.h>

#include "ingest/base64.h"
#include "ingest/layers.h"
#include "ingest/stage.h"
#include "ingest/unpack.h"

static enum err
over(struct ingest *in, const struct layer *l, const char *sentence,
    struct error *e)
{
	struct error why;

	error_set(&why, ERR_LIMIT, "%s", sentence);
	return item_emit(in, OUTCOME_LIMIT, l->member, &why, e);
}

/* gzip and zlib. */
static enum err
inflate(struct stage *s, enum deflate_form form, struct error *e)
{
	struct error why = { 0 };
	enum outcome broken = OUTCOME_REPORT;
	enum err err = inflate_stream(form, s->origin.p, s->origin.n,
	    document_room(s->in), stage_data, s, &s->layer.trailing, &why);

	if (err == ERR_SYSTEM) {
		*e = why;
		return err;
	}
	if (err != OK)
		broken = err == ERR_LIMIT ? OUTCOME_LIMIT : OUTCOME_DAMAGED;
	return stage_end(s, broken, &why, e);
}

/* xz, zstd, bzip2. */
static enum err
decompress(struct stage *s, struct error *e)
{
	struct error why = { 0 };
	struct unpack *u;
	const char *name;
	enum unpack_end end =
	    unpack_open(s->origin.kind, s->origin.p, s->origin.n, &u, &why);

	if (end != UNPACK_OK)
		return item_emit(s->in, unpack_outcome(end), s->layer.member,
		    &why, e);
	end = unpack_next(u, &name, &why);
	if (end == UNPACK_OK)
		end = unpack_read(u, document_room(s->in), stage_data, s, &why);
	unpack_close(u);
	return stage_end(s, unpack_outcome(end), &why, e);
}

static enum err
read_compressed(struct ingest *in, struct layer l, enum sniff kind,
    const void *p, size_t n, struct error *e)
{
	struct origin o = { .kind = kind, .p = p, .n = n, .member = 1 };
	struct stage s;

	if (l.compressions >= in->options.limits.compression_layers)
		return over(in, &l, "compressed more often than is read", e);
	l.compressions++;
	document_begin(in, l.member, &o); /* so that there is room */
	stage_init(&s, in, l, &o);
	if (kind == SNIFF_GZIP)
		return inflate(&s, DEFLATE_GZIP, e);
	if (kind == SNIFF_ZLIB)
		return inflate(&s, DEFLATE_ZLIB, e);
	return decompress(&s, e);
}

static enum err
read_member(struct ingest *in, struct layer l, struct unpack *u,
    const struct origin *o, struct error *e)
{
	struct error why = { 0 };
	struct stage s;
	enum unpack_end end;

	document_begin(in, l.member, o);
	stage_init(&s, in, l, o);
	end = unpack_read(u, document_room(in), stage_data, &s, &why);
	return stage_end(&s, unpack_outcome(end), &why, e);
}

static enum err
read_members(struct ingest *in, const struct layer *outer, struct unpack *u,
    struct origin *o, struct error *e)
{
	size_t max = in->options.limits.archive_members;

	for (;;) {
		struct layer l = *outer;
		struct error why = { 0 };
		const char *name;
		enum unpack_end end = unpack_next(u, &name, &why);
		enum err err;

		if (end == UNPACK_NO_MORE)
			break;
		if (end != UNPACK_OK)
			return item_emit(in, unpack_outcome(end), l.member,
			    &why, e);
		o->member = unpack_count(u);
		if (o->member > max)
			return over(in, &l, "more members than are read", e);
		if (name != NULL)
			l.member = item_name(in, name);
		err = read_member(in, l, u, o, e);
		if (err != OK)
			return err;
	}
	if (unpack_count(u) == 0)
		item_keep(in, OUTCOME_OTHER, outer->member,
		    "an archive without files");
	return OK;
}

static enum err
read_archive(struct ingest *in, struct layer l, enum sniff kind, const void *p,
    size_t n, struct error *e)
{
	struct origin o = { .kind = kind, .p = p, .n = n };
	struct error why = { 0 };
	struct unpack *u;
	enum unpack_end end;
	enum err err;

	/* libarchive does not know a zip that has only its end record. */
	if (n >= 4 && memcmp(p, "PK\5\6", 4) == 0) {
		item_keep(in, OUTCOME_OTHER, l.member,
		    "an archive without files");
		return OK;
	}
	if (l.archives >= in->options.limits.archive_layers)
		return over(in, &l, "an archive inside an archive", e);
	l.archives++;
	end = unpack_open(kind, p, n, &u, &why);
	if (end != UNPACK_OK)
		return item_emit(in, unpack_outcome(end), l.member, &why, e);
	err = read_members(in, &l, u, &o, e);
	unpack_close(u);
	return err;
}

/* What nothing here opens; an envelope of the mail may be beside a report. */
static enum err
read_unsupported(struct ingest *in, const struct layer *l, enum sniff kind,
    struct error *e)
{
	struct error why;

	if (kind == SNIFF_TNEF || kind == SNIFF_PKCS7) {
		item_keep(in, OUTCOME_UNSUPPORTED, l->member, sniff_name(kind));
		return OK;
	}
	error_set(&why, ERR_INPUT, "%s, which is not read", sniff_name(kind));
	return item_emit(in, OUTCOME_UNSUPPORTED, l->member, &why, e);
}

static enum err
read_base64(struct ingest *in, struct layer l, const void *p, size_t n,
    struct error *e)
{
	struct buf *b = &in->layers[l.level++];

	l.base64 = true;
	buf_reset(b);
	base64_decode(p, n, b);
	if (b->overflow)
		return over(in, &l, "larger than an attachment may be", e);
	return layers_read_next(in, l, b->data, b->len, e);
}

static enum err
read_plain(struct ingest *in, struct layer l, const void *p, size_t n,
    struct error *e)
{
	struct origin o = { .kind = SNIFF_OTHER, .p = p, .n = n };
	struct error none = { 0 }, unused;
	size_t head = n < SNIFF_HEAD ? n : SNIFF_HEAD;

	if (!l.base64 && sniff_document(p, head, true) == SNIFF_BASE64)
		return read_base64(in, l, p, n, e);
	document_begin(in, l.member, &o);
	in->job.trailing = l.trailing;
	/* Its errors stand in the job. */
	if (document_data(in, p, n, &unused) != OK && !in->job.over &&
	    !in->job.uninteresting)
		return error_set(e, unused.code, "%s", unused.text);
	return document_end(in, OUTCOME_REPORT, &none, e);
}

enum err
layers_read_next(struct ingest *in, struct layer l, const void *p, size_t n,
    struct error *e)
{
	enum sniff kind = sniff_packed(p, n);

	if (kind == SNIFF_OTHER || l.level + 1 >= LAYERS_MAX)
		return read_plain(in, l, p, n, e);
	if (n > in->options.limits.packed_bytes)
		return over(in, &l, "larger than an attachment may be", e);
	if (sniff_is_compressed(kind))
		return read_compressed(in, l, kind, p, n, e);
	if (sniff_is_archive(kind))
		return read_archive(in, l, kind, p, n, e);
	return read_unsupported(in, &l, kind, e);
}

enum err
layers_read(struct ingest *in, const char *name, const void *p, size_t n,
    struct error *e)
{
	struct layer l = { .member = item_name(in, name) };

	return layers_read_next(in, l, p, n, e);
}
