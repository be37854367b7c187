/*
 * An answer is built in one buffer with a ceiling and sent whole, so that a
 * failure half-way can still become an honest status.  Only of long lists of
 * rows the rest is made while it is sent (stream.c).
 */
#include "web/answer.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/text_json.h"
#include "web/negotiate.h"
#include "web/stream.h"

/* On every answer, unless it brings a header of that name. */
static const struct answer_field security_fields[] = {
	{ "Content-Security-Policy",
	    "default-src 'none'; script-src 'self'; style-src 'self'; "
	    "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
	    "base-uri 'none'; frame-ancestors 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "no-referrer" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
};

/* A body below this is not worth the work. */
#define COMPRESS_MIN KIB

void
answer_init(struct answer *a)
{
	*a = (struct answer){ .status = 200 };
	buf_init(&a->body, ANSWER_BODY_MAX);
}

void
answer_free(struct answer *a)
{
	buf_free(&a->body);
	stream_free(a->stream);
}

void
answer_reset(struct answer *a)
{
	struct buf body = a->body;
	bool close = a->close;

	buf_reset(&body);
	stream_free(a->stream);
	*a = (struct answer){ .status = 200, .body = body, .close = close };
}

void
answer_field(struct answer *a, const char *name, const char *value)
{
	if (a->n_fields < ANSWER_HEADERS_MAX)
		a->fields[a->n_fields++] = (struct answer_field){ name, value };
}

const char *
answer_field_get(const struct answer *a, const char *name)
{
	for (size_t i = 0; i < a->n_fields; i++)
		if (strcasecmp(a->fields[i].name, name) == 0)
			return a->fields[i].value;
	return NULL;
}

enum err
answer_json(struct answer *a, json_t *root, struct error *e)
{
	if (root == NULL)
		return error_set(e, ERR_SYSTEM, "the answer is no valid JSON");
	json_write(&a->body, root);
	json_decref(root);
	return answer_is_json(a, e);
}

enum err
answer_is_json(struct answer *a, struct error *e)
{
	if (a->body.overflow)
		return error_set(e, ERR_INPUT,
		    "the answer is too large; ask for fewer days or rows");
	answer_field(a, "Content-Type", "application/json");
	a->compressible = true;
	return OK;
}

static const char *
status_title(unsigned status)
{
	static const struct {
		unsigned status;
		const char *title;
	} titles[] = {
		{ 400, "Bad Request" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 411, "Length Required" },
		{ 413, "Content Too Large" },
		{ 414, "URI Too Long" },
		{ 415, "Unsupported Media Type" },
		{ 421, "Misdirected Request" },
		{ 500, "Internal Server Error" },
		{ 503, "Service Unavailable" },
	};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (titles[i].status == status)
			return titles[i].title;
	return "Error";
}

void
answer_problem(struct answer *a, unsigned status, const char *detail)
{
	struct error e;

	answer_reset(a);
	/* A stranger's text in it may be cut within a character. */
	json_t *o = json_pack("{s:s, s:s, s:i, s:o}", "type", "about:blank",
	    "title", status_title(status), "status", (int)status, "detail",
	    text_to_json(detail));
	if (answer_json(a, o, &e) != OK)
		buf_reset(&a->body);
	a->n_fields = 0;
	a->compressible = false;
	a->status = status;
	answer_field(a, "Content-Type", "application/problem+json");
	answer_field(a, "Cache-Control", "no-store");
	snprintf(a->detail, sizeof(a->detail), "%s", detail);
	if (status == 503)
		answer_field(a, "Retry-After", "5");
}

unsigned
answer_status(enum err err)
{
	switch (err) {
	case OK:
	case ERR_DUP: return 200;
	case ERR_INPUT: return 400;
	case ERR_LIMIT: return 413;
	case ERR_NOTFOUND: return 404;
	case ERR_AGAIN: return 503;
	case ERR_SYSTEM: break;
	}
	return 500;
}

void
answer_compress(struct answer *a, const struct request *r)
{
	struct buf packed;

	if (!a->compressible || a->body.len < COMPRESS_MIN ||
	    !accepts_gzip(r->headers.accept_encoding))
		return;
	buf_init(&packed, a->body.len);
	deflate_gzip(1, a->body.data, a->body.len, &packed);
	if (packed.overflow) {
		buf_free(&packed);
		return;
	}
	buf_free(&a->body);
	a->body = packed;
	answer_field(a, "Content-Encoding", "gzip");
}

void
answer_not_modified(struct answer *a)
{
	buf_reset(&a->body);
	a->bytes = NULL;
	a->n_bytes = 0;
	a->compressible = false;
	a->status = 304;
	/* What describes the body goes with it (RFC 9110 15.4.5). */
	size_t kept = 0;
	for (size_t i = 0; i < a->n_fields; i++)
		if (strncasecmp(a->fields[i].name, "Content-", 8) != 0)
			a->fields[kept++] = a->fields[i];
	a->n_fields = kept;
}

void
answer_secure(struct answer *a)
{
	const struct answer_field *f = security_fields;
	size_t n = sizeof(security_fields) / sizeof(*security_fields);

	for (; n > 0; n--, f++)
		if (!answer_field_get(a, f->name))
			answer_field(a, f->name, f->value);
}
