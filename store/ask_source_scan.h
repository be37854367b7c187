/* Between ask_sources.c, which answers, and ask_source_scan.c, which sums. */
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
	struct map ids; /* sources */
	struct source_sum {
		struct source_row row;
		uint64_t seen; /* a bit for each of the first reporters */
	} * sums;              /* by number in ids */
	size_t cap;
	struct map seen;     /* number in ids, number in reporters: the rest */
	int64_t report;      /* whose records are at hand ... */
	size_t reporter;     /* ... and the number of who sent it */
	int64_t only_source; /* 0: all */
	int64_t only_reporter;
};

/*
 * Sum the records of the domain and span that the filter lets through; the
 * maps are empty and initialised.
 */
enum err source_scan(struct source_list *l, int64_t domain, struct span span,
    struct error *e) MUST_CHECK;

#endif
