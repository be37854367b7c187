/*
 * The four domains: who sends in their name, and the policies they published.
 */
#include "tests/sample/sample.h"

const struct domain domains[DOMAINS] = {
	{ "lighthouse.example", "dmarc@lighthouse.example" },
	{ "bakery.example", "dmarc@bakery.example" },
	{ "college.example", "dmarc@college.example" },
	{ "oldlight.example", "dmarc@lighthouse.example" },
};

/* Messages by day of the week, Sunday first, in hundredths of the mean. */
static const int office[7] = { 35, 125, 130, 128, 125, 112, 45 };
static const int weekly[7] = { 8, 12, 14, 20, 610, 30, 6 };
static const int steady[7] = { 96, 101, 103, 102, 100, 99, 99 };

const struct stream streams[STREAMS] = {
	{ LIGHTHOUSE, OWN, 240, office, "192.0.2.%d", 3, "lighthouse.example",
	    "lighthouse.example", "s2026a", NULL, NULL },
	{ LIGHTHOUSE, OWN, 70, office, "2001:db8:10::%d", 2,
	    "lighthouse.example", "lighthouse.example", "s2026a", NULL, NULL },
	{ LIGHTHOUSE, SERVICE, 45, steady, "198.51.100.%d", 4,
	    "billing.lighthouse.example", "bounce.rechnung.example", "inv1",
	    "rechnung.example", "k1" },
	{ LIGHTHOUSE, FORWARD, 4, office, "203.0.113.%d", 5,
	    "lighthouse.example", "lighthouse.example", "s2026a", NULL, NULL },
	{ LIGHTHOUSE, FORGED, 3, steady, NULL, 400, "lighthouse.example",
	    "lighthouse.example", NULL, NULL, NULL },
	{ BAKERY, OWN, 24, office, "192.0.2.3%d", 2, "bakery.example",
	    "bakery.example", "mail", NULL, NULL },
	{ BAKERY, UNSIGNED, 60, weekly, "198.51.100.6%d", 6, "bakery.example",
	    "bounces.rundbrief.example", NULL, "rundbrief.example", "rb2" },
	{ BAKERY, OWN, 9, steady, "192.0.2.4%d", 1, "shop.bakery.example",
	    "shop.bakery.example", NULL, NULL, NULL },
	{ BAKERY, FORGED, 1.2, steady, NULL, 300, "bakery.example",
	    "bakery.example", NULL, NULL, NULL },
	{ COLLEGE, OWN, 380, office, "192.0.2.5%d", 4, "college.example",
	    "college.example", "c2025", NULL, NULL },
	{ COLLEGE, OWN, 80, office, "2001:db8:50::%d", 2, "college.example",
	    "college.example", "c2025", NULL, NULL },
	{ COLLEGE, SERVICE, 50, weekly, "198.51.100.8%d", 3,
	    "news.college.example", "em.news.college.example", "n1",
	    "rundbrief.example", "rb2" },
	{ COLLEGE, FORWARD, 30, office, "203.0.113.7%d", 6, "college.example",
	    "college.example", "c2025", NULL, NULL },
	{ COLLEGE, FORWARD, 9, office, "2001:db8:f0::%d", 2, "college.example",
	    "srs.alumni.example", "c2025", "alumni.example", "a1" },
	{ COLLEGE, LIST, 14, office, "203.0.113.9%d", 2, "college.example",
	    "lists.society.example", "c2025", "lists.society.example", "l1" },
	{ COLLEGE, FORGED, 16, steady, NULL, 900, "college.example",
	    "college.example", NULL, NULL, NULL },
	{ OLDLIGHT, FORGED, 26, steady, NULL, 1500, "oldlight.example",
	    "oldlight.example", NULL, NULL, NULL },
};

/* The college went from none by steps of pct to quarantine. */
struct sample_policy
domain_policy(const struct span *s, int day, int d)
{
	static const struct sample_policy monitor = { "none", NULL, "none",
		100 };
	static const struct sample_policy parked = { "reject", "reject",
		"reject", 100 };
	struct sample_policy college = { "quarantine", "none", "quarantine",
		100 };
	int third = s->days / 3, sixth = s->days / 6;

	if (d == OLDLIGHT)
		return parked;
	if (d != COLLEGE || day < third)
		return monitor;
	if (day < third + 2 * sixth)
		college.pct = day < third + sixth ? 10 : 50;
	return college;
}
