/*
 * What a receiver does with mail that fails: by the policy that it saw, its
 * standard (pct or not) and its manners (lists, forwarders, ARC).
 */
#include <string.h>

#include "tests/sample/sample.h"

static void
reason(struct sample_record *c, const char *type, const char *comment)
{
	c->reason[c->n_reason++] = (struct sample_reason){ type, comment };
}

/* Spared by the receiver's own rules?  Then it says why. */
static bool
spared(struct sample_record *c, const struct reporter *r,
    const struct stream *t, struct rng *rng)
{
	bool relayed = t->kind == LIST || t->kind == FORWARD;

	switch (r->manner) {
	case MANNER_ARC:
		if (!relayed || rng_unit(rng) > 0.6)
			return false;
		reason(c, "local_policy", "arc=pass");
		return true;
	case MANNER_MILTER:
		if (t->kind == LIST)
			reason(c, "mailing_list",
			    "Policy ignored due to "
			    "local mailing list policy");
		else if (t->kind == FORWARD)
			reason(c, "trusted_forwarder",
			    "Policy ignored due "
			    "to local white list");
		return relayed;
	case MANNER_ARC_NOTE:
		reason(c, "local_policy",
		    "arc=fail as[1].d= as[1].s= client-ip[1]=");
		return false;
	case MANNER_PLAIN: break;
	}
	return false;
}

/* The next lower policy: what RFC 7489 does with mail sampled out. */
static const char *
lower(const char *policy)
{
	return strcmp(policy, "reject") == 0 ? "quarantine" : "none";
}

/*
 * The disposition of failing mail.  *sampled: how many of n are spared by
 * pct.  A receiver that follows RFC 9989 knows no pct, and files what it
 * should reject as spam.
 */
static const char *
failing_disposition(const struct reporter *r, const struct sample_policy *p,
    bool subdomain, int64_t n, struct rng *rng, int64_t *sampled)
{
	const char *policy = subdomain && p->sp != NULL ? p->sp : p->p;

	*sampled = 0;
	if (r->xml.xmlns != NULL)
		return strcmp(policy, "reject") == 0 ? "quarantine" : policy;
	if (p->pct < 100 && strcmp(policy, "none") != 0)
		*sampled = rng_of(rng, n, 1.0 - p->pct / 100.0);
	return policy;
}

void
record_like(struct sample_report *report, const struct sample_record *c,
    int64_t count)
{
	struct sample_record *to;

	if (count <= 0)
		return;
	/* the same tuple twice in a report is one record with the sum */
	for (size_t i = 0; i < report->n_records; i++) {
		to = &report->records[i];
		if (strcmp(to->source_ip, c->source_ip) == 0 &&
		    to->dkim == c->dkim && to->spf == c->spf &&
		    to->disposition == c->disposition &&
		    to->n_reason == c->n_reason &&
		    to->envelope_from == c->envelope_from &&
		    to->header_from == c->header_from) {
			to->count += count;
			return;
		}
	}
	to = sample_record_add(report);
	*to = *c;
	to->count = count;
}

void
add_failing(struct sample_report *report, struct sample_record c,
    const struct stream *t, const struct reporter *r, int64_t n,
    struct rng *rng)
{
	bool subdomain = strcmp(c.header_from, report->domain) != 0;
	int64_t sampled;

	c.disposition = failing_disposition(r, &report->policy, subdomain, n,
	    rng, &sampled);
	if (strcmp(c.disposition, "none") != 0 && spared(&c, r, t, rng)) {
		c.disposition = "none";
		record_like(report, &c, n);
		return;
	}
	record_like(report, &c, n - sampled);
	if (sampled > 0) {
		c.disposition = lower(c.disposition);
		reason(&c, "sampled_out", NULL);
		record_like(report, &c, sampled);
	}
}
