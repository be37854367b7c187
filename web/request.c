/*
 * Everything here reads bytes that a stranger chose.  The target is taken as
 * it was sent, because the HTTP library decodes %00 and then cuts there; what
 * comes out is valid UTF-8 without control characters, or a refusal.
 */
#include "web/request.h"

#include <stdio.h>
#include <string.h>

#include "web/routes.h"

static bool
is_get(const char *method)
{
	return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

bool
request_has_body(const struct request *r)
{
	const struct headers *h = &r->headers;
	return h->transfer_encoding ||
	       (h->content_length && strcmp(h->content_length, "0") != 0);
}

size_t
request_body_bytes(const struct request *r)
{
	int64_t n;

	return r->headers.content_length &&
	               text_number(r->headers.content_length, INT64_MAX, &n)
	           ? (size_t)n
	           : SIZE_MAX;
}

unsigned
request_check(const struct request *r, struct error *e)
{
	const struct headers *h = &r->headers;

	if (h->n_host != 1) {
		error_set(e, ERR_INPUT, "a request needs one Host header");
		return 400;
	}
	if (h->transfer_encoding && h->n_content_length > 0) {
		error_set(e, ERR_INPUT,
		    "Content-Length and Transfer-Encoding exclude each other");
		return 400;
	}
	if (h->n_content_length > 1) {
		error_set(e, ERR_INPUT, "there are two Content-Length headers");
		return 400;
	}
	if (is_get(r->method) && request_has_body(r)) {
		error_set(e, ERR_INPUT, "GET and HEAD take no body");
		return 400;
	}
	if (!listen_is_host(&r->site->listen, h->host)) {
		error_set(e, ERR_INPUT,
		    "the Host header does not name this server; open "
		    "http://%s:%u/, or let the proxy send that Host",
		    r->site->listen.host, r->site->listen.port);
		return 421;
	}
	return 0;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

enum err
request_decode(struct arena *a, const char *s, size_t n, bool plus,
    const char **ret, struct error *e)
{
	char *out = arena_alloc(a, n + 1);
	size_t len = 0;

	if (!out)
		return error_set(e, ERR_LIMIT, "the address is too long");
	for (size_t i = 0; i < n; i++) {
		char c = s[i];
		if (c == '+' && plus)
			c = ' ';
		if (c == '%') {
			int hi = i + 2 < n ? hex_digit(s[i + 1]) : -1;
			int lo = hi >= 0 ? hex_digit(s[i + 2]) : -1;
			if (lo < 0)
				return error_set(e, ERR_INPUT,
				    "the address holds a %% that is no escape");
			c = (char)(hi << 4 | lo);
			i += 2;
		}
		if ((unsigned char)c < 0x20 || c == 0x7f)
			return error_set(e, ERR_INPUT,
			    "the address holds a control character");
		out[len++] = c;
	}
	if (!text_is_utf8(out, len))
		return error_set(e, ERR_INPUT, "the address is not UTF-8");
	*ret = out;
	return OK;
}

/* "/api/v1/about": three segments; "/" is one empty segment. */
static enum err
read_path(struct request *r, const char *path, size_t n, struct error *e)
{
	const char *end = path + n;

	for (const char *p = path; p < end;) {
		const char *from = p + 1;
		const char *slash = memchr(from, '/', (size_t)(end - from));
		p = slash ? slash : end;
		if (r->n_segments == REQUEST_SEGMENTS_MAX)
			return error_set(e, ERR_INPUT,
			    "the address has too many parts");
		enum err err = request_decode(&r->arena, from,
		    (size_t)(p - from), false, &r->segments[r->n_segments], e);
		if (err != OK)
			return err;
		r->n_segments++;
	}
	return OK;
}

static enum err
read_query(struct request *r, const char *s, struct error *e)
{
	while (*s) {
		size_t n = strcspn(s, "&");
		const char *eq = memchr(s, '=', n);
		size_t n_word = eq ? (size_t)(eq - s) : n;
		struct query_word *w = &r->words[r->n_words];
		if (n > 0 && r->n_words == REQUEST_WORDS_MAX)
			return error_set(e, ERR_INPUT,
			    "the address has too many words after the ?");
		if (n > 0) {
			enum err err = request_decode(&r->arena, s, n_word,
			    true, &w->word, e);
			if (err == OK)
				err =
				    request_decode(&r->arena, s + n_word + !!eq,
				        n - n_word - !!eq, true, &w->value, e);
			if (err != OK)
				return err;
			r->n_words++;
		}
		s += n + (s[n] == '&');
	}
	return OK;
}

enum err
request_read(struct request *r, struct error *e)
{
	const char *t = r->target;
	size_t n = strcspn(t, "?");

	r->path = t;
	if (*t != '/')
		return error_set(e, ERR_INPUT, "the address must begin with /");
	if (!(r->path = arena_memdup(&r->arena, t, n)))
		return error_set(e, ERR_LIMIT, "the address is too long");
	enum err err = read_path(r, r->path, n, e);
	if (err == OK && t[n] == '?')
		err = read_query(r, t + n + 1, e);
	return err;
}

bool
request_is_api(const struct request *r)
{
	return r->n_segments > 0 && strcmp(r->segments[0], "api") == 0;
}
