/*
 * An address is read by inet_pton() alone: no resolver is asked, so "localhost"
 * is a word of our own and means 127.0.0.1.  The Host check compares texts and
 * not addresses, because what an attacker controls is a name.
 */
#include "web/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { BACKLOG = 128, PORT_HTTP = 80 };

/* Take "8080" apart; nothing but digits, so no sign and no blank. */
static bool
parse_port(const char *s, uint16_t *ret)
{
	size_t n = strlen(s);
	if (n == 0 || n > 5 || strspn(s, "0123456789") != n)
		return false;
	unsigned long port = strtoul(s, NULL, 10);
	if (port > UINT16_MAX)
		return false;
	*ret = (uint16_t)port;
	return true;
}

/* host without port and brackets; false when it is no address. */
static bool
parse_host(const char *host, bool brackets, struct listen_address *a)
{
	if (!brackets) {
		if (strcmp(host, "localhost") == 0)
			host = "127.0.0.1";
		a->sock.v4.sin_family = AF_INET;
		a->sock.v4.sin_port = htons(a->port);
		a->len = sizeof(a->sock.v4);
		snprintf(a->host, sizeof(a->host), "%s", host);
		return inet_pton(AF_INET, host, &a->sock.v4.sin_addr) == 1;
	}
	char text[INET6_ADDRSTRLEN];
	a->sock.v6.sin6_family = AF_INET6;
	a->sock.v6.sin6_port = htons(a->port);
	a->len = sizeof(a->sock.v6);
	if (inet_pton(AF_INET6, host, &a->sock.v6.sin6_addr) != 1)
		return false;
	inet_ntop(AF_INET6, &a->sock.v6.sin6_addr, text, sizeof(text));
	snprintf(a->host, sizeof(a->host), "[%s]", text);
	return true;
}

static bool
is_loopback(const struct listen_address *a)
{
	if (a->sock.any.sa_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(&a->sock.v6.sin6_addr);
	return ntohl(a->sock.v4.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
}

static enum err
refuse(const char *s, struct error *e)
{
	return error_set(e, ERR_INPUT,
	    "cannot read \"%.80s\" as an address to listen on, so nothing "
	    "is served; give --listen one like 127.0.0.1:8080 or [::1]:8080",
	    s);
}

enum err
listen_parse(const char *s, struct listen_address *ret, struct error *e)
{
	struct listen_address a = { 0 };
	char host[LISTEN_HOST_MAX];
	const char *colon = strrchr(s, ':');
	bool brackets = *s == '[' && colon && colon > s && colon[-1] == ']';
	size_t n = colon ? (size_t)(colon - s) : 0;

	if (brackets)
		n -= 2;
	if (n == 0 || n >= sizeof(host) || !parse_port(colon + 1, &a.port))
		return refuse(s, e);
	memcpy(host, s + brackets, n);
	host[n] = '\0';
	if (!parse_host(host, brackets, &a))
		return refuse(s, e);
	if (!is_loopback(&a))
		return error_set(e, ERR_INPUT,
		    "%s is not a loopback address, and there are no accounts "
		    "yet: listen on 127.0.0.1 and put a reverse proxy with a "
		    "login in front",
		    a.host);
	*ret = a;
	return OK;
}

/* Bind, listen, and learn the port that was found. */
static int
bind_socket(int fd, struct listen_address *a)
{
	int one = 1;

	/* Without it a restart fails while old connections time out. */
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) != 0)
		return -1;
	if (a->sock.any.sa_family == AF_INET6 &&
	    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof(one)) != 0)
		return -1;
	if (bind(fd, &a->sock.any, a->len) != 0 || listen(fd, BACKLOG) != 0)
		return -1;
	if (getsockname(fd, &a->sock.any, &a->len) != 0)
		return -1;
	/* sin_port and sin6_port are at the same place. */
	a->port = ntohs(a->sock.v4.sin_port);
	return 0;
}

enum err
listen_open(struct listen_address *a, int *ret_fd, struct error *e)
{
	int fd = socket(a->sock.any.sa_family,
	    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd >= 0 && bind_socket(fd, a) == 0) {
		*ret_fd = fd;
		return OK;
	}
	int why = errno;
	if (fd >= 0)
		close(fd);
	if (why == EADDRINUSE)
		return error_set(e, ERR_AGAIN,
		    "%s:%u is in use by another program; choose another with "
		    "--listen, or port 0 for any free one",
		    a->host, a->port);
	return error_set(e, ERR_SYSTEM, "cannot listen on %s:%u: %s", a->host,
	    a->port, strerror(why));
}

char *
listen_url(const struct listen_address *a, char out[LISTEN_URL_MAX])
{
	snprintf(out, LISTEN_URL_MAX, "http://%s:%u/", a->host, a->port);
	return out;
}

bool
listen_is_host(const struct listen_address *a, const char *host)
{
	const char *names[] = { a->host, "localhost", "127.0.0.1", "[::1]" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t n = strlen(names[i]);
		uint16_t port = PORT_HTTP;
		if (strncasecmp(host, names[i], n) != 0)
			continue;
		if (host[n] == '\0' && a->port == PORT_HTTP)
			return true;
		if (host[n] == ':' && parse_port(host + n + 1, &port) &&
		    port == a->port)
			return true;
	}
	return false;
}
