/*
 * The address that the server listens on, and the names that it answers to.
 * Only loopback addresses: there are no accounts yet.
 */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "core/core.h"

enum { LISTEN_HOST_MAX = 64, LISTEN_URL_MAX = 96 };

struct listen_address {
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} sock;
	socklen_t len;
	uint16_t port;              /* 0 until listen_open(): any free one */
	char host[LISTEN_HOST_MAX]; /* as in a URL: 127.0.0.1, [::1] */
};

/*
 * Read "127.0.0.1:8080", "[::1]:8080" or "localhost:8080".  ERR_INPUT: none of
 * these, or not a loopback address.
 */
enum err listen_parse(const char *s, struct listen_address *ret,
    struct error *e) MUST_CHECK;

/*
 * Bind and listen; *ret_fd is close-on-exec, does not block, and is the
 * caller's.  Port 0 becomes the one that was found.  ERR_AGAIN: in use.
 */
enum err listen_open(struct listen_address *a, int *ret_fd,
    struct error *e) MUST_CHECK;

/* "http://127.0.0.1:8080/".  Returns out. */
char *listen_url(const struct listen_address *a, char out[LISTEN_URL_MAX]);

/*
 * Whether a Host header names this server: its address, localhost, 127.0.0.1
 * or [::1], with its port (which may be left out when it is 80).  Anything
 * else is a foreign name that was made to resolve to us (DNS rebinding).
 */
bool listen_is_host(const struct listen_address *a, const char *host);

#endif
