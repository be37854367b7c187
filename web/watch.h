/*
 * Ends connections that are too slow.  The HTTP library's own timeout counts
 * inactivity alone: a client that sends one byte a second would stay for ever.
 */
#ifndef WEB_WATCH_H
#define WEB_WATCH_H

#include "core/core.h"

struct watch;

/* Start the thread that looks once a second.  ERR_SYSTEM: no thread. */
enum err watch_start(struct watch **ret, struct error *e) MUST_CHECK;

/* Watch a socket: it must come to an end, or be extended, in `seconds`. */
struct watched *watch_add(struct watch *w, int fd, unsigned seconds);
void watch_extend(struct watched *c, unsigned seconds);
/* Forget it; call before the socket is closed. */
void watch_remove(struct watch *w, struct watched *c);

/* After the last watch_remove(). */
void watch_stop(struct watch *w);

#endif
