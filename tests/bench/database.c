/*
 * rampart-bench-database: a big database, written by the store itself.
 *
 * There are no mails and no XML: reports are handed to store/ as a parser
 * would, in the order of their days.  Domains are drawn by Zipf, so the first
 * of 500 has 15 % of all records; records per report are log-normal with mean
 * 13.7; a domain's sources are drawn by Zipf out of 20,000 of its own.  The
 * same arguments always give the same reports.  What was written is summed
 * here, too, and printed: the truth that answers are held against.
 */
#include <err.h>
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "store/store.h"
#include "tests/sample/lib/rng.h"

enum { NAME = 64, SOURCES_OF_DOMAIN = 20000, BATCH = 2000 };

/* exp(MU + SIGMA^2 / 2) is about 13.7. */
#define MU 0.72
#define SIGMA 1.94

struct plan {
	const char *path;
	long records, domains, reporters, days, sources;
	uint64_t seed;
	day_t last;
};

struct counts {
	int64_t reports, records, messages, pass;
};

struct truth {
	struct counts all, first; /* first: of the first domain */
};

/* A report's texts, as long as it is being written. */
struct names {
	char domain[NAME], email[NAME], org[NAME], id[2 * NAME], path[2 * NAME];
};

static void
must(enum err err, const struct error *e)
{
	if (err != OK)
		errx(EX_SOFTWARE, "%s", e->text);
}

/*
 * 0 to n - 1, rank k with a weight of about 1 / (k + 1), by inverting the
 * integral; STEEP makes it so at the first ranks, too.
 */
#define STEEP 0.6

static long
zipf(struct rng *rng, long n)
{
	double most = log((double)n / STEEP + 1.0);
	long k = (long)(STEEP * (exp(rng_unit(rng) * most) - 1.0));

	return k < n ? k : n - 1;
}

static int64_t
draw_records(struct rng *rng)
{
	double n = exp(MU + SIGMA * rng_normal(rng));

	return n < 1.0 ? 1 : n > 5000.0 ? 5000 : (int64_t)(n + 0.5);
}

static struct ip
draw_source(const struct plan *p, struct rng *rng, long domain)
{
	uint64_t k = (uint64_t)zipf(rng, SOURCES_OF_DOMAIN);
	uint64_t at =
	    (k * 2654435761u + (uint64_t)domain * 7919) % (uint64_t)p->sources;
	struct ip ip = { .len = at % 7 == 3 ? 16 : 4 };
	uint8_t *b = ip.bytes;

	*b++ = ip.len == 16 ? 0x20 : 198;
	if (ip.len == 16) {
		*b++ = 0x01;
		*b++ = 0x0d;
		*b++ = 0xb8;
		b += 9;
	}
	*b++ = (uint8_t)(at >> 16);
	*b++ = (uint8_t)(at >> 8);
	*b = (uint8_t)at;
	return ip;
}

static struct word
word(enum vocabulary v, const char *text)
{
	return (struct word){ word_code(v, text), text };
}

/* What the checks said of one record: five kinds of senders. */
static void
add_record(struct store *st, const struct plan *p, struct rng *rng,
    const char *domain, long rank, struct counts *t)
{
	static const char *const services[] = { "rechnung.example",
		"rundbrief.example", "tickets.example", "umfrage.example" };
	const char *service = services[rng_below(rng, 4)];
	uint64_t kind = rng_below(rng, 10);
	bool dkim = kind < 8, spf = kind < 6;
	struct auth_dkim keys[2];
	struct auth_spf from = { .domain = spf ? domain : service,
		.result =
		    word(VOCAB_AUTH_RESULT, kind == 9 ? "fail" : "pass") };
	struct reason arc = { word(VOCAB_REASON_TYPE, "local_policy"),
		"arc=pass" };
	struct record r = { .source_ip = draw_source(p, rng, rank),
		.count = (int64_t)exp(4.0 * rng_unit(rng) * rng_unit(rng)),
		.disposition = word(VOCAB_DISPOSITION,
		    dkim || spf || kind == 8 ? "none" : "quarantine"),
		.dkim = word(VOCAB_ALIGNED, dkim ? "pass" : "fail"),
		.spf = word(VOCAB_ALIGNED, spf ? "pass" : "fail"),
		.header_from = domain,
		.envelope_from = from.domain,
		.envelope_to = "receiver.example",
		.reasons = &arc,
		.n_reasons = kind == 8,
		.auth_dkim = keys,
		.auth_spf = &from,
		.n_auth_spf = 1 };
	struct error e;

	if (kind < 9)
		keys[r.n_auth_dkim++] = (struct auth_dkim){ domain, "s2026a",
			word(VOCAB_AUTH_RESULT, dkim ? "pass" : "fail"), NULL };
	if (kind >= 6 && kind < 9)
		keys[r.n_auth_dkim++] = (struct auth_dkim){ service, "k1",
			word(VOCAB_AUTH_RESULT, "pass"), NULL };
	must(store_record(st, &r, &e), &e);
	t->records++;
	t->messages += r.count;
	t->pass += record_passes(&r) ? r.count : 0;
}

static void
counts_add(struct counts *to, const struct counts *s)
{
	to->reports += s->reports;
	to->records += s->records;
	to->messages += s->messages;
	to->pass += s->pass;
}

