/*
 * A stack of idle connections under one lock.  The lock is held for the moment
 * of a push or a pop, never while the database is at work.
 */
#include "web/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	IDLE_MAX = 4,      /* as many as the server has threads */
	DEADLINE_MS = 5000 /* per statement; it holds up a thread */
};

struct pool {
	pthread_mutex_t lock;
	const char *path;
	unsigned trust;
	struct pooled idle[IDLE_MAX];
	size_t n_idle;
};

struct pool *
pool_new(const char *path, unsigned trust)
{
	struct pool *p = xcalloc(1, sizeof(*p));
	pthread_mutex_init(&p->lock, NULL);
	p->path = path;
	p->trust = trust;
	return p;
}

/* Pop an idle connection to this very file, close those to another. */
static bool
take_idle(struct pool *p, const struct stat *st, struct pooled *ret)
{
	for (;;) {
		struct pooled c = { 0 };
		pthread_mutex_lock(&p->lock);
		if (p->n_idle > 0)
			c = p->idle[--p->n_idle];
		pthread_mutex_unlock(&p->lock);
		if (!c.store)
			return false;
		if (c.dev == st->st_dev && c.ino == st->st_ino) {
			c.bytes = st->st_size;
			*ret = c;
			return true;
		}
		store_close(c.store);
	}
}

enum err
pool_take(struct pool *p, struct pooled *ret, struct error *e)
{
	struct stat st = { 0 };
	struct pooled c = { 0 };

	if (stat(p->path, &st) == 0 && take_idle(p, &st, ret))
		return OK;
	enum err err = store_open(p->path, STORE_READ, &c.store, e);
	if (err != OK)
		return err;
	store_set_deadline(c.store, DEADLINE_MS);
	store_trust(c.store, p->trust);
	c.dev = st.st_dev;
	c.ino = st.st_ino;
	c.bytes = st.st_size;
	*ret = c;
	return OK;
}

enum err
pool_open_writer(const struct pool *p, struct store **ret, struct error *e)
{
	struct store *st;

	if (access(p->path, F_OK) != 0)
		return error_set(e, ERR_NOTFOUND, "there is no database at %s",
		    p->path);
	enum err err = store_open(p->path, STORE_WRITE, &st, e);
	if (err != OK)
		return err;
	store_set_deadline(st, DEADLINE_MS);
	store_trust(st, p->trust);
	*ret = st;
	return OK;
}

void
pool_give(struct pool *p, struct pooled *c, bool sound)
{
	bool kept = false;

	pthread_mutex_lock(&p->lock);
	if (sound && p->n_idle < IDLE_MAX) {
		p->idle[p->n_idle++] = *c;
		kept = true;
	}
	pthread_mutex_unlock(&p->lock);
	if (!kept)
		store_close(c->store);
	*c = (struct pooled){ 0 };
}

void
pool_free(struct pool *p)
{
	for (size_t i = 0; i < p->n_idle; i++)
		store_close(p->idle[i].store);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
