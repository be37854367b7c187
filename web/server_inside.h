/*
 * Private to server*.c, the only files that know libmicrohttpd: the server and
 * one exchange of request and answer.
 */
#ifndef WEB_SERVER_INSIDE_H
#define WEB_SERVER_INSIDE_H

#include <microhttpd.h>
#include <stdatomic.h>

#include "web/server.h"
#include "web/watch.h"

enum {
	SERVER_HEADER_SECONDS = 20,  /* to send a whole header */
	SERVER_ANSWER_SECONDS = 300, /* to take the whole answer */
};

struct server {
	const struct site *site; /* borrowed */
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

/* A connection: its deadline, and its requests, one after the other. */
struct connection {
	struct watched *watched;
	struct exchange exchange; /* its arena's first block stays */
};

/* Dispatch the request and queue its answer.  MHD_NO: no memory. */
enum MHD_Result server_answer(struct server *s, struct MHD_Connection *c,
    struct exchange *x);

/*
 * Callbacks of the library; cls is the server.  A request's line is there; its
 * headers, a piece of its body, or its end; the exchange is over.
 */
void *server_on_target(void *cls, const char *target, struct MHD_Connection *c);
enum MHD_Result server_on_request(void *cls, struct MHD_Connection *c,
    const char *url, const char *method, const char *version,
    const char *upload, size_t *upload_size, void **req_cls);
void server_on_completed(void *cls, struct MHD_Connection *c, void **req_cls,
    enum MHD_RequestTerminationCode why);

#endif
