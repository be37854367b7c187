/*
 * Who sent a report, and which report it is (architecture.md 4, Identity of a
 * report; specification 9.4).
 */
#ifndef STORE_IDENTITY_H
#define STORE_IDENTITY_H

#include "core/core.h"

/* An identity is a filter's word, too. */
enum { REPORTER_MAX = FILTER_TEXT_MAX - 1 };

/* The lines of schema/reporters.tsv of one kind. */
struct reporters {
	char (*hosting)[DOMAIN_MAX + 1]; /* owned */
	size_t n_hosting;
	struct reporter_domains {
		char email[DOMAIN_MAX + 1], from[DOMAIN_MAX + 1];
	} * pairs; /* owned */
	size_t n_pairs;
};

void reporters_load(struct reporters *rs);
void reporters_free(struct reporters *rs);

/*
 * The reporter's identity: the organizational domain of <email>, else of the
 * mail's From, else org_name; a hosting domain with org_name behind a colon.
 * False when the report names nobody.
 */
bool reporter_identity(const struct reporters *rs, const struct report *r,
    const char *mail_from, char out[REPORTER_MAX + 1]);

/* The two domains, organizational ones, are of the same reporter. */
void reporters_add_pair(struct reporters *rs, const char *email,
    const char *from);

/*
 * Whether a mail whose authenticated From is auth_from (NULL: nobody vouches
 * for it) may speak for the reporter of r: its organizational domain is that
 * of <email>, or, without one, of mail_from, or the two are a pair.
 */
bool reporter_is_authentic(const struct reporters *rs, const struct report *r,
    const char *mail_from, const char *auth_from);

/*
 * Hash of the key (reporter, report_id, policy domain, begin, end), never 0;
 * 0 when the report_id is empty: then the digest alone identifies it.
 */
int64_t report_key(const char *reporter, const struct report *r);

#endif
