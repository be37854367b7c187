/*
 * rampart-bench-mails: a maildir of N reports for the bench.
 *
 * The mix of performance.md: 60 % gzip, 35 % zip, 5 % plain XML; domains by
 * Zipf; records per report log-normal with mean 13.7, so most reports are
 * small and a few have thousands of records.  A domain's sources are drawn by
 * Zipf too, so that some come back every day.  The same arguments always give
 * the same mails.
 */
#include <err.h>
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "tests/sample/lib/mail.h"
#include "tests/sample/lib/maildir.h"

enum { DAY = 86400, NAME = 64, SOURCES = 20000 };

/* exp(MU + SIGMA^2 / 2) is about 13.7. */
#define MU 0.72
#define SIGMA 1.94

struct plan {
	const char *dir;
	long mails, domains, reporters, days;
	uint64_t seed;
	int64_t last;
};

struct totals {
	int64_t records, messages, pass, largest;
};

/* 0 to n - 1, rank k with weight 1 / (k + 1), by inverting the integral. */
static long
zipf(struct rng *rng, long n)
{
	long k = (long)exp(rng_unit(rng) * log((double)n + 1.0)) - 1;

	return k < n ? k : n - 1;
}

static int64_t
draw_records(struct rng *rng)
{
	double n = exp(MU + SIGMA * rng_normal(rng));

	return n < 1.0 ? 1 : n > 50000.0 ? 50000 : (int64_t)(n + 0.5);
}

static void
set_source(char out[ADDRESS_MAX], struct rng *rng, long domain)
{
	unsigned long k = (unsigned long)zipf(rng, SOURCES);
	unsigned long at =
	    (k * 2654435761u + (unsigned long)domain * 97) & 0x1ffff;

	if (k % 7 == 3)
		snprintf(out, ADDRESS_MAX, "2001:db8:%lx::%lx", at & 0xfff,
		    k + 1);
	else
		snprintf(out, ADDRESS_MAX, "198.%lu.%lu.%lu", 18 + (at >> 16),
		    at >> 8 & 255, at & 255);
}

/* What the checks said of one record: five kinds of senders. */
static void
set_results(struct sample_record *c, struct rng *rng, const char *domain)
{
	static const char *const services[] = { "rechnung.example",
		"rundbrief.example", "tickets.example", "umfrage.example" };
	uint64_t kind = rng_below(rng, 10);
	const char *service = services[rng_below(rng, 4)];
	bool dkim = kind < 8, spf = kind < 6;

	c->header_from = domain;
	c->envelope_from = spf ? domain : service;
	c->dkim = dkim ? "pass" : "fail";
	c->spf = spf ? "pass" : "fail";
	c->spf_domain = c->envelope_from;
	c->spf_result = kind == 9 ? "fail" : "pass";
	c->disposition = dkim || spf ? "none" : "quarantine";
	if (kind < 9)
		c->auth_dkim[c->n_dkim++] = (struct sample_dkim){ domain,
			"s2026a", dkim ? "pass" : "fail", NULL };
	if (kind >= 6 && kind < 9)
		c->auth_dkim[c->n_dkim++] =
		    (struct sample_dkim){ service, "k1", "pass", NULL };
	if (kind == 8) {
		c->disposition = "none";
		c->reason[c->n_reason++] =
		    (struct sample_reason){ "local_policy", "arc=pass" };
	}
}

static void
add_records(struct sample_report *report, struct rng *rng, long domain,
    struct totals *t)
{
	int64_t n = draw_records(rng);

	for (int64_t i = 0; i < n; i++) {
		struct sample_record *c = sample_record_add(report);

		set_source(c->source_ip, rng, domain);
		c->count = (int64_t)exp(4.0 * rng_unit(rng) * rng_unit(rng));
		c->envelope_to = "receiver.example";
		set_results(c, rng, report->domain);
		t->messages += c->count;
		if (strcmp(c->dkim, "pass") == 0 || strcmp(c->spf, "pass") == 0)
			t->pass += c->count;
	}
	t->records += n;
	if (n > t->largest)
		t->largest = n;
}

/* The reporter's habits from the sample, its packing by the mix. */
static struct reporter
reporter_of(struct rng *rng, long r)
{
	struct reporter is = reporters[r % REPORTERS];
	uint64_t mix = rng_below(rng, 20);

	is.packing = mix < 12 ? PACK_GZIP : mix < 19 ? PACK_ZIP : PACK_PLAIN;
	is.media_type = mix < 12   ? "application/gzip"
	                : mix < 19 ? "application/zip"
	                           : "text/xml";
	is.zip_as_gzip = false;
	is.trailing_crlf = is.trailing_crlf && is.packing == PACK_GZIP;
	is.xml.row_per_message = false;
	return is;
}

