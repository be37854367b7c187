/*
 * Three things tell a page of this server from another site's: its Origin is
 * our Host, the browser says so itself (Sec-Fetch-Site), and the type of the
 * body is one that a form of another site cannot send without being asked
 * first.  Each alone would do in today's browsers; a program that is no
 * browser sends the three headers on purpose.
 */
#include "web/change.h"

#include <string.h>
#include <strings.h>

#include "web/routes.h"

/* "http://127.0.0.1:8080" for Host "127.0.0.1:8080"; a proxy may add the s. */
static bool
is_own_origin(const struct headers *h)
{
	const char *at = h->origin ? strstr(h->origin, "://") : NULL;

	return at &&
	       (strncasecmp(h->origin, "http://", 7) == 0 ||
	           strncasecmp(h->origin, "https://", 8) == 0) &&
	       strcasecmp(at + 3, h->host) == 0;
}

/* The media type without its parameters. */
static bool
is_type(const char *header, const char *type)
{
	size_t n = header ? strcspn(header, "; \t") : 0;
	return n == strlen(type) && strncasecmp(header, type, n) == 0;
}

unsigned
change_check(const struct request *r, struct error *e)
{
	const struct headers *h = &r->headers;
	bool file = r->route->body == BODY_FILE;
	const char *type =
	    file ? "application/octet-stream" : "application/json";
	size_t max = file ? r->site->upload_bytes : CHANGE_JSON_BYTES;
	size_t n = request_body_bytes(r);

	if (!is_own_origin(h) || !h->sec_fetch_site ||
	    strcmp(h->sec_fetch_site, "same-origin") != 0) {
		error_set(e, ERR_INPUT,
		    "only the pages of this server may change something: "
		    "Origin must be its address, and Sec-Fetch-Site "
		    "same-origin; nothing was changed");
		return 403;
	}
	if (!is_type(h->content_type, type)) {
		error_set(e, ERR_INPUT,
		    "this address takes %s; nothing was changed", type);
		return 415;
	}
	if (n == SIZE_MAX) {
		error_set(e, ERR_INPUT,
		    "the length of what is sent must be said "
		    "(Content-Length); nothing was changed");
		return 411;
	}
	if (n > max) {
		error_set(e, ERR_LIMIT,
		    "what is sent has %zu bytes, and this address takes "
		    "%zu; nothing was changed",
		    n, max);
		return 413;
	}
	return 0;
}

enum err
change_json(const struct request *r, json_t **ret, struct error *e)
{
	json_error_t why;
	json_t *o = json_loadb(r->body ? r->body : "", r->n_body,
	    JSON_REJECT_DUPLICATES, &why);

	if (!json_is_object(o)) {
		json_decref(o);
		return error_set(e, ERR_INPUT,
		    "what was sent is no JSON object (line %d, column %d); "
		    "nothing was changed",
		    why.line, why.column);
	}
	*ret = o;
	return OK;
}
