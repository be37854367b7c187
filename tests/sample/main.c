/*
 * rampart-sample: a maildir as the owner of four small domains has it after
 * some months of DMARC reports.  The same seed, date and days always give the
 * same mails.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>

#include "tests/sample/sample.h"

static const char usage_text[] =
    "usage: rampart-sample DIR [--date YYYY-MM-DD] [--days N] [--seed N]\n"
    "                      [--truth FILE]\n"
    "\n"
    "Write a maildir of DMARC report mail for four invented domains:\n"
    "  lighthouse.example  p=none, all its senders are in order\n"
    "  bakery.example      p=none, a newsletter service signs as itself\n"
    "  college.example     from p=none by pct to quarantine; forwarders\n"
    "  oldlight.example    parked, p=reject, forged\n"
    "\n"
    "  --date   last day reported on (default: yesterday, UTC)\n"
    "  --days   days up to then (default: 90, at least 30)\n"
    "  --seed   another number, other mails (default: 1)\n"
    "  --truth  write the sums that an ingest must reach, as JSON\n"
    "\n"
    "The mails' Authentication-Results are those of "
    "mx1.lighthouse.example.\n";

int64_t
report_arrival(const struct span *s, int day, int r, struct rng *rng)
{
	int64_t midnight = s->last - (int64_t)(s->days - 1 - day) * DAY;
	int64_t delay = reporters[r].delay * 60 + (int64_t)rng_below(rng, HOUR);

	/* the default date is yesterday: no mail from the future */
	if (day == s->days - 1)
		delay /= 24;
	return midnight + DAY + delay;
}

void
mailbox_deliver(struct mailbox *b, int64_t when, const struct out *mail)
{
	const char *flags = "S";

	if (when > b->span->last - 2 * DAY)
		flags = NULL; /* still in new */
	else if (rng_below(&b->rng, 25) == 0)
		flags = rng_below(&b->rng, 2) == 0 ? "" : "RS";
	maildir_deliver(&b->dir, when, flags, mail->p, mail->n);
	truth_mail(b->truth);
}

/* Rows that the report has on paper. */
static int64_t
rows_of(const struct sample_report *report, const struct reporter *r)
{
	int64_t rows = 0;

	for (size_t i = 0; i < report->n_records; i++)
		rows += r->xml.row_per_message ? report->records[i].count : 1;
	return rows;
}

/* The reports of one mail: one each, one zip, or several attachments. */
static void
send_together(struct mailbox *b, int day, int r, struct attachment *a, size_t n,
    enum fate fate)
{
	const struct reporter *reporter = &reporters[r];
	int64_t when = report_arrival(b->span, day, r, &b->rng);
	struct out mail = { 0 };

	for (size_t i = 0; i < n; i++) {
		a[i].xml = (struct out){ 0 };
		sample_xml(&a[i].xml, a[i].report, &reporter->xml);
		truth_document(b->truth, fate, a[i].report,
		    rows_of(a[i].report, reporter));
	}
	mail_write(&mail, reporter, a, n, reporter->bundles, when, &b->rng);
	mailbox_deliver(b, when, &mail);
	for (size_t i = 0; i < n; i++)
		out_free(&a[i].xml);
	out_free(&mail);
}

void
send_report(struct mailbox *b, int day, int r,
    const struct sample_report *report, enum fate fate)
{
	struct attachment a = { .report = report };

	send_together(b, day, r, &a, 1, fate);
}

static void
send_day(struct mailbox *b, int day, int r)
{
	const struct reporter *reporter = &reporters[r];
	int64_t midnight =
	    b->span->last - (int64_t)(b->span->days - 1 - day) * DAY;
	int weekday = (int)((midnight / DAY + 4) % 7);
	bool together = (reporter->bundles && weekday == 1) ||
	                (reporter->lists && weekday == 0);
	struct sample_report reports[DOMAINS];
	struct attachment a[DOMAINS] = { 0 };
	size_t n = 0;

	for (int d = 0; d < DOMAINS; d++) {
		traffic_report(b->span, day, d, r, &reports[d]);
		if (reports[d].n_records == 0)
			continue;
		if (together)
			a[n++].report = &reports[d];
		else if (!odd_report(b, day, r, &reports[d]))
			send_report(b, day, r, &reports[d], FATE_STORED);
	}
	if (n > 0)
		send_together(b, day, r, a, n, FATE_STORED);
	for (int d = 0; d < DOMAINS; d++)
		sample_report_free(&reports[d]);
}

static int64_t
parse_date(const char *text)
{
	struct tm tm = { 0 };
	const char *end = strptime(text, "%Y-%m-%d", &tm);

	if (end == NULL || *end != '\0')
		errx(EX_USAGE, "not a date (YYYY-MM-DD): %s", text);
	return (int64_t)timegm(&tm);
}

static long
parse_number(const char *text, long least, long most)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || *end != '\0' || n < least || n > most)
		errx(EX_USAGE, "not a number from %ld to %ld: %s", least, most,
		    text);
	return n;
}

static const char *
parse_options(int argc, char **argv, struct span *s, const char **truth)
{
	static const struct option options[] = { { "date", required_argument,
		                                     NULL, 'd' },
		{ "days", required_argument, NULL, 'n' },
		{ "seed", required_argument, NULL, 's' },
		{ "truth", required_argument, NULL, 't' },
		{ "help", no_argument, NULL, 'h' }, { 0 } };
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'd': s->last = parse_date(optarg); break;
		case 'n': s->days = (int)parse_number(optarg, 30, 400); break;
		case 's':
			s->seed = (uint64_t)parse_number(optarg, 0, 1L << 60);
			break;
		case 't': *truth = optarg; break;
		case 'h': fputs(usage_text, stdout); exit(0);
		default: fputs(usage_text, stderr); exit(EX_USAGE);
		}
	}
	if (argc - optind != 1) {
		fputs(usage_text, stderr);
		exit(EX_USAGE);
	}
	return argv[optind];
}

int
main(int argc, char **argv)
{
	struct span span = { .seed = 1,
		.days = 90,
		.last = (int64_t)time(NULL) / DAY * DAY - DAY };
	struct mailbox b = { .span = &span };
	const char *truth = NULL;
	const char *dir = parse_options(argc, argv, &span, &truth);

	maildir_make(&b.dir, dir);
	b.truth = truth_new(&span);
	for (int day = 0; day < span.days; day++) {
		for (int r = 0; r < REPORTERS; r++) {
			b.rng = rng_make(span.seed, (uint64_t)day, 100,
			    (uint64_t)r);
			send_day(&b, day, r);
		}
		b.rng = rng_make(span.seed, (uint64_t)day, 101, 0);
		odd_mails(&b, day);
	}
	truth_print(b.truth);
	if (truth != NULL)
		truth_write(b.truth, truth);
	truth_free(b.truth);
	return 0;
}
