/*
 * The public header of web/: the HTTP server with the JSON API and the pages.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <stdint.h>

#include "core/core.h"

struct web_options {
	const char *db;     /* database file; must exist */
	const char *listen; /* "127.0.0.1:8080", "[::1]:0" (0: any free port) */
	const char
	    *assets; /* read the pages from this directory; NULL: built in */
	int64_t (*now)(void); /* the clock, UTC seconds */
	/*
	 * One line per failed request or server trouble, from any of the
	 * server's threads; NULL: silent.
	 */
	void (*log)(const char *line);
	unsigned trust;      /* what counts: store_trust() */
	size_t upload_bytes; /* of one file, at the most */
	/*
	 * A file was put into web_spool(): somebody ingests it now.  Called
	 * from any of the server's threads; NULL: nobody does, it waits.
	 */
	void (*spooled)(void);
};

struct web;

/*
 * The errors of web_start() that are not the database's, which is not touched
 * and need not be there: ask before one is made for nothing.
 */
enum err web_check(const struct web_options *o, struct error *e) MUST_CHECK;

/*
 * Start serving in threads of its own.  ERR_INPUT: listen cannot be read, or
 * is not a loopback address (accounts come first).  ERR_NOTFOUND: there are no
 * pages in assets.  ERR_AGAIN: the address is in use.  As store_open(): the
 * database.  ERR_SYSTEM: the rest.  Blocks no signals: block SIGTERM and SIGINT
 * before, so that the threads inherit it.
 */
enum err web_start(const struct web_options *o, struct web **ret,
    struct error *e) MUST_CHECK;

/* "http://127.0.0.1:8080/", borrowed until web_stop(). */
const char *web_url(const struct web *w);

/* Take no new request, let those under way end (5 s), stop. */
void web_stop(struct web *w);

/* The maildir of uploaded files of this database; caller frees. */
char *web_spool(const char *db);

/*
 * The client report on a domain, one HTML file with its data inside, added to
 * out.  ERR_NOTFOUND: no report that counts is about it, or the pages were not
 * built; ERR_LIMIT: out is too small.
 */
struct store;
struct evaluate_when;
struct buf;
enum err web_client_report(struct store *st, const char *domain,
    const struct evaluate_when *when, struct buf *out,
    struct error *e) MUST_CHECK;

/* The library behind web's door. */
struct library web_library(void);

#endif
