/*
 * One request and its answer, without any type of the HTTP library: server.c
 * makes the one and sends the other, everything between reads this.
 *
 * The way of a request: server.c fills method, target and headers;
 * dispatch() checks them (request_check), takes the target apart
 * (request_read), finds the route (route_find), reads the query words
 * (request_words), takes a database connection, and calls the route's handler.
 * A request that changes something has a body: its head is looked at before
 * (dispatch_look), so that nothing is received that will be refused.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "web/listen.h"
#include "web/pool.h"

enum {
	REQUEST_SEGMENTS_MAX = 8, /* the longest template has 5 */
	REQUEST_WORDS_MAX = 32,   /* there are 14 different ones */
	ANSWER_HEADERS_MAX = 16,
	SEARCH_MAX = 200 /* bytes of q= */
};
/* Bytes; every word at its longest fits into a target. */
#define REQUEST_TARGET_MAX (8 * KIB)
#define REQUEST_ARENA_MAX (16 * MIB)
#define ANSWER_BODY_MAX (64 * MIB)

/* What all requests share; does not change while the server runs. */
struct site {
	struct listen_address listen;
	const char *db;     /* the database file */
	const char *assets; /* directory of the pages; NULL: built in */
	const char *build;  /* names this program and its start, for ETags */
	const char *about;  /* what about_program() wrote */
	struct pool *pool;
	int64_t (*now)(void);
	void (*log)(const char *line); /* any thread; NULL: silent */
	size_t upload_bytes;           /* of one file that is sent to us */
	void (*spooled)(void); /* one is there; NULL: nobody ingests */
};

/* The headers that are looked at; NULL or 0 when missing.  Borrowed. */
struct headers {
	const char *host;
	size_t n_host; /* how many Host headers there are */
	const char *accept, *accept_encoding, *if_none_match;
	const char *content_length;
	size_t n_content_length;
	const char *transfer_encoding;
	const char *content_type, *origin, *sec_fetch_site;
};

/* The form of an answer. */
enum form {
	FORM_JSON, /* one object */
	FORM_CSV,  /* the rows of a list alone, as these two */
	FORM_NDJSON
};

struct query_word {
	const char *word, *value; /* decoded, valid UTF-8 */
};

struct request {
	const struct site *site;
	const char *method; /* borrowed */
	const char *target; /* "/api/v1/reports?limit=5", as sent; borrowed */
	struct headers headers;
	struct arena arena; /* ends with the request */

	/* dispatch_look() */
	bool looked;
	unsigned refused; /* the status to answer with, 0: go on */
	struct error why;

	/* What came behind the headers; borrowed. */
	const void *body;
	size_t n_body;

	/* request_read() */
	const char *path; /* the target without its query, as sent */
	const char *segments[REQUEST_SEGMENTS_MAX]; /* decoded */
	size_t n_segments;
	struct query_word words[REQUEST_WORDS_MAX];
	size_t n_words;

	/* route_find() and request_words() */
	const struct route *route;
	struct filter filter;
	int64_t id;    /* {id} of the path */
	const char *sender; /* {sender} of it, as sent */
	enum form form; /* asked for, by format= or Accept */
	bool download; /* download=1 */
	day_t as_of;      /* as_of=, the day to judge on; 0: not given */
	const char *name; /* name=, of a file that is sent; NULL: none */
	const char *q;      /* q=, what is searched for; NULL: not given */
	const char *record; /* record=, to be tried; NULL: not given */
	int64_t days;       /* days=, of mail; 0: not given */

	/* dispatch() */
	struct store *store;
	int64_t db_bytes; /* of the database file */
	day_t today; /* UTC */
};

struct answer_field {
	const char *name;  /* static */
	const char *value; /* arena of the request, or static */
};

struct answer {
	unsigned status;
	struct buf body;   /* owned; what is sent unless bytes is set */
	const char *bytes; /* static bytes of an embedded page */
	size_t n_bytes;
	/* What comes behind body, made while it is sent (stream.h); owned. */
	struct stream *stream;
	bool compressible; /* gzip it if the client takes that */
	bool close;        /* end the connection after it */
	struct answer_field fields[ANSWER_HEADERS_MAX];
	size_t n_fields;
	char detail[sizeof(((struct error *)0)->text)]; /* of a problem */
};

/*
 * What is wrong with the request before its target is looked at: the headers
 * that two parsers could read differently, a body, or a Host that is not ours.
 * Returns 0, or the status to answer with, and fills *e.
 */
unsigned request_check(const struct request *r, struct error *e);

/*
 * Take the target apart.  ERR_INPUT: not an absolute path, a bad escape, %00
 * or another control character, no UTF-8, too many segments or words.
 */
enum err request_read(struct request *r, struct error *e) MUST_CHECK;

/*
 * Read the query words that the route allows into filter, form and download.
 * ERR_INPUT names the word and, when it is unknown, those allowed.
 */
enum err request_words(struct request *r, struct error *e) MUST_CHECK;

/*
 * Decode n bytes of a target, which are "as sent", into the arena: %XX, and
 * '+' as a blank when plus is set (query).  ERR_INPUT as request_read().
 */
enum err request_decode(struct arena *a, const char *s, size_t n, bool plus,
    const char **ret, struct error *e) MUST_CHECK;

/* After request_read(). */
bool request_is_api(const struct request *r);

/* Whether the headers announce a body. */
bool request_has_body(const struct request *r);
/* How long they say it is; SIZE_MAX: they do not, or not as a number. */
size_t request_body_bytes(const struct request *r);

/*
 * Look at the head: sets route, and refused with its reason.  Once; dispatch()
 * does it when it was not done.
 */
void dispatch_look(struct request *r);

/* The whole way from a request to an answer; logs what failed. */
void dispatch(struct request *r, struct answer *a);

#endif
