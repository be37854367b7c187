/*
 * What each receiver sees of what is sent in the name of a domain.  A reporter
 * sees its share of each stream, and treats what fails as treatment.c says.
 */
#include <stdio.h>
#include <string.h>

#include "tests/sample/sample.h"

#define SMALL 0.03 /* of all recipients */

/* Forgers leave when their mail is refused; elsewhere they come and go. */
static double
forged_volume(const struct span *s, int day, int d, double volume)
{
	double far = (double)day / s->days;

	if (d == OLDLIGHT)
		return volume * (1.0 - 0.85 * far);
	if (d == COLLEGE && day >= s->days / 3)
		return volume * (1.15 - far);
	if (d == COLLEGE && day > s->days / 5 && day < s->days / 4)
		return volume * 9.0; /* a wave that made them act */
	return volume;
}

static void
address_of(char out[ADDRESS_MAX], const struct stream *t, struct rng *rng)
{
	int i = (int)rng_below(rng, (uint64_t)t->spread);

	if (t->kind != FORGED) {
		/* the format is one of the table above */
		char *at = strchr(strcpy(out, t->address), '%');

		snprintf(at, 4, "%d", i + (t->spread > 1 ? 1 : 0));
		return;
	}
	/* few of many: squared, so that some come back */
	i = (int)((double)i * rng_unit(rng));
	snprintf(out, ADDRESS_MAX, "198.%d.%d.%d", 18 + i % 2,
	    (i * 37 + t->domain * 11) % 256, 1 + i * 101 % 250);
}

/* What the receiver's checks say, before any policy. */
struct result {
	bool dkim, spf; /* aligned */
	const char *spf_result;
};

static struct result
result_of(const struct stream *t, const char *envelope, bool broken)
{
	struct result r = { 0 };

	r.dkim = t->selector != NULL && !broken && t->kind != LIST;
	switch (t->kind) {
	case OWN: r.spf = true; break;
	case SERVICE: r.spf = strstr(envelope, ".college.") != NULL; break;
	case UNSIGNED:
	case FORWARD:
	case LIST:
	case FORGED: break;
	}
	r.spf_result = "pass";
	if (t->kind == FORGED)
		r.spf_result = "fail";
	else if (t->kind == FORWARD && t->service == NULL)
		r.spf_result = "softfail";
	return r;
}

static void
authentication(struct sample_record *c, const struct stream *t, struct result x)
{
	if (t->selector != NULL)
		c->auth_dkim[c->n_dkim++] =
		    (struct sample_dkim){ domains[t->domain].name, t->selector,
			    x.dkim ? "pass" : "fail",
			    x.dkim ? "2048-bit key"
			           : "body hash did not verify" };
	if (t->service != NULL)
		c->auth_dkim[c->n_dkim++] = (struct sample_dkim){ t->service,
			t->service_selector, "pass", NULL };
	c->spf_domain = c->envelope_from;
	c->spf_result = x.spf_result;
	c->dkim = x.dkim ? "pass" : "fail";
	c->spf = x.spf ? "pass" : "fail";
}

/* n messages of one stream from one address. */
static void
add_messages(struct sample_report *report, const struct stream *t,
    const struct reporter *r, int64_t n, bool broken, struct rng *rng)
{
	struct sample_record c = { .header_from = t->header_from,
		.envelope_from = t->envelope_from,
		.envelope_to = r->receiver };
	struct result x;

	if (n <= 0)
		return;
	address_of(c.source_ip, t, rng);
	if (r->no_source_ip && rng_below(rng, 40) == 0)
		c.source_ip[0] = '\0';
	x = result_of(t, c.envelope_from, broken);
	authentication(&c, t, x);
	if (t->kind == FORGED && r->xml.xmlns != NULL &&
	    rng_below(rng, 4) == 0) {
		c.envelope_from = ""; /* the null reverse path */
		c.spf_domain = NULL;
	}
	if (!x.dkim && !x.spf) {
		add_failing(report, c, t, r, n, rng);
		return;
	}
	c.disposition = "none";
	if (r->xml.generator != NULL && strcmp(report->policy.p, "none") != 0)
		c.disposition = "pass";
	record_like(report, &c, n);
}

static void
add_stream(struct sample_report *report, const struct span *s, int day,
    const struct stream *t, const struct reporter *r, struct rng *rng)
{
	int64_t midnight = s->last - (int64_t)(s->days - 1 - day) * DAY;
	int weekday = (int)((midnight / DAY + 4) % 7);
	double volume = t->volume * t->rhythm[weekday] / 100.0;
	int64_t n, bad;
	int pieces;

	if (r->range == RANGE_WEEK)
		volume = t->volume * 7.0;
	if (t->kind == FORGED)
		volume = forged_volume(s, day, t->domain, volume);
	n = rng_count(rng, volume * r->share);
	/* one signature in nine does not survive a forwarder */
	bad = t->kind == FORWARD ? rng_of(rng, n, 0.11) : 0;
	add_messages(report, t, r, bad, true, rng);
	n -= bad;
	pieces = t->kind == FORGED ? (int)(n < 12 ? n : 12) : t->spread;
	for (int i = 0; i < pieces; i++) {
		int64_t piece = n / (pieces - i);

		if (i + 1 < pieces && piece > 1)
			piece = piece / 2 +
			        (int64_t)rng_below(rng, (uint64_t)piece);
		add_messages(report, t, r, piece, false, rng);
		n -= piece;
	}
}

void
traffic_report(const struct span *s, int day, int d, int r,
    struct sample_report *ret)
{
	const struct reporter *reporter = &reporters[r];
	int64_t midnight = s->last - (int64_t)(s->days - 1 - day) * DAY;
	struct rng rng = rng_make(s->seed, (uint64_t)(midnight / DAY),
	    (uint64_t)d, (uint64_t)r);

	*ret = (struct sample_report){ .org_name = reporter->org_name,
		.email = reporter->email,
		.extra_contact_info = reporter->extra_contact_info,
		.domain = domains[d].name,
		.rua = domains[d].rua };
	if (reporter->range == RANGE_WEEK &&
	    ((midnight / DAY + 4) % 7 != 0 || day < 6))
		return;
	/* a small receiver has no mail of ours on most days */
	if (reporter->share < SMALL && rng_unit(&rng) > 0.4)
		return;
	/* some learn of a new record a day late */
	ret->policy =
	    domain_policy(s, r % 3 == 1 && day > 0 ? day - 1 : day, d);
	report_range(ret, midnight, reporter->range);
	report_id(ret, reporter, &rng);
	for (int i = 0; i < STREAMS; i++)
		if (streams[i].domain == d)
			add_stream(ret, s, day, &streams[i], reporter, &rng);
}
