/*
 * The sample: four domains, their senders, those who report on them, and the
 * mails that come of it.  All of it is a pure function of (seed, date, days).
 */
#ifndef TESTS_SAMPLE_SAMPLE_H
#define TESTS_SAMPLE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/sample/lib/mail.h"
#include "tests/sample/lib/maildir.h"
#include "tests/sample/lib/report.h"
#include "tests/sample/lib/rng.h"

enum { DAY = 86400, HOUR = 3600, DOMAINS = 4 };

/* ---------------------------------------------------------------- domains */

struct domain {
	const char *name;
	const char *rua;
};
extern const struct domain domains[DOMAINS];

enum { LIGHTHOUSE, BAKERY, COLLEGE, OLDLIGHT, STREAMS = 17 };

enum kind { OWN, SERVICE, UNSIGNED, FORWARD, LIST, FORGED };

/*
 * A way in which mail goes out: own servers, a service, a forwarder, a list,
 * forgers.
 */
struct stream {
	int domain;
	enum kind kind;
	double volume; /* messages per mean day */
	const int *rhythm;
	const char *address; /* %d is 0 to spread - 1, NULL: forged */
	int spread;
	const char *header_from;
	const char *envelope_from;
	const char *selector; /* aligned DKIM; NULL: not signed by domain */
	const char *service;  /* other DKIM domain; NULL: none */
	const char *service_selector;
};

extern const struct stream streams[STREAMS];

/* The run: what it covers, from the command line. */
struct span {
	uint64_t seed;
	int64_t last; /* midnight UTC that opens the last day */
	int days;
};

/*
 * What reporter r saw of domain d on the day that is `day` days after the
 * first.  Fills records (to be freed with the report) and everything else;
 * no records: nothing to report.
 */
void traffic_report(const struct span *s, int day, int d, int r,
    struct sample_report *ret);

/* Its begin and end, its id. */
void report_range(struct sample_report *report, int64_t midnight,
    enum range_style style);
void report_id(struct sample_report *report, const struct reporter *r,
    struct rng *rng);

/* Add count messages like c; the same tuple twice is one record. */
void record_like(struct sample_report *report, const struct sample_record *c,
    int64_t count);

/* Add n failing messages like c, as r treats them. */
void add_failing(struct sample_report *report, struct sample_record c,
    const struct stream *t, const struct reporter *r, int64_t n,
    struct rng *rng);

/* The policy that d published on that day. */
struct sample_policy domain_policy(const struct span *s, int day, int d);

/* ------------------------------------------------------------------ truth */

struct truth;
struct truth *truth_new(const struct span *s);
void truth_free(struct truth *t);
void truth_mail(struct truth *t);

/* What a correct ingest makes of one document. */
enum fate {
	FATE_STORED,
	FATE_PART, /* stored, and flagged as a part */
	FATE_DUPLICATE,
	FATE_CONFLICT,
	FATE_TRUNCATED,
	FATE_BAD_DATES,
	FATE_TLSRPT,
	FATE_FAILURE_REPORT,
	FATE_BOUNCE,
	FATE_NOTICE,
	FATE_OTHER,
	FATES
};
/* report is NULL for what is no aggregate report. */
void truth_document(struct truth *t, enum fate fate,
    const struct sample_report *report, int64_t rows);
void truth_write(const struct truth *t, const char *path);
/* Two lines for a person, on stdout. */
void truth_print(const struct truth *t);

/* ------------------------------------------------------------------ mails */

/* Where everything ends up. */
struct mailbox {
	struct maildir dir;
	struct truth *truth;
	const struct span *span;
	struct rng rng;
};

/* Deliver at `when`: into cur as read, or into new in the last days. */
void mailbox_deliver(struct mailbox *b, int64_t when, const struct out *mail);

/* The moment at which r's report for the day comes in. */
int64_t report_arrival(const struct span *s, int day, int r, struct rng *rng);

/* What else lies in such a mailbox on that day. */
void odd_mails(struct mailbox *b, int day);

/*
 * A report is about to be sent.  Some are sent twice, in parts, changed, cut
 * off: returns true if that was done here and the report is dealt with.
 */
bool odd_report(struct mailbox *b, int day, int r,
    const struct sample_report *report);

/* Deliver one report in one mail and enter it into the truth. */
void send_report(struct mailbox *b, int day, int r,
    const struct sample_report *report, enum fate fate);

#endif
