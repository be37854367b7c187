/*
 * The only door to GMime.  The parser reads the mail from memory and keeps
 * offsets into it, so a part's content is decoded only here, into a buffer
 * with a ceiling, piece by piece.
 *
 * GMime leaves some things to us: message/rfc822 in base64 is a part whose
 * bytes are a mail again; uuencoded data in a text is text; a multipart
 * without a usable boundary has no children, and its body is one candidate.
 */
#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/mail_bytes.h"
#include "ingest/mime.h"

enum { NESTED_MAX = 2, PIECE = 16 * 1024, KEEP_BYTES = 1 << 20 };

struct mime_reader {
	const struct limits *limits;
	struct authserv authserv;
	GMimeParser *parser;
	struct buf decoded; /* of the open part */
	struct buf lines;   /* a mail whose lines had to be made readable */
};

/* One walk through a mail. */
struct walk {
	struct mime_reader *m;
	struct arena *a;
	const struct mime_sink *sink;
	struct mime_facts *f;
	size_t parts;
	unsigned nested; /* messages inside messages */
	bool head_done;
	struct error *e; /* of the sink */
};

static enum err walk_object(struct walk *w, GMimeObject *o, unsigned depth);
static enum err walk_mail(struct walk *w, const char *p, size_t n,
    unsigned depth);

void
mime_setup(void)
{
	g_mime_init();
}

struct mime_reader *
mime_new(const struct limits *limits)
{
	struct mime_reader *m = xcalloc(1, sizeof(*m));

	m->limits = limits;
	m->parser = g_mime_parser_new();
	buf_init(&m->decoded, limits->mail_bytes);
	buf_init(&m->lines, limits->mail_bytes);
	return m;
}

void
mime_authserv(struct mime_reader *m, const struct authserv *own)
{
	m->authserv = *own;
}

void
mime_free(struct mime_reader *m)
{
	if (m == NULL)
		return;
	g_object_unref(m->parser);
	buf_free(&m->decoded);
	buf_free(&m->lines);
	free(m);
}

static void
cut(struct walk *w, const char *sentence)
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

static bool
has_report_type(GMimeObject *o, const char *want)
{
	const char *got =
	    g_mime_object_get_content_type_parameter(o, "report-type");

	return got != NULL && g_ascii_strcasecmp(got, want) == 0;
}

/* Decode what the stream of a part has, to the buffer's ceiling. */
static void
decode(struct walk *w, GMimeDataWrapper *content, struct buf *out)
{
	GMimeStream *stream = g_mime_data_wrapper_get_stream(content);
	GMimeEncoding state;
	char in[PIECE], piece[PIECE + 64];
	ssize_t got;

	g_mime_encoding_init_decode(&state,
	    g_mime_data_wrapper_get_encoding(content));
	g_mime_stream_reset(stream);
	while (!out->overflow &&
	       (got = g_mime_stream_read(stream, in, sizeof(in))) > 0) {
		size_t n;

		n = g_mime_encoding_step(&state, in, (size_t)got, piece);
		buf_add(out, piece, n);
	}
	/* What lacks its padding is given it; GMime would drop the rest. */
	if (state.encoding == GMIME_CONTENT_ENCODING_BASE64 && !out->overflow)
		buf_add(out, piece,
		    g_mime_encoding_step(&state, "==", 2, piece));
	/* A rest that the encoding holds back (quoted-printable's "="). */
	buf_add(out, piece, g_mime_encoding_flush(&state, "", 0, piece));
	if (out->overflow)
		cut(w, "an attachment that is too large");
}

