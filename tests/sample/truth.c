/*
 * Sums of what was meant, kept while the mails are written: what a correct
 * ingest of the maildir must reach.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "tests/sample/sample.h"

struct sums {
	int64_t messages, pass, fail_none, fail_quarantine, fail_reject;
	int64_t reports;
};

struct truth {
	const struct span *span;
	int64_t mails, records;
	int64_t fate[FATES];
	struct sums *days[DOMAINS]; /* one per day of the span */
};

/* Words of the outcomes; stored and part are the same outcome. */
static const char *const outcomes[FATES] = {
	[FATE_STORED] = "report",
	[FATE_PART] = NULL,
	[FATE_DUPLICATE] = "duplicate",
	[FATE_CONFLICT] = "conflict",
	[FATE_TRUNCATED] = "truncated",
	[FATE_BAD_DATES] = "bad-dates",
	[FATE_TLSRPT] = "tlsrpt",
	[FATE_FAILURE_REPORT] = "failure-report",
	[FATE_BOUNCE] = "bounce",
	[FATE_NOTICE] = "notice",
	[FATE_OTHER] = "other",
};

struct truth *
truth_new(const struct span *s)
{
	struct truth *t = calloc(1, sizeof *t);

	if (t == NULL)
		abort();
	t->span = s;
	for (int d = 0; d < DOMAINS; d++) {
		t->days[d] = calloc((size_t)s->days, sizeof *t->days[d]);
		if (t->days[d] == NULL)
			abort();
	}
	return t;
}

void
truth_free(struct truth *t)
{
	for (int d = 0; d < DOMAINS; d++)
		free(t->days[d]);
	free(t);
}

void
truth_mail(struct truth *t)
{
	t->mails++;
}

static void
add_record(struct sums *to, const struct sample_record *c)
{
	to->messages += c->count;
	if (strcmp(c->dkim, "pass") == 0 || strcmp(c->spf, "pass") == 0)
		to->pass += c->count;
	else if (strcmp(c->disposition, "reject") == 0)
		to->fail_reject += c->count;
	else if (strcmp(c->disposition, "quarantine") == 0)
		to->fail_quarantine += c->count;
	else
		to->fail_none += c->count;
}

/* The day of the report's midpoint, counted from the first of the span. */
static struct sums *
day_of_report(struct truth *t, const struct sample_report *r)
{
	int64_t first = t->span->last / DAY - (t->span->days - 1);
	int64_t day = (r->begin + r->end) / 2 / DAY - first;

	if (day < 0 || day >= t->span->days)
		errx(EX_SOFTWARE, "a report lies outside the span");
	for (int d = 0; d < DOMAINS; d++)
		if (strcmp(domains[d].name, r->domain) == 0)
			return &t->days[d][day];
	errx(EX_SOFTWARE, "no such domain: %s", r->domain);
}

void
truth_document(struct truth *t, enum fate fate,
    const struct sample_report *report, int64_t rows)
{
	struct sums *day;

	t->fate[fate]++;
	if (fate != FATE_STORED && fate != FATE_PART)
		return;
	t->records += rows;
	day = day_of_report(t, report);
	day->reports++;
	for (size_t i = 0; i < report->n_records; i++)
		add_record(day, &report->records[i]);
}

static void
add(struct sums *to, const struct sums *s)
{
	to->messages += s->messages;
	to->pass += s->pass;
	to->fail_none += s->fail_none;
	to->fail_quarantine += s->fail_quarantine;
	to->fail_reject += s->fail_reject;
	to->reports += s->reports;
}

static struct sums
domain_sums(const struct truth *t, int d)
{
	struct sums sums = { 0 };

	for (int i = 0; i < t->span->days; i++)
		add(&sums, &t->days[d][i]);
	return sums;
}