static void
write_mail(const struct plan *p, struct maildir *m, long i, struct totals *t)
{
	struct rng rng = rng_make(p->seed, (uint64_t)i, 0, 0);
	long r = (long)rng_below(&rng, (uint64_t)p->reporters);
	long d = zipf(&rng, p->domains);
	int64_t day = i * p->days / p->mails;
	int64_t midnight = p->last - (p->days - 1 - day) * DAY;
	struct reporter reporter = reporter_of(&rng, r);
	char domain[NAME], email[NAME], rua[NAME + 8], name[NAME];
	struct sample_report report = { .org_name = name,
		.email = email,
		.domain = domain,
		.rua = rua,
		.begin = midnight,
		.end = midnight + DAY - 1,
		.policy = { "quarantine", "none", "reject", 100 } };
	struct attachment a = { .report = &report };
	struct out mail = { 0 };

	snprintf(domain, sizeof domain, "customer%ld.example", d);
	snprintf(rua, sizeof rua, "dmarc@%s", domain);
	snprintf(name, sizeof name, "Receiver %ld", r);
	snprintf(email, sizeof email, "noreply@receiver%ld.example", r);
	snprintf(report.report_id, sizeof report.report_id,
	    "%" PRId64 ".%s.%ld", midnight, domain, i);
	reporter.email = email;
	add_records(&report, &rng, d, t);
	sample_xml(&a.xml, &report, &reporter.xml);
	mail_write(&mail, &reporter, &a, 1, false,
	    midnight + DAY + (int64_t)rng_below(&rng, DAY), &rng);
	maildir_deliver(m, midnight + DAY + i, "S", mail.p, mail.n);
	sample_report_free(&report);
	out_free(&a.xml);
	out_free(&mail);
}

static long
number(const char *text, long least)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || *end != '\0' || n < least || n > 100000000)
		errx(EX_USAGE, "not a number of at least %ld: %s", least, text);
	return n;
}

static void
usage(FILE *to, int status)
{
	fputs("usage: rampart-bench-mails DIR N [--seed N] [--domains N]\n"
	      "                           [--reporters N] [--days N] "
	      "[--date YYYY-MM-DD]\n"
	      "Write a maildir of N report mails; print their sums as JSON.\n",
	    to);
	exit(status);
}

static struct plan
parse_options(int argc, char **argv)
{
	static const struct option options[] = { { "seed", required_argument,
		                                     NULL, 's' },
		{ "domains", required_argument, NULL, 'o' },
		{ "reporters", required_argument, NULL, 'r' },
		{ "days", required_argument, NULL, 'n' },
		{ "date", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' }, { 0 } };
	struct plan p = { .domains = 50,
		.reporters = 14,
		.days = 30,
		.seed = 1,
		.last = 20777 * (int64_t)DAY }; /* 2026-11-20 */
	struct tm tm = { 0 };
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 's': p.seed = (uint64_t)number(optarg, 0); break;
		case 'o': p.domains = number(optarg, 1); break;
		case 'r': p.reporters = number(optarg, 1); break;
		case 'n': p.days = number(optarg, 1); break;
		case 'd':
			if (strptime(optarg, "%Y-%m-%d", &tm) == NULL)
				usage(stderr, EX_USAGE);
			p.last = (int64_t)timegm(&tm);
			break;
		case 'h': usage(stdout, 0); break;
		default: usage(stderr, EX_USAGE);
		}
	}
	if (argc - optind != 2)
		usage(stderr, EX_USAGE);
	p.dir = argv[optind];
	p.mails = number(argv[optind + 1], 1);
	return p;
}

int
main(int argc, char **argv)
{
	struct plan p = parse_options(argc, argv);
	struct totals t = { 0 };
	struct maildir m;

	maildir_make(&m, p.dir);
	for (long i = 0; i < p.mails; i++)
		write_mail(&p, &m, i, &t);
	printf("{ \"mails\": %ld, \"reports\": %ld, \"records\": %" PRId64
	       ", \"messages\": %" PRId64 ", \"pass\": %" PRId64
	       ", \"largest\": %" PRId64 " }\n",
	    p.mails, p.mails, t.records, t.messages, t.pass, t.largest);
	return 0;
}
