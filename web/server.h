/* The HTTP server: sockets and threads around dispatch(). */
#ifndef WEB_SERVER_H
#define WEB_SERVER_H

#include "web/request.h"

struct server;

/*
 * Serve on the listening socket fd, which the server has from now on, even
 * when this fails.  site is borrowed until server_stop().
 */
enum err server_start(const struct site *site, int fd, struct server **ret,
    struct error *e) MUST_CHECK;

/* Take no new connection, wait 5 s for what is under way, end the threads. */
void server_stop(struct server *s);

#endif
