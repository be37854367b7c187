/*
 * Domain names, as DMARC compares them: lower case, A-labels, no trailing dot
 * (RFC 9989 4.4).  The organizational domain comes from the Public Suffix
 * List by libpsl, the method of RFC 7489 3.2; receivers that follow RFC 9989
 * walk the DNS instead, which a report cannot replay.
 */
#ifndef CORE_DOMAIN_H
#define CORE_DOMAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/library.h"

enum { DOMAIN_MAX = 253 }; /* bytes, without the NUL */

/*
 * Normalise: trim, take what follows the last '@', strip <>, drop one trailing
 * dot, lower case, U-labels to A-labels (IDNA 2008 by libidn2).  Writes at most
 * DOMAIN_MAX bytes and a NUL.  False when the result is no host name (labels
 * of 1 to 63 of [a-z0-9_-], 1 to 253 bytes); then out is "".
 */
bool domain_normalize(const char *s, char out[DOMAIN_MAX + 1]);

/*
 * Organizational domain of a normalised name, a pointer into `domain`
 * (borrowed as long as it).  A public suffix and a single label are their own.
 * domain_org() uses the whole list: alignment, reporter.  domain_org_icann()
 * only its ICANN part: grouping (appspot.com is one owner there).
 */
const char *domain_org(const char *domain);
const char *domain_org_icann(const char *domain);

/* Whether name equals parent or lies below it; both normalised. */
bool domain_is_under(const char *name, const char *parent);

struct library domain_psl_library(void);
struct library domain_idn_library(void);

#endif
