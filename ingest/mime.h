/*
 * Mail, by GMime: what a message says of itself, and the bytes of its parts
 * (specification 11.1).  Types and names decide nothing but which parts are
 * somebody else's mail.
 */
#ifndef INGEST_MIME_H
#define INGEST_MIME_H

#include "core/core.h"
#include "ingest/authres.h"

/* What a mail is beside its parts. */
struct mime_facts {
	const char *message_id; /* arena; NULL: none */
	const char *mail_from;  /* domain of From, normalised; arena; NULL */
	/* From's domain, as our own MTA authenticated it; arena; NULL. */
	const char *auth_from;
	bool auth_failed;       /* our own MTA says dmarc=fail */
	bool failure_report;    /* RFC 6591, 9991 */
	bool bounce;            /* RFC 3464 */
	bool tlsrpt;            /* RFC 8460, says the mail */
	bool cut;               /* not all was read: why says which ceiling */
	struct error why;
};

struct mime_sink {
	void *ctx;
	/* Called once, first: message_id and mail_from are known. */
	enum err (
	    *head)(void *ctx, const struct mime_facts *f, struct error *e);
	/* A part, decoded; borrowed.  name is for display, may be NULL. */
	enum err (*part)(void *ctx, const char *name, const void *p, size_t n,
	    struct error *e);
};

struct mime_reader;

/*
 * A parser that is used again and again.  limits is borrowed.  Without
 * mime_authserv() (borrowed, too) nothing is authenticated.
 */
struct mime_reader *mime_new(const struct limits *limits);
void mime_authserv(struct mime_reader *m, const struct authserv *own);
void mime_free(struct mime_reader *m);

/*
 * Read a mail of n bytes.  Returns the first error of the sink, else OK:
 * what is wrong with the mail stands in *f.
 */
enum err mime_read(struct mime_reader *m, struct arena *a, const void *p,
    size_t n, const struct mime_sink *sink, struct mime_facts *f,
    struct error *e) MUST_CHECK;

/* Set up GMime, before any thread.  May be called again. */
void mime_setup(void);

struct library mime_library(void);

#endif
