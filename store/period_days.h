/*
 * The days of a domain in a period of PERIOD_DAYS, packed into one value: the
 * rows of day_total.  A question about a year of all domains reads that in place
 * of the rows, of which a dozen columns cost many times as much as the sums.
 *
 * A day: its number in the period (from 0) + 16 * provenance, then the values of
 * day_total in the order of its columns; all in LEB128 (pack.h).
 */
#ifndef STORE_PERIOD_DAYS_H
#define STORE_PERIOD_DAYS_H

#include "store/internal.h"
#include "store/pack.h"

/* The values of a row of day_total, in the order of its columns. */
enum day_value {
	DAY_REPORTS,
	DAY_COARSE,
	DAY_MESSAGES,
	DAY_PASS,
	DAY_FAIL_NONE,
	DAY_FAIL_QUARANTINE,
	DAY_FAIL_REJECT,
	DAY_FAIL_UNKNOWN,
	DAY_DKIM_PASS,
	DAY_SPF_PASS,
	DAY_BOTH_PASS,
	DAY_VALUES
};

struct day_values {
	day_t day;
	int provenance;
	int64_t v[DAY_VALUES];
};

/* Of a row of SQL_DAY_TOTALS. */
struct day_values day_values_of(struct query *q);

/* Add the days of a period to out, which the caller made; no days, no bytes. */
enum err period_days_pack(struct store *st, int64_t domain, int64_t period,
    struct buf *out, struct error *e) MUST_CHECK;

/*
 * The next day of a period that begins on `first`; in->bad is asked at the end.
 */
bool period_days_next(struct pack_reader *in, day_t first,
    struct day_values *ret);

#endif
