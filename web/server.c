/*
 * libmicrohttpd, started and stopped.  It polls: with epoll, 128 ready
 * connections stall each other.  Four threads share the listening socket; each
 * request becomes a struct request (server_request.c), goes through
 * dispatch(), and its struct answer goes out (server_answer.c).  What the
 * library would let pass and must not be (two Hosts, two lengths, %00, a
 * request that never ends) is refused in request.c or ended by watch.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "web/server_inside.h"
#include "web/web.h"

enum {
	THREADS = 4,
	CONNECTIONS_MAX = 256,    /* all clients are this machine's: no limit
	                             per address could tell them apart */
	CONNECTION_BYTES = 32768, /* target and headers; more is 414 or 431 */
	IDLE_SECONDS = 15,
	STOP_SECONDS = 5,
	LINE_BYTES = 512, /* of the library's own messages */
};

static void
on_connection(void *cls, struct MHD_Connection *c, void **socket_context,
    enum MHD_ConnectionNotificationCode what)
{
	struct server *s = cls;
	struct connection *k = *socket_context;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		watch_remove(s->watch, k->watched);
		arena_release(&k->exchange.request.arena);
		free(k);
		return;
	}
	const union MHD_ConnectionInfo *i =
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	k = xcalloc(1, sizeof(*k));
	k->watched = watch_add(s->watch, i->connect_fd, SERVER_HEADER_SECONDS);
	arena_init(&k->exchange.request.arena, REQUEST_ARENA_MAX);
	*socket_context = k;
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
		{ MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)server_on_target, s },
		{ MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)server_on_completed,
		    s },
		{ MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)on_connection, s },
		{ MHD_OPTION_END, 0, NULL },
	};

	s->daemon = MHD_start_daemon(MHD_USE_POLL_INTERNAL_THREAD |
	                                 MHD_USE_ITC | MHD_USE_ERROR_LOG,
	    0, NULL, NULL, server_on_request, s, MHD_OPTION_ARRAY, options,
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
