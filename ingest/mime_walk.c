/*
 * A mail, part by part and depth first.  GMime leaves some things to us:
 * message/rfc822 in base64 is a part whose bytes are a mail again; a multipart
 * without a usable boundary has no children, and its body is one candidate.
 */
#include <string.h>

#include "ingest/mail_bytes.h"
#include "ingest/mime_inside.h"

enum { NESTED_MAX = 2 };

static enum err walk_object(struct mime_walk *w, GMimeObject *o,
    unsigned depth);

void
mime_cut(struct mime_walk *w, const char *sentence)
{
	if (w->f->cut)
		return;
	w->f->cut = true;
	error_set(&w->f->why, ERR_LIMIT, "%s", sentence);
}

/* "application", "zip"; both are static or the object's. */
static bool
is_type(GMimeObject *o, const char *type, const char *subtype)
{
	GMimeContentType *t = g_mime_object_get_content_type(o);

	return t != NULL && g_mime_content_type_is_type(t, type, subtype);
}

static enum err
pass_uuencoded(struct mime_walk *w, const char *p, size_t n)
{
	struct buf out;
	enum err err = OK;

	buf_init(&out, w->m->limits->packed_bytes);
	mime_uudecode(p, n, &out);
	if (out.overflow)
		mime_cut(w, "uuencoded data that are too large");
	else if (out.len > 0)
		err =
		    w->sink->part(w->sink->ctx, NULL, out.data, out.len, w->e);
	buf_free(&out);
	return err;
}

/* A message/rfc822 that is encoded: GMime has it as a plain part. */
static enum err
walk_encoded_mail(struct mime_walk *w, unsigned depth)
{
	struct buf mail = w->m->decoded;
	enum err err;

	if (w->nested >= NESTED_MAX)
		return OK;
	/* Its bytes must live while its own parts are decoded. */
	buf_init(&w->m->decoded, w->m->limits->mail_bytes);
	w->nested++;
	err = mime_walk_mail(w, mail.data, mail.len, depth + 1);
	w->nested--;
	buf_free(&mail);
	return err;
}

static enum err
walk_part(struct mime_walk *w, GMimePart *part, unsigned depth)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	struct buf *b = &w->m->decoded;
	enum err err;

	if (content == NULL)
		return OK;
	if (b->cap > MIME_KEEP_BYTES)
		buf_free(b);
	buf_reset(b);
	mime_decode(content, b);
	if (b->overflow)
		mime_cut(w, "an attachment that is too large");
	if (b->overflow || b->len == 0)
		return OK;
	if (is_type(GMIME_OBJECT(part), "message", "rfc822"))
		return walk_encoded_mail(w, depth);
	err = w->sink->part(w->sink->ctx, g_mime_part_get_filename(part),
	    b->data, b->len, w->e);
	if (err == OK && is_type(GMIME_OBJECT(part), "text", "*"))
		err = pass_uuencoded(w, b->data, b->len);
	return err;
}

/*
 * A failure report or a bounce encloses somebody else's mail, in which a
 * forged report may stand: only its direct leaves are looked at.
 */
static bool
encloses_mail(struct mime_walk *w, GMimeMultipart *mp)
{
	bool failure =
	    mime_has_report_type(GMIME_OBJECT(mp), "feedback-report");
	bool bounce = mime_has_report_type(GMIME_OBJECT(mp), "delivery-status");

	for (int i = 0; i < g_mime_multipart_get_count(mp) && i < 16; i++) {
		GMimeObject *o = g_mime_multipart_get_part(mp, i);

		failure = failure || is_type(o, "message", "feedback-report");
		bounce = bounce || is_type(o, "message", "delivery-status");
	}
	w->f->failure_report = w->f->failure_report || failure;
	w->f->bounce = w->f->bounce || (bounce && !failure);
	return failure || bounce;
}