static void
write_sums(FILE *f, const struct sums *s)
{
	fprintf(f,
	    "\"messages\": %" PRId64 ", \"pass\": %" PRId64
	    ", \"fail_none\": %" PRId64 ", \"fail_quarantine\": %" PRId64
	    ", \"fail_reject\": %" PRId64 ", \"reports\": %" PRId64,
	    s->messages, s->pass, s->fail_none, s->fail_quarantine,
	    s->fail_reject, s->reports);
}

static void
date_text(char out[16], int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(out, 16, "%Y-%m-%d", &tm);
}

static void
write_domain(FILE *f, const struct truth *t, int d)
{
	struct sums sums = domain_sums(t, d);
	const char *comma = "";
	char date[16];

	fprintf(f, "%s\n    \"%s\": { ", d > 0 ? "," : "", domains[d].name);
	write_sums(f, &sums);
	fprintf(f, ",\n      \"days\": {");
	for (int i = 0; i < t->span->days; i++) {
		if (t->days[d][i].reports == 0)
			continue;
		date_text(date,
		    t->span->last - (int64_t)(t->span->days - 1 - i) * DAY);
		fprintf(f, "%s\n        \"%s\": { ", comma, date);
		write_sums(f, &t->days[d][i]);
		fprintf(f, " }");
		comma = ",";
	}
	fprintf(f, " } }");
}

/* What is no report at all, and reports that could not be stored. */
static int64_t
set_aside(const struct truth *t)
{
	int64_t sum = 0;

	for (int i = FATE_TRUNCATED; i < FATES; i++)
		sum += t->fate[i];
	return sum;
}

static int64_t
stored(const struct truth *t)
{
	return t->fate[FATE_STORED] + t->fate[FATE_PART];
}

static int64_t
found(const struct truth *t)
{
	return stored(t) + t->fate[FATE_DUPLICATE] + t->fate[FATE_CONFLICT] +
	       t->fate[FATE_TRUNCATED] + t->fate[FATE_BAD_DATES];
}

static void
write_counts(FILE *f, const struct truth *t)
{
	char date[16];

	date_text(date, t->span->last);
	fprintf(f, "{ \"date\": \"%s\", \"days\": %d, \"seed\": %" PRIu64 ",\n",
	    date, t->span->days, t->span->seed);
	fprintf(f,
	    "  \"mails\": %" PRId64 ", \"reports\": %" PRId64
	    ", \"stored\": %" PRId64 ", \"duplicates\": %" PRId64
	    ",\n  \"parts\": %" PRId64 ", \"conflicts\": %" PRId64
	    ", \"set_aside\": %" PRId64 ", \"records\": %" PRId64
	    ",\n  \"outcomes\": {",
	    t->mails, found(t), stored(t), t->fate[FATE_DUPLICATE],
	    t->fate[FATE_PART], t->fate[FATE_CONFLICT], set_aside(t),
	    t->records);
	for (int i = 0; i < FATES; i++)
		if (outcomes[i] != NULL)
			fprintf(f, "%s \"%s\": %" PRId64, i > 0 ? "," : "",
			    outcomes[i],
			    i == FATE_STORED ? stored(t) : t->fate[i]);
	fprintf(f, " },\n  \"domains\": {");
}

void
truth_write(const struct truth *t, const char *path)
{
	FILE *f = fopen(path, "w");

	if (f == NULL)
		err(EX_CANTCREAT, "cannot make %s", path);
	write_counts(f, t);
	for (int d = 0; d < DOMAINS; d++)
		write_domain(f, t, d);
	fprintf(f, " } }\n");
	if (ferror(f) || fclose(f) != 0)
		err(EX_IOERR, "cannot write %s", path);
}

void
truth_print(const struct truth *t)
{
	printf("%" PRId64 " mails, %" PRId64 " reports: %" PRId64 " to store "
	       "(%" PRId64 " parts), %" PRId64 " duplicates, %" PRId64
	       " conflicts; %" PRId64 " documents to set aside\n",
	    t->mails, found(t), stored(t), t->fate[FATE_PART],
	    t->fate[FATE_DUPLICATE], t->fate[FATE_CONFLICT], set_aside(t));
}