static enum err
pass_uuencoded(struct walk *w, const char *p, size_t n)
{
	const char *at = mail_find_uuencoded(p, n);
	const char *end = p + n;
	int state = GMIME_UUDECODE_STATE_BEGIN;
	guint32 saved = 0;
	struct buf out;
	enum err err = OK;

	/* The decoder wants to start behind the line of "begin". */
	if (at == NULL || (at = memchr(at, '\n', (size_t)(end - at))) == NULL)
		return OK;
	buf_init(&out, w->m->limits->packed_bytes);
	for (at++; at < end && !out.overflow;) {
		unsigned char piece[PIECE];
		size_t take = (size_t)(end - at);

		if (take > sizeof(piece))
			take = sizeof(piece);
		buf_add(&out, piece,
		    g_mime_encoding_uudecode_step((const unsigned char *)at,
		        take, piece, &state, &saved));
		at += take;
	}
	if (out.overflow)
		cut(w, "uuencoded data that are too large");
	else if (out.len > 0)
		err =
		    w->sink->part(w->sink->ctx, NULL, out.data, out.len, w->e);
	buf_free(&out);
	return err;
}

/* A message/rfc822 that is encoded: GMime has it as a plain part. */
static enum err
walk_encoded_mail(struct walk *w, unsigned depth)
{
	struct buf mail = w->m->decoded;
	enum err err;

	if (w->nested >= NESTED_MAX)
		return OK;
	/* Its bytes must live while its own parts are decoded. */
	buf_init(&w->m->decoded, w->m->limits->mail_bytes);
	w->nested++;
	err = walk_mail(w, mail.data, mail.len, depth + 1);
	w->nested--;
	buf_free(&mail);
	return err;
}

