/*
 * Who sent a report is judged once, when it is saved: the domain that our own
 * MTA vouches for must be the reporter's.  What that is worth is a setting and
 * acts when reading.
 */
#include "store/trust.h"

#include <stdio.h>
#include <string.h>

#include "store/internal.h"

static bool
is_own(const struct store_rules *rules, const char *domain)
{
	for (size_t i = 0; i < rules->n_own_domains; i++) {
		const char *org = domain_org(rules->own_domains[i]);

		/* Above: a public suffix that has a policy, too. */
		if (domain_is_under(domain, org) ||
		    domain_is_under(org, domain))
			return true;
	}
	return rules->n_own_domains == 0;
}

enum outcome
trust_check(struct store *st, const struct report *r, const char **ret_reason)
{
	enum outcome outcome = OUTCOME_REPORT;

	if (!is_own(&st->rules, r->policy_published.domain)) {
		snprintf(st->reason, sizeof(st->reason),
		    "it is about %s, which is none of own-domains",
		    r->policy_published.domain);
		outcome = OUTCOME_FOREIGN_DOMAIN;
	} else if (st->item.provenance == PROVENANCE_FAILED) {
		snprintf(st->reason, sizeof(st->reason),
		    "our mail server says dmarc=fail of its sender, %s",
		    st->item.mail_from[0] != '\0' ? st->item.mail_from
		                                  : "without a domain");
		outcome = OUTCOME_FAILED_AUTH;
	}
	*ret_reason = outcome != OUTCOME_REPORT ? st->reason : NULL;
	return outcome;
}

enum provenance
trust_provenance(const struct store *st, const struct report *r)
{
	const struct item *i = &st->item;

	if (i->provenance == PROVENANCE_UNVERIFIED &&
	    reporter_is_authentic(&st->reporters, r, i->mail_from,
	        i->auth_from))
		return PROVENANCE_VERIFIED;
	return i->provenance;
}

void
store_set_rules(struct store *st, const struct store_rules *r)
{
	st->rules = *r;
	for (size_t i = 0; i < r->n_pairs; i++)
		reporters_add_pair(&st->reporters, r->pairs[i].email,
		    r->pairs[i].from);
}

void
store_trust(struct store *st, unsigned trust)
{
	st->trust = trust;
}

unsigned
store_trusted(const struct store *st)
{
	return st->trust;
}

bool
store_trusts(const struct store *st, int provenance)
{
	return provenance >= 0 && provenance < 32 &&
	       (st->trust & TRUST(provenance)) != 0;
}
