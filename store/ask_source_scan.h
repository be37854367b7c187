/*
 * Between ask_sources.c, ask_subdomains.c and ask_sendings.c, which answer, and
 * ask_source_scan.c and ask_source_records.c, which sum.
 */
#ifndef STORE_ASK_SOURCE_SCAN_H
#define STORE_ASK_SOURCE_SCAN_H

#include "store/ask.h"

struct source_list {
	struct store *st;
	const struct filter *f;
	struct map reports;
	/* By number in reports: number in reporters. */
	size_t *reporter_of;
	size_t reporter_of_cap;
	struct map reporters;
	bool by_from;   /* sum by header_from, not by source */
	struct map ids; /* sources, or header_from domains */
	struct source_sum {
		struct source_row row;
		uint64_t seen; /* a bit for each of the first reporters */
	} * sums;              /* by number in ids */
	size_t cap;
	struct map seen;     /* number in ids, number in reporters: the rest */
	int64_t report;      /* whose records are at hand ... */
	ptrdiff_t report_at; /* ... its number in reports, or MAP_NONE ... */
	size_t reporter;     /* ... and the number of who sent it */
	int64_t only_source; /* 0: all */
	int64_t only_reporter;
};

/* A record, or the sum of several. */
struct source_record {
	int64_t source, messages, header_from;
	day_t first, last;
	int provenance, disposition;
	bool dkim, spf;
};

/* X(member, title, type, flags) of the columns of struct named_sums' sums. */
#define NAMED_SUMS_COLUMNS(X) \
	X(messages, "Messages", COLUMN_COUNT, 0), \
	    X(pass, "Pass", COLUMN_COUNT, 0), \
	    X(dkim_pass, "DKIM", COLUMN_COUNT, 0), \
	    X(spf_pass, "SPF", COLUMN_COUNT, 0), \
	    X(fail_none, "Let through", COLUMN_COUNT, COLUMN_HIDDEN), \
	    X(fail_quarantine, "Spam", COLUMN_COUNT, COLUMN_HIDDEN), \
	    X(fail_reject, "Refused", COLUMN_COUNT, COLUMN_HIDDEN), \
	    X(fail_unknown, "Unknown", COLUMN_COUNT, COLUMN_HIDDEN), \
	    X(reporters, "Reporters", COLUMN_COUNT, 0), \
	    X(first_day, "First day", COLUMN_DAY, COLUMN_HIDDEN), \
	    X(last_day, "Last day", COLUMN_DAY, 0)

/* An empty list, and its end. */
void source_list_init(struct source_list *l);
void source_list_free(struct source_list *l);

/* reporter and source_ip of the filter. */
enum err source_list_filter(struct source_list *l, struct error *e) MUST_CHECK;

/*
 * Sum the records of the domain and span that the filter lets through, into an
 * empty list.
 */
enum err source_scan(struct source_list *l, int64_t domain, struct span span,
    struct error *e) MUST_CHECK;

/* Its days record by record. */
enum err source_scan_records(struct source_list *l, int64_t domain,
    struct span span, struct error *e) MUST_CHECK;

struct source_record source_record(int64_t source, int64_t messages,
    int64_t verdict);
/* Whether the filter lets it through, its source apart. */
bool source_matches(const struct source_list *l, const struct source_record *r);
/* Of the reporter at hand. */
void source_add(struct source_list *l, const struct source_record *r);

/* A list that is made of such a scan. */
struct source_answer {
	const struct table *table;
	/* Put the rows into order, and hand those of the page on. */
	enum err (*hand_on)(struct source_list *l, const struct order *o,
	    const struct source_answer *a, struct page *page, struct error *e);
	/* Whether days of the span that were pruned are left out. */
	bool (*lacks_days)(struct span span, day_t horizon);
	/* Who gets the rows: one of both. */
	source_fn source;
	named_fn named;
	void *ctx;
};

/* Scan, hand on and let go of l, of which st, f and by_from are set
   (ask_sources.c).  Errors as store_sources(). */
enum err source_list_ask(struct source_list *l, const struct source_answer *a,
    struct span span, struct page *ret, struct error *e) MUST_CHECK;

#endif
