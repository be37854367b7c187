/*
 * What our own MTA found out about a mail: its Authentication-Results fields
 * (RFC 8601), which decide whether a report comes from whom it names
 * (architecture.md 4, Trust).
 *
 * Anybody can write such a field.  Ours is the topmost one with one of our own
 * authserv-ids, and, as each filter may add one, those directly below it that
 * have one, too.  A method of which an upper field spoke is not taken from a
 * lower one, so a forged field that a careless MTA left standing can add
 * nothing to what our filters said.
 */
#ifndef INGEST_AUTHRES_H
#define INGEST_AUTHRES_H

#include "core/core.h"

/* The authserv-ids of our own MTAs; borrowed, n = 0: there are none. */
struct authserv {
	const char *const *ids;
	size_t n;
};

enum { AUTHRES_DKIM_MAX = 16 };

/* The fields of one mail. */
struct authres {
	const struct authserv *own; /* borrowed */
	bool began, ended;          /* the group of our fields */
	unsigned seen;              /* methods that an upper field spoke of */
	int dmarc;                  /* VOCAB_AUTH_RESULT; WORD_UNSET */
	char dmarc_from[DOMAIN_MAX + 1];             /* "": not said */
	char dkim[AUTHRES_DKIM_MAX][DOMAIN_MAX + 1]; /* that pass */
	size_t n_dkim;
	char spf[DOMAIN_MAX + 1]; /* of MAIL FROM, that passes; "": none */
};

void authres_init(struct authres *a, const struct authserv *own);

/*
 * The next field of the header, from the top; every name, the value as it
 * stands in the mail.  False: the rest need not be looked at.
 */
bool authres_field(struct authres *a, const char *name, const char *value);

/*
 * The From's domain if our MTA vouches for it, else NULL: dmarc=pass, whose
 * header.from goes before what we read ourselves, or, where it says nothing of
 * DMARC that decides, a pass of DKIM or SPF that is aligned (relaxed) with
 * mail_from, the one domain in From (NULL: none, or several).  The result is
 * mail_from or borrowed from *a.
 */
const char *authres_from(const struct authres *a, const char *mail_from);

/* It says dmarc=fail. */
bool authres_failed(const struct authres *a);

#endif