static enum err
walk_part(struct walk *w, GMimePart *part, unsigned depth)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	struct buf *b = &w->m->decoded;
	enum err err;

	if (content == NULL)
		return OK;
	if (b->cap > KEEP_BYTES)
		buf_free(b);
	buf_reset(b);
	decode(w, content, b);
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
encloses_mail(struct walk *w, GMimeMultipart *mp)
{
	bool failure = has_report_type(GMIME_OBJECT(mp), "feedback-report");
	bool bounce = has_report_type(GMIME_OBJECT(mp), "delivery-status");

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
walk_multipart(struct walk *w, GMimeMultipart *mp, unsigned depth)
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
walk_message(struct walk *w, GMimeMessage *message, unsigned depth)
{
	GMimeObject *o = g_mime_message_get_mime_part(message);

	return o != NULL ? walk_object(w, o, depth) : OK;
}

static enum err
walk_object(struct walk *w, GMimeObject *o, unsigned depth)
{
	GMimeMessage *inner;
	enum err err;

	if (depth > w->m->limits->mime_depth) {
		cut(w, "parts too deep inside each other");
		return OK;
	}
	if (GMIME_IS_MULTIPART(o))
		return walk_multipart(w, GMIME_MULTIPART(o), depth);
	if (++w->parts > w->m->limits->mime_parts) {
		cut(w, "more parts than a mail may have");
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

/* The domain of the first mailbox in From. */
static const char *
from_domain(struct walk *w, GMimeMessage *message)
{
	InternetAddressList *list = g_mime_message_get_from(message);
	int n = list != NULL ? internet_address_list_length(list) : 0;
	char name[DOMAIN_MAX + 1];

	for (int i = 0; i < n; i++) {
		InternetAddress *ia =
		    internet_address_list_get_address(list, i);
		const char *addr;

		if (!INTERNET_ADDRESS_IS_MAILBOX(ia))
			continue;
		addr = internet_address_mailbox_get_addr(
		    INTERNET_ADDRESS_MAILBOX(ia));
		if (addr != NULL && strchr(addr, '@') != NULL &&
		    domain_normalize(addr, name))
			return arena_strdup(w->a, name);
	}
	return NULL;
}

/* What our own MTA says of From, which means little with several addresses. */
static void
read_authres(struct walk *w, GMimeMessage *message)
{
	GMimeHeaderList *list =
	    g_mime_object_get_header_list(GMIME_OBJECT(message));
	InternetAddressList *from = g_mime_message_get_from(message);
	bool one = from != NULL && internet_address_list_length(from) == 1;
	struct authres a;
	GMimeHeader *h;
	bool more = w->m->authserv.n > 0;

	authres_init(&a, &w->m->authserv);
	for (int i = 0; more && i < g_mime_header_list_get_count(list); i++) {
		h = g_mime_header_list_get_header_at(list, i);
		more = authres_field(&a, g_mime_header_get_name(h),
		    g_mime_header_get_raw_value(h));
	}
	w->f->auth_failed = authres_failed(&a);
	w->f->auth_from = authres_from(&a, one ? w->f->mail_from : NULL);
	if (w->f->auth_from != NULL)
		w->f->auth_from = arena_strdup(w->a, w->f->auth_from);
}

/* What the outermost mail says of itself. */
static enum err
read_head(struct walk *w, GMimeMessage *message)
{
	struct mime_facts *f = w->f;
	GMimeObject *o = g_mime_message_get_mime_part(message);
	const char *id = g_mime_message_get_message_id(message);

	w->head_done = true;
	if (id != NULL)
		f->message_id = text_clean(w->a, id, strlen(id),
		    w->m->limits->text_bytes, NULL);
	f->mail_from = from_domain(w, message);
	read_authres(w, message);
	f->failure_report = o != NULL && has_report_type(o, "feedback-report");
	f->tlsrpt = (o != NULL && has_report_type(o, "tlsrpt")) ||
	            g_mime_object_get_header(GMIME_OBJECT(message),
	                "TLS-Report-Domain") != NULL;
	return w->sink->head(w->sink->ctx, f, w->e);
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

static enum err
walk_mail(struct walk *w, const char *p, size_t n, unsigned depth)
{
	size_t start = mail_header_start(p, n);
	GByteArray bytes = { .data = (guint8 *)(p + start),
		.len = (guint)(n - start) };
	GMimeMessage *message = NULL;
	GMimeObject *o;
	enum err err = OK;

	if (bytes.len > 0)
		message = parse(w->m, &bytes);
	if (message == NULL)
		return w->head_done ? OK
		                    : w->sink->head(w->sink->ctx, w->f, w->e);
	if (!w->head_done)
		err = read_head(w, message);
	o = g_mime_message_get_mime_part(message);
	if (err == OK && o != NULL && GMIME_IS_MULTIPART(o) &&
	    g_mime_multipart_get_count(GMIME_MULTIPART(o)) == 0) {
		const char *body = memmem(p + start, bytes.len, "\n\n", 2);

		if (body == NULL)
			body = memmem(p + start, bytes.len, "\r\n\r\n", 4);
		if (body != NULL)
			err = w->sink->part(w->sink->ctx, NULL, body,
			    (size_t)(p + n - body), w->e);
	} else if (err == OK) {
		err = walk_message(w, message, depth);
	}
	g_object_unref(message);
	return err;
}

enum err
mime_read(struct mime_reader *m, struct arena *a, const void *data, size_t n,
    const struct mime_sink *sink, struct mime_facts *f, struct error *e)
{
	struct walk w = { .m = m, .a = a, .sink = sink, .f = f, .e = e };
	const char *p = data;
	const char *over;
	enum err err;

	memset(f, 0, sizeof(*f));
	if (mail_is_cr_only(p, n) || mail_is_padded(p, n)) {
		mail_make_lines(&m->lines, p, n);
		p = m->lines.data;
		n = m->lines.len;
	}
	over = n > m->limits->mail_bytes ? "a mail that is too large"
	                                 : mail_over_ceiling(m->limits, p, n);
	if (over != NULL) {
		cut(&w, over);
		return sink->head(sink->ctx, f, e);
	}
	err = walk_mail(&w, p, n, 1);
	if (m->lines.cap > KEEP_BYTES)
		buf_free(&m->lines);
	return err;
}

struct library
mime_library(void)
{
	return library_named("gmime", "%u.%u.%u", gmime_major_version,
	    gmime_minor_version, gmime_micro_version);
}
