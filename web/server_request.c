/*
 * A request as it comes in, piece by piece.  Its target is kept before the
 * library decodes it, and its body is let in only after the head was found
 * right and while there is memory for it.
 */
#include <stdlib.h>
#include <strings.h>

#include "web/server_inside.h"
#include "web/web.h"

/* Of all bodies that are being received together. */
#define BODIES_BYTES (128 * MIB)

/* What a request may have used for the next one to have its memory. */
#define ARENA_KEPT (32 * KIB)

static enum MHD_Result
take_header(void *cls, enum MHD_ValueKind kind, const char *name,
    const char *value)
{
	struct headers *h = cls;
	const struct {
		const char *name;
		const char **value;
		size_t *n;
	} wanted[] = {
		{ "Host", &h->host, &h->n_host },
		{ "Content-Length", &h->content_length, &h->n_content_length },
		{ "Transfer-Encoding", &h->transfer_encoding, NULL },
		{ "Accept", &h->accept, NULL },
		{ "Accept-Encoding", &h->accept_encoding, NULL },
		{ "If-None-Match", &h->if_none_match, NULL },
		{ "Content-Type", &h->content_type, NULL },
		{ "Origin", &h->origin, NULL },
		{ "Sec-Fetch-Site", &h->sec_fetch_site, NULL },
	};

	(void)kind;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		if (strcasecmp(name, wanted[i].name) != 0)
			continue;
		*wanted[i].value = value ? value : "";
		if (wanted[i].n)
			++*wanted[i].n;
	}
	return MHD_YES;
}

static struct connection *
connection_of(struct MHD_Connection *c)
{
	return MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
	    ->socket_context;
}

/* The request line is there: keep its target before it is decoded. */
void *
server_on_target(void *cls, const char *target, struct MHD_Connection *c)
{
	struct server *s = cls;
	struct exchange *x = &connection_of(c)->exchange;
	struct arena arena = x->request.arena;

	*x = (struct exchange){ .request = { .arena = arena } };
	s->under_way++;
	x->target = xstrdup(target);
	x->request.site = s->site;
	x->request.target = x->target;
	buf_init(&x->body, 0);
	return x;
}

/* Whether the body may come: the head is right, and there is memory for it. */
static bool
let_body_in(struct server *s, struct exchange *x)
{
	struct request *r = &x->request;
	size_t n = request_body_bytes(r);

	dispatch_look(r);
	if (r->refused != 0)
		return false;
	if (atomic_fetch_add(&s->bodies, n) + n > BODIES_BYTES) {
		atomic_fetch_sub(&s->bodies, n);
		r->refused = 503;
		error_set(&r->why, ERR_AGAIN,
		    "too much is being sent at once; nothing was kept, send "
		    "it again in a moment");
		return false;
	}
	x->announced = n;
	buf_init(&x->body, n);
	return true;
}

/*
 * Called with the headers, then for each piece of a body, then at the end.
 * An answer while a piece lies there would close the connection unsent, so a
 * request that is refused is answered before its body.
 */
enum MHD_Result
server_on_request(void *cls, struct MHD_Connection *c, const char *url,
    const char *method, const char *version, const char *upload,
    size_t *upload_size, void **req_cls)
{
	struct server *s = cls;
	struct exchange *x = *req_cls;

	(void)url, (void)version;
	if (!x)
		return MHD_NO;
	if (*upload_size != 0) {
		buf_add(&x->body, upload, *upload_size);
		*upload_size = 0;
		return MHD_YES;
	}
	if (!x->seen) {
		x->seen = true;
		x->request.method = method;
		MHD_get_connection_values(c, MHD_HEADER_KIND, take_header,
		    &x->request.headers);
		watch_extend(connection_of(c)->watched, SERVER_ANSWER_SECONDS);
		if (!request_has_body(&x->request) || let_body_in(s, x))
			return MHD_YES;
	}
	x->request.body = x->body.data;
	x->request.n_body = x->body.len;
	return server_answer(s, c, x);
}

void
server_on_completed(void *cls, struct MHD_Connection *c, void **req_cls,
    enum MHD_RequestTerminationCode why)
{
	struct server *s = cls;
	struct exchange *x = *req_cls;

	(void)why;
	if (!x)
		return;
	watch_extend(connection_of(c)->watched, SERVER_HEADER_SECONDS);
	atomic_fetch_sub(&s->bodies, x->announced);
	buf_free(&x->body);
	if (x->request.arena.used > ARENA_KEPT)
		arena_release(&x->request.arena);
	else
		arena_reset(&x->request.arena);
	free(x->target);
	*req_cls = NULL;
	s->under_way--;
}
