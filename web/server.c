/*
 * The only file that knows libmicrohttpd.  It polls: with epoll, 128 ready
 * connections stall each other.  Four threads share the listening socket; each
 * request becomes a struct request, goes through dispatch(), and its struct
 * answer goes out.  What the library would let pass and must not be (two Hosts,
 * two lengths, %00, a request that never ends) is refused in request.c or ended
 * by watch.c.
 */
#include <errno.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "web/answer.h"
#include "web/server.h"
#include "web/stream.h"
#include "web/web.h"
#include "web/watch.h"

enum {
	THREADS = 4,
	CONNECTIONS_MAX = 256,    /* all clients are this machine's: no limit
	                             per address could tell them apart */
	CONNECTION_BYTES = 32768, /* target and headers; more is 414 or 431 */
	IDLE_SECONDS = 15,
	HEADER_SECONDS = 20,  /* to send a whole header */
	ANSWER_SECONDS = 300, /* to take the whole answer */
	STOP_SECONDS = 5,
	STREAM_PIECE = 65536, /* asked for at once */
	LINE_BYTES = 512,     /* of the library's own messages */
};
/* Of all bodies that are being received together. */
#define BODIES_BYTES (128 * MIB)

struct server {
	const struct site *site;
	struct MHD_Daemon *daemon;
	struct watch *watch;
	atomic_uint under_way; /* requests that were begun and not ended */
	atomic_size_t bodies;  /* bytes that were let in and not let go */
	atomic_bool stopping;
};

/* A request and what the library is to find again. */
struct exchange {
	struct request request;
	char *target; /* owned */
	bool seen;    /* its headers are there */
	struct buf body;
	size_t announced; /* bytes of body that were let in */
};

/* ---------------------------------------------------------------- requests */

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

static ssize_t
read_stream(void *cls, uint64_t at, char *out, size_t max)
{
	ssize_t n;

	(void)at;
	n = stream_read(cls, out, max);
	return n > 0    ? n
	       : n == 0 ? MHD_CONTENT_READER_END_OF_STREAM
	                : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void
free_stream(void *cls)
{
	stream_free(cls);
}

/* The library's form of an answer; NULL: no memory. */
static struct MHD_Response *
make_response(struct answer *a)
{
	struct MHD_Response *m;

	if (a->stream) {
		m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN,
		    STREAM_PIECE, read_stream, a->stream, free_stream);
		if (m) {
			stream_begin(a->stream, &a->body);
			a->stream = NULL; /* the response has it now */
		}
	} else if (a->bytes || a->body.len == 0)
		m = MHD_create_response_from_buffer(a->n_bytes,
		    (void *)(a->bytes ? a->bytes : ""), MHD_RESPMEM_PERSISTENT);
	else if ((m = MHD_create_response_from_buffer(a->body.len, a->body.data,
	              MHD_RESPMEM_MUST_FREE)))
		buf_init(&a->body, 0); /* the response has its memory now */
	if (!m)
		return NULL;
	for (size_t i = 0; i < a->n_fields; i++)
		MHD_add_response_header(m, a->fields[i].name,
		    a->fields[i].value);
	if (a->close)
		MHD_add_response_header(m, "Connection", "close");
	return m;
}

static enum MHD_Result
answer_request(struct server *s, struct MHD_Connection *c, struct exchange *x)
{
	struct request *r = &x->request;
	struct answer a;
	enum MHD_Result rc = MHD_NO;

	answer_init(&a);
	dispatch(r, &a);
	/* What was not read must not be taken for the next request. */
	a.close = a.close || s->stopping ||
	          (request_has_body(r) && x->body.len != x->announced);
	struct MHD_Response *m = make_response(&a);
	if (m) {
		rc = MHD_queue_response(c, a.status, m);
		MHD_destroy_response(m);
	}
	answer_free(&a);
	return rc;
}

static struct watched *
watched_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *i =
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return i ? i->socket_context : NULL;
}

/* -------------------------------------------------------------- callbacks */