static enum err
walk_multipart(struct mime_walk *w, GMimeMultipart *mp, unsigned depth)
{
	bool encloses = encloses_mail(w, mp);
	int n = g_mime_multipart_get_count(mp);

	for (int i = 0; i < n; i++) {
		GMimeObject *o = g_mime_multipart_get_part(mp, i);
		enum err err;

		if (encloses &&
		    (!GMIME_IS_PART(o) || is_type(o, "message", "*")))
			continue;
		err = walk_object(w, o, depth + 1);
		if (err != OK || w->f->cut)
			return err;
	}
	return OK;
}

static enum err
walk_message(struct mime_walk *w, GMimeMessage *message, unsigned depth)
{
	GMimeObject *o = g_mime_message_get_mime_part(message);

	return o != NULL ? walk_object(w, o, depth) : OK;
}

static enum err
walk_object(struct mime_walk *w, GMimeObject *o, unsigned depth)
{
	GMimeMessage *inner;
	enum err err;

	if (depth > w->m->limits->mime_depth) {
		mime_cut(w, "parts too deep inside each other");
		return OK;
	}
	if (GMIME_IS_MULTIPART(o))
		return walk_multipart(w, GMIME_MULTIPART(o), depth);
	if (++w->parts > w->m->limits->mime_parts) {
		mime_cut(w, "more parts than a mail may have");
		return OK;
	}
	if (is_type(o, "message", "feedback-report"))
		w->f->failure_report = true;
	if (is_type(o, "application", "tlsrpt+gzip") ||
	    is_type(o, "application", "tlsrpt+json"))
		w->f->tlsrpt = true;
	if (GMIME_IS_PART(o))
		return walk_part(w, GMIME_PART(o), depth);
	if (!GMIME_IS_MESSAGE_PART(o) || w->nested >= NESTED_MAX)
		return OK;
	inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(o));
	if (inner == NULL)
		return OK;
	w->nested++;
	err = walk_message(w, inner, depth + 1);
	w->nested--;
	return err;
}

/*
 * A stream over memory that is not its own, without a copy: GMime only reads
 * the two members of the array.
 */
static GMimeMessage *
parse(struct mime_reader *m, GByteArray *bytes)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
	GMimeMessage *message;

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	g_mime_parser_init_with_stream(m->parser, stream);
	message = g_mime_parser_construct_message(m->parser, NULL);
	/* The parts of the message hold the stream. */
	g_object_unref(stream);
	return message;
}

/* The sink hears once of a head; message NULL: the mail has none. */
static enum err
pass_head(struct mime_walk *w, GMimeMessage *message)
{
	if (w->head_done)
		return OK;
	w->head_done = true;
	if (message != NULL)
		mime_read_head(w, message);
	return w->sink->head(w->sink->ctx, w->f, w->e);
}

/* A multipart without a usable boundary: all behind the header is one part. */
static enum err
pass_body(struct mime_walk *w, const char *p, size_t n)
{
	const char *body = memmem(p, n, "\n\n", 2);

	if (body == NULL)
		body = memmem(p, n, "\r\n\r\n", 4);
	if (body == NULL)
		return OK;
	return w->sink->part(w->sink->ctx, NULL, body, (size_t)(p + n - body),
	    w->e);
}

static bool
is_childless(GMimeMessage *message)
{
	GMimeObject *o = g_mime_message_get_mime_part(message);

	return o != NULL && GMIME_IS_MULTIPART(o) &&
	       g_mime_multipart_get_count(GMIME_MULTIPART(o)) == 0;
}

enum err
mime_walk_mail(struct mime_walk *w, const char *p, size_t n, unsigned depth)
{
	size_t start = mail_header_start(p, n);
	GByteArray bytes = { .data = (guint8 *)(p + start),
		.len = (guint)(n - start) };
	GMimeMessage *message = NULL;
	enum err err;

	if (bytes.len > 0)
		message = parse(w->m, &bytes);
	err = pass_head(w, message);
	if (message == NULL)
		return err;
	if (err == OK && is_childless(message))
		err = pass_body(w, p + start, n - start);
	else if (err == OK)
		err = walk_message(w, message, depth);
	g_object_unref(message);
	return err;
}
