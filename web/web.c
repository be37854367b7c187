/*
 * What the public header promises, put together: the address, the database,
 * and the server.  Everything is owned by struct web and lives until
 * web_stop().
 */
#include "web/web.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "web/about.h"
#include "web/pages.h"
#include "web/server.h"

struct web {
	struct site site;
	struct server *server;
	char url[LISTEN_URL_MAX];
	char *db, *assets; /* the site's; owned */
	char build[64];
	struct buf about;
};

enum { ABOUT_MAX = 64 * KIB };

/* Refuse a database that could never be read, while somebody looks. */
static enum err
try_database(struct pool *p, struct error *e)
{
	struct pooled c;
	enum err err = pool_take(p, &c, e);
	if (err == OK)
		pool_give(p, &c, true);
	return err == ERR_AGAIN ? OK : err;
}

static struct web *
new_web(const struct web_options *o)
{
	struct web *w = xcalloc(1, sizeof(*w));

	w->db = xstrdup(o->db);
	w->assets = o->assets ? xstrdup(o->assets) : NULL;
	/* The start, too: whoever changes the program keeps its version. */
	snprintf(w->build, sizeof(w->build), "%s %lld", RAMPART_VERSION,
	    (long long)o->now());
	buf_init(&w->about, ABOUT_MAX);
	about_program(&w->about);
	w->site = (struct site){
		.db = w->db,
		.assets = w->assets,
		.build = w->build,
		.about = w->about.data,
		.pool = pool_new(w->db, o->trust),
		.now = o->now,
		.log = o->log,
		.upload_bytes = o->upload_bytes,
		.spooled = o->spooled,
	};
	return w;
}

static void
free_web(struct web *w)
{
	pool_free(w->site.pool);
	buf_free(&w->about);
	free(w->db);
	free(w->assets);
	free(w);
}

/* What is wrong before any database is looked at. */
static enum err
look(const struct web_options *o, struct listen_address *ret, struct error *e)
{
	enum err err = listen_parse(o->listen, ret, e);

	return err == OK ? pages_check(o->assets, e) : err;
}

enum err
web_check(const struct web_options *o, struct error *e)
{
	struct listen_address address;
	int fd;
	enum err err = look(o, &address, e);

	if (err == OK && (err = listen_open(&address, &fd, e)) == OK)
		close(fd);
	return err;
}

enum err
web_start(const struct web_options *o, struct web **ret, struct error *e)
{
	struct web *w = new_web(o);
	int fd;
	enum err err = look(o, &w->site.listen, e);

	if (err == OK)
		err = try_database(w->site.pool, e);
	if (err == OK)
		err = listen_open(&w->site.listen, &fd, e);
	if (err == OK)
		err = server_start(&w->site, fd, &w->server, e);
	if (err != OK) {
		free_web(w);
		return err;
	}
	listen_url(&w->site.listen, w->url);
	*ret = w;
	return OK;
}

const char *
web_url(const struct web *w)
{
	return w->url;
}

void
web_stop(struct web *w)
{
	server_stop(w->server);
	free_web(w);
}
