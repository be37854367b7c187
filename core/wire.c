/*
 * The writer: it walks the tables of wire_fields.c over a struct.  A frame is
 * begun with an empty length, which is filled in when its body is there.
 */
#include <string.h>

#include "core/wire.h"
#include "core/wire_fields.h"

enum { FLUSH_BYTES = 64 * 1024 };

void
wire_writer_init(struct wire_writer *w, const struct limits *limits,
    enum err (*flush)(void *ctx, const void *p, size_t n, struct error *e),
    void *ctx)
{
	buf_init(&w->buf, FLUSH_BYTES + WIRE_HEAD + wire_body_max(limits));
	w->flush = flush;
	w->ctx = ctx;
}

void
wire_writer_free(struct wire_writer *w)
{
	buf_free(&w->buf);
}

/* The n low bytes of v, the lowest first. */
static void
put(struct buf *b, uint64_t v, size_t n)
{
	char bytes[sizeof(v)];

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(v >> 8 * i & 0xff);
	buf_add(b, bytes, n);
}

static void
put_text(struct buf *b, const char *s)
{
	size_t n;

	if (s == NULL) {
		put(b, 0, 4);
		return;
	}
	n = strlen(s);
	put(b, n + 1, 4);
	buf_add(b, s, n);
}

static void
put_ip(struct buf *b, const struct ip *ip)
{
	put(b, ip->len, 1);
	buf_add(b, ip->bytes, ip->len);
}

static void put_struct(struct buf *b, const struct wire_struct *s,
    const void *base);

static void
put_list(struct buf *b, const struct wire_field *f, const void *base)
{
	const void *list_at = (const char *)base + f->at;
	const void *count_at = (const char *)base + f->count_at;
	const char *element = *(const char *const *)list_at;
	size_t n = *(const size_t *)count_at;

	put(b, n, 4);
	for (size_t i = 0; i < n; i++)
		put_struct(b, f->of, element + i * f->of->size);
}

static void
put_field(struct buf *b, const struct wire_field *f, const void *base)
{
	const void *at = (const char *)base + f->at;

	switch (f->kind) {
	case WIRE_TEXT:
	case WIRE_HOST: put_text(b, *(const char *const *)at); break;
	case WIRE_WORD: put_text(b, ((const struct word *)at)->raw); break;
	case WIRE_CODE: put(b, (uint64_t) * (const int *)at, 1); break;
	case WIRE_NUMBER: put(b, (uint64_t) * (const int64_t *)at, 8); break;
	case WIRE_SIZE: put(b, *(const size_t *)at, 8); break;
	case WIRE_INT: put(b, (uint64_t) * (const int *)at, 8); break;
	case WIRE_BOOL: put(b, *(const bool *)at, 1); break;
	case WIRE_IP: put_ip(b, at); break;
	case WIRE_DIGEST: buf_add(b, at, sizeof(struct digest)); break;
	case WIRE_LIST: put_list(b, f, base); break;
	case WIRE_STRUCT: put_struct(b, f->of, at); break;
	}
}

static void
put_struct(struct buf *b, const struct wire_struct *s, const void *base)
{
	for (size_t i = 0; i < s->n; i++)
		put_field(b, &s->fields[i], base);
}

static enum err
flush(struct wire_writer *w, struct error *e)
{
	enum err err = w->flush(w->ctx, w->buf.data, w->buf.len, e);

	buf_reset(&w->buf);
	return err;
}

/* Returns where the frame begins, for frame_end(). */
static size_t
frame_begin(struct wire_writer *w, enum wire_type type)
{
	size_t at = w->buf.len;

	put(&w->buf, 0, 4);
	put(&w->buf, type, 1);
	return at;
}

static enum err
frame_end(struct wire_writer *w, size_t at, struct error *e)
{
	size_t n = w->buf.len - at - WIRE_HEAD;

	if (w->buf.overflow)
		return error_set(e, ERR_LIMIT,
		    "a result larger than the wire between processes takes");
	for (size_t i = 0; i < 4; i++)
		w->buf.data[at + i] = (char)(n >> 8 * i & 0xff);
	return w->buf.len >= FLUSH_BYTES ? flush(w, e) : OK;
}

enum err
wire_write_source(struct wire_writer *w, const struct intake_source *s,
    struct error *e)
{
	size_t at = frame_begin(w, WIRE_SOURCE);

	put_struct(&w->buf, &wire_source, s);
	return frame_end(w, at, e);
}

enum err
wire_write_record(struct wire_writer *w, const struct record *r,
    struct error *e)
{
	size_t at = frame_begin(w, WIRE_RECORD);

	put_struct(&w->buf, &wire_record, r);
	return frame_end(w, at, e);
}

enum err
wire_write_restart(struct wire_writer *w, struct error *e)
{
	return frame_end(w, frame_begin(w, WIRE_RESTART), e);
}

static enum err
write_pieces(struct wire_writer *w, const struct buf *deflated, struct error *e)
{
	enum err err = OK;

	for (size_t done = 0, n; done < deflated->len && err == OK; done += n) {
		size_t at = frame_begin(w, WIRE_PIECE);

		n = deflated->len - done;
		if (n > WIRE_PIECE_BYTES)
			n = WIRE_PIECE_BYTES;
		buf_add(&w->buf, deflated->data + done, n);
		err = frame_end(w, at, e);
	}
	return err;
}

/* After the fields: u64 deflated bytes + 1, or 0 for none; u8 report or not;
   the report's fields. */
enum err
wire_write_document(struct wire_writer *w, const struct document *d,
    struct error *e)
{
	enum err err = OK;
	size_t at;

	if (d->deflated != NULL)
		err = write_pieces(w, d->deflated, e);
	if (err != OK)
		return err;
	at = frame_begin(w, WIRE_DOCUMENT);
	put_struct(&w->buf, &wire_document, d);
	put(&w->buf, d->deflated != NULL ? d->deflated->len + 1 : 0, 8);
	put(&w->buf, d->report != NULL, 1);
	if (d->report != NULL)
		put_struct(&w->buf, &wire_report, d->report);
	return frame_end(w, at, e);
}

enum err
wire_write_end(struct wire_writer *w, struct error *e)
{
	enum err err = frame_end(w, frame_begin(w, WIRE_END), e);

	return err == OK && w->buf.len > 0 ? flush(w, e) : err;
}

enum err
wire_write_error(struct wire_writer *w, const struct error *what,
    struct error *e)
{
	size_t at;
	enum err err;

	buf_reset(&w->buf); /* what was half written is worth nothing */
	at = frame_begin(w, WIRE_ERROR);
	put(&w->buf, what->code, 1);
	put_text(&w->buf, what->text);
	err = frame_end(w, at, e);
	return err == OK ? flush(w, e) : err;
}
