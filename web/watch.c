/*
 * A list of sockets with a deadline each.  One that is past it is shut down,
 * not closed: the HTTP library owns it, sees the end of the stream and closes.
 * The list has a lock; a deadline, which each request moves twice, needs none.
 */
#include "web/watch.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct watched {
	struct watched *next, **prev;
	_Atomic time_t deadline; /* CLOCK_MONOTONIC */
	int fd;
};

struct watch {
	pthread_mutex_t lock;
	pthread_cond_t wake;
	pthread_t thread;
	struct watched *list;
	bool stop;
};

static struct timespec
clock_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t;
}

static void *
watch_run(void *arg)
{
	struct watch *w = arg;

	pthread_mutex_lock(&w->lock);
	while (!w->stop) {
		struct timespec t = clock_now();
		for (struct watched *c = w->list; c; c = c->next)
			if (t.tv_sec >= c->deadline)
				shutdown(c->fd, SHUT_RDWR);
		t.tv_sec++;
		pthread_cond_timedwait(&w->wake, &w->lock, &t);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

enum err
watch_start(struct watch **ret, struct error *e)
{
	struct watch *w = xcalloc(1, sizeof(*w));
	pthread_condattr_t attr;

	pthread_mutex_init(&w->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&w->wake, &attr);
	pthread_condattr_destroy(&attr);
	int rc = pthread_create(&w->thread, NULL, watch_run, w);
	if (rc != 0) {
		free(w);
		return error_set(e, ERR_SYSTEM, "cannot start a thread: %s",
		    strerror(rc));
	}
	*ret = w;
	return OK;
}

struct watched *
watch_add(struct watch *w, int fd, unsigned seconds)
{
	struct watched *c = xcalloc(1, sizeof(*c));

	c->fd = fd;
	c->deadline = clock_now().tv_sec + (time_t)seconds;
	pthread_mutex_lock(&w->lock);
	c->next = w->list;
	c->prev = &w->list;
	if (c->next)
		c->next->prev = &c->next;
	w->list = c;
	pthread_mutex_unlock(&w->lock);
	return c;
}

void
watch_extend(struct watched *c, unsigned seconds)
{
	c->deadline = clock_now().tv_sec + (time_t)seconds;
}

void
watch_remove(struct watch *w, struct watched *c)
{
	pthread_mutex_lock(&w->lock);
	*c->prev = c->next;
	if (c->next)
		c->next->prev = c->prev;
	pthread_mutex_unlock(&w->lock);
	free(c);
}

void
watch_stop(struct watch *w)
{
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	pthread_cond_destroy(&w->wake);
	pthread_mutex_destroy(&w->lock);
	free(w);
}