static void
set_names(struct names *n, long domain, long reporter, day_t day, long i)
{
	snprintf(n->domain, sizeof n->domain, "customer%ld.example", domain);
	snprintf(n->org, sizeof n->org, "Receiver %ld", reporter);
	snprintf(n->email, sizeof n->email, "noreply@receiver%ld.example",
	    reporter);
	snprintf(n->id, sizeof n->id, "%d.%s.%ld", day, n->domain, i);
	/* a name as mail programs make them */
	snprintf(n->path, sizeof n->path, "%ld.M%ldP%ld.mx.example",
	    1760000000L + i * 83, i * 7919 % 1000000, 1000 + i % 30000);
}

static void
end_item(struct store *st, const struct names *n, const struct report *r,
    long i)
{
	const struct mail_name mail = { "/var/mail/dmarc", n->path,
		(uint64_t)(4000000 + i), 1760000000000000000 + i * 83000000001,
		5000 };
	struct document d = { .outcome = OUTCOME_REPORT,
		.size = 5000,
		.report = r };
	struct saved saved;
	struct error e;

	digest_of(n->id, strlen(n->id), &d.digest);
	must(store_document(st, &d, &saved, &e), &e);
	if (saved.outcome != OUTCOME_REPORT)
		errx(EX_SOFTWARE, "%s: %s", n->id,
		    word_text(VOCAB_OUTCOME, (int)saved.outcome));
	must(store_item_end(st, &mail, &e), &e);
}

static void
add_report(struct store *st, const struct plan *p, day_t day, long i,
    struct truth *t)
{
	struct rng rng = rng_make(p->seed, (uint64_t)i, 0, 0);
	long domain = zipf(&rng, p->domains),
	     reporter = zipf(&rng, p->reporters);
	int64_t midnight = (int64_t)day * DAY_SECONDS, n = draw_records(&rng);
	struct names names;
	struct report r = { .org_name = names.org,
		.email = names.email,
		.report_id = names.id,
		.begin = midnight,
		.end = midnight + DAY_SECONDS - 1,
		.dialect = word(VOCAB_DIALECT, "7489"),
		.policy_published = { .domain = names.domain,
		    .p = word(VOCAB_POLICY, "quarantine"),
		    .pct = 100 } };
	struct intake_source source = { .path = names.path,
		.provenance = PROVENANCE_UNVERIFIED,
		.size = 5000 };
	struct counts s = { .reports = 1 };
	struct error e;

	set_names(&names, domain, reporter, day, i);
	source.mail_from = strchr(names.email, '@') + 1;
	must(store_item_begin(st, &source, midnight + DAY_SECONDS + 3600, &e),
	    &e);
	for (int64_t k = 0; k < n; k++)
		add_record(st, p, &rng, names.domain, domain, &s);
	end_item(st, &names, &r, i);
	counts_add(&t->all, &s);
	if (domain == 0)
		counts_add(&t->first, &s);
}

/* Reports until there are as many records as planned. */
static void
fill(struct store *st, const struct plan *p, struct truth *t)
{
	struct error e;

	must(store_begin(st, &e), &e);
	for (long i = 0; t->all.records < p->records; i++) {
		day_t past = (day_t)(t->all.records * p->days / p->records);

		add_report(st, p, p->last - (day_t)p->days + 1 + past, i, t);
		if (i % BATCH != BATCH - 1)
			continue;
		must(store_commit(st, &e), &e);
		must(store_begin(st, &e), &e);
	}
	must(store_commit(st, &e), &e);
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
	fputs("usage: rampart-bench-database DB RECORDS [--seed N] "
	      "[--domains N]\n"
	      "           [--reporters N] [--days N] [--sources N] "
	      "[--last-day DAY]\n"
	      "Write a new database; print its sums as JSON.  DAY is counted "
	      "from 1970-01-01.\n",
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
		{ "sources", required_argument, NULL, 'a' },
		{ "last-day", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' }, { 0 } };
	struct plan p = { .domains = 500,
		.reporters = 40,
		.days = 400,
		.sources = 200000,
		.seed = 1,
		.last = 20777 }; /* 2026-11-20 */
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 's': p.seed = (uint64_t)number(optarg, 0); break;
		case 'o': p.domains = number(optarg, 1); break;
		case 'r': p.reporters = number(optarg, 1); break;
		case 'n': p.days = number(optarg, 1); break;
		case 'a': p.sources = number(optarg, 1); break;
		case 'd': p.last = (day_t)number(optarg, 1); break;
		case 'h': usage(stdout, 0); break;
		default: usage(stderr, EX_USAGE);
		}
	}
	if (argc - optind != 2)
		usage(stderr, EX_USAGE);
	p.path = argv[optind];
	p.records = number(argv[optind + 1], 1);
	return p;
}

static void
print_sums(const char *name, const struct counts *s)
{
	printf("\"%s\": { \"reports\": %" PRId64 ", \"records\": %" PRId64
	       ", \"messages\": %" PRId64 ", \"pass\": %" PRId64 " }",
	    name, s->reports, s->records, s->messages, s->pass);
}

int
main(int argc, char **argv)
{
	struct plan p = parse_options(argc, argv);
	struct truth t = { 0 };
	struct store *st;
	struct error e;

	must(store_open(p.path, STORE_WRITE, &st, &e), &e);
	fill(st, &p, &t);
	must(store_close_periods(st, &e), &e);
	store_close(st);
	printf("{ \"domain\": \"customer0.example\", \"from\": %ld, "
	       "\"to\": %d, ",
	    p.last - p.days + 1, p.last);
	print_sums("all", &t.all);
	fputs(", ", stdout);
	print_sums("first", &t.first);
	puts(" }");
	return 0;
}
