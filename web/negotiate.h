/* What the client's Accept headers and conditions say. */
#ifndef WEB_NEGOTIATE_H
#define WEB_NEGOTIATE_H

#include <stdbool.h>

enum { Q_ABSENT = -1, Q_ONE = 1000, ETAG_MAX = 48 };

/*
 * The weight that a list such as "gzip;q=0.5, *;q=0" gives to name, in
 * thousandths (RFC 9110 12.4.2); Q_ABSENT when it is not in it.  A weight that
 * cannot be read is 0.
 */
int q_of(const char *list, const char *name);

/* Whether to send gzip: accepted, and not liked less than no encoding. */
bool accepts_gzip(const char *accept_encoding);

/* Whether a type, as text/csv, is liked better than JSON. */
bool accepts_before_json(const char *accept, const char *type);

/*
 * Whether an If-None-Match list holds this tag, given without quotes; a
 * leading W/ does not matter (RFC 9110 13.1.2).
 */
bool etag_listed(const char *list, const char *tag);

#endif