/* The request line is there: keep its target before it is decoded. */
static void *
on_target(void *cls, const char *target, struct MHD_Connection *c)
{
	struct server *s = cls;
	struct exchange *x = xcalloc(1, sizeof(*x));

	(void)c;
	s->under_way++;
	x->target = xstrdup(target);
	x->request.site = s->site;
	x->request.target = x->target;
	arena_init(&x->request.arena, REQUEST_ARENA_MAX);
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
static enum MHD_Result
on_request(void *cls, struct MHD_Connection *c, const char *url,
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
		watch_extend(s->watch, watched_of(c), ANSWER_SECONDS);
		if (!request_has_body(&x->request) || let_body_in(s, x))
			return MHD_YES;
	}
	x->request.body = x->body.data;
	x->request.n_body = x->body.len;
	return answer_request(s, c, x);
}

static void
on_completed(void *cls, struct MHD_Connection *c, void **req_cls,
    enum MHD_RequestTerminationCode why)
{
	struct server *s = cls;
	struct exchange *x = *req_cls;

	(void)why;
	if (!x)
		return;
	watch_extend(s->watch, watched_of(c), HEADER_SECONDS);
	atomic_fetch_sub(&s->bodies, x->announced);
	buf_free(&x->body);
	arena_release(&x->request.arena);
	free(x->target);
	free(x);
	*req_cls = NULL;
	s->under_way--;
}

static void
on_connection(void *cls, struct MHD_Connection *c, void **socket_context,
    enum MHD_ConnectionNotificationCode what)
{
	struct server *s = cls;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		watch_remove(s->watch, *socket_context);
		return;
	}
	const union MHD_ConnectionInfo *i =
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	*socket_context = watch_add(s->watch, i->connect_fd, HEADER_SECONDS);
}

__attribute__((format(printf, 2, 0))) static void
on_log(void *cls, const char *format, va_list args)
{
	struct server *s = cls;
	char line[LINE_BYTES];

	vsnprintf(line, sizeof(line), format, args);
	line[strcspn(line, "\r\n")] = '\0';
	if (s->site->log)
		s->site->log(line);
}

/* -------------------------------------------------------- start and stop */

static enum err
start_daemon(struct server *s, int fd, struct error *e)
{
	const struct MHD_OptionItem options[] = {
		/* First, so that it hears of trouble with the others. */
		{ MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)on_log, s },
		{ MHD_OPTION_LISTEN_SOCKET, fd, NULL },
		{ MHD_OPTION_THREAD_POOL_SIZE, THREADS, NULL },
		{ MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX, NULL },
		{ MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES, NULL },
		{ MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS, NULL },
#if MHD_VERSION >= 0x00097701
		{ MHD_OPTION_CLIENT_DISCIPLINE_LVL, 1, NULL },
#else
		{ MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL },
#endif
		{ MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)on_target, s },
		{ MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)on_completed, s },
		{ MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)on_connection, s },
		{ MHD_OPTION_END, 0, NULL },
	};

	s->daemon = MHD_start_daemon(MHD_USE_POLL_INTERNAL_THREAD |
	                                 MHD_USE_ITC | MHD_USE_ERROR_LOG,
	    0, NULL, NULL, on_request, s, MHD_OPTION_ARRAY, options,
	    MHD_OPTION_END);
	if (!s->daemon)
		return error_set(e, ERR_SYSTEM,
		    "cannot start the HTTP server: %s", strerror(errno));
	return OK;
}

enum err
server_start(const struct site *site, int fd, struct server **ret,
    struct error *e)
{
	struct server *s = xcalloc(1, sizeof(*s));

	s->site = site;
	enum err err = watch_start(&s->watch, e);
	if (err == OK && (err = start_daemon(s, fd, e)) != OK)
		watch_stop(s->watch);
	if (err != OK) {
		free(s);
		return err;
	}
	*ret = s;
	return OK;
}

void
server_stop(struct server *s)
{
	const struct timespec tick = { .tv_nsec = 10000000 };
	int ticks = STOP_SECONDS * 100;

	s->stopping = true;
	int fd = MHD_quiesce_daemon(s->daemon);
	while (s->under_way > 0 && ticks-- > 0)
		nanosleep(&tick, NULL);
	MHD_stop_daemon(s->daemon);
	if (fd >= 0)
		close(fd);
	watch_stop(s->watch);
	free(s);
}

struct library
web_library(void)
{
	return library_named("libmicrohttpd", "%s", MHD_get_version());
}
