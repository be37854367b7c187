/*
 * What the sources of a domain sent in a period of PERIOD_DAYS, packed into one
 * value.  A question about a long span reads that instead of the records:
 * those of the largest domains are hundreds of thousands a year, and a row of
 * the database costs ten times as much as a sum in here.
 *
 * It holds, by reporter and provenance: the source, the outcome of its
 * messages, their number, and the first and the last of the days.  So all that
 * a list of sources can be asked is in it, and trust acts when it is read.
 *
 * Its From domains are kept alike, as a value of their own: there `source` is
 * the header_from.
 *
 * Numbers are LEB128 (pack.h).  A group: reporter + 1, provenance, how many
 * sums; then each sum in the order of sources: distance to the source before,
 * outcome, first day + 16 * last day (of the period, from 0), messages.
 */
#ifndef STORE_PERIOD_H
#define STORE_PERIOD_H

#include "core/core.h"
#include "store/pack.h"

struct period_sum {
	int64_t reporter, provenance, source;
	int64_t outcome;     /* row_verdict() */
	int64_t first, last; /* days of the period, 0 to PERIOD_DAYS - 1 */
	int64_t messages;
};

/* v is put in order. */
void period_pack(struct buf *out, struct period_sum *v, size_t n);

/* Reads sums one after the other; zero it but for in.p and in.end. */
struct period_reader {
	struct pack_reader in; /* in.bad is asked at the end */
	struct period_sum at;  /* of the group and the sum before */
	uint64_t left;         /* sums of the group */
};
bool period_next(struct period_reader *r, struct period_sum *ret);
/* The same of a source alone. */
bool period_next_of(struct period_reader *r, int64_t source,
    struct period_sum *ret);

/* The first and the last day of the period with a source, as in period_sum;
   last < first: there is none.  What is damaged may have it on all days. */
void period_days_of(const void *p, size_t n, int64_t source, int64_t *ret_first,
    int64_t *ret_last);

#endif
