/*
 * The roll-ups made anew from the records, held against those that are kept.
 * Only days after the horizon can be made anew; source_domain, which has no
 * days, from the records and from what was pruned of them; month_reporter, of
 * which a row may reach over the horizon, from day_policy; source_period, whose
 * rows count the records that are there, whatever the horizon.
 */
#ifndef STORE_ROLLUP_CHECK_H
#define STORE_ROLLUP_CHECK_H

#include "store/rollup.h"

/* A row that is not what it should be. */
struct rollup_difference {
	enum rollup_table table;
	int64_t key[ROLLUP_KEYS_MAX];
	bool is_there, should_be; /* there, at all */
	int64_t is[ROLLUP_VALUES_MAX], should[ROLLUP_VALUES_MAX];
};

struct rollup_differences {
	struct rollup_difference *v; /* owned */
	size_t n, cap;
};
void rollup_differences_free(struct rollup_differences *d);

/*
 * Add what differs in a table between the kept rows from `from` to `to` (days,
 * or sources) and `should`, which has these and no others.
 */
enum err rollup_compare(const struct rollups *should, enum rollup_table t,
    int64_t from, int64_t to, struct sql *sql, struct rollup_differences *d,
    struct error *e) MUST_CHECK;

/* Make source_domain anew, as it should be, for sources from `from` to `to`. */
enum err rollup_sources_make(struct rollups *should, int64_t from, int64_t to,
    struct sql *sql, struct error *e) MUST_CHECK;

/* Write a row as it should be. */
enum err rollup_mend(const struct rollup_difference *d, struct sql *sql,
    struct error *e) MUST_CHECK;

/* A sentence for people: the table, the row, what it says and should say. */
void rollup_difference_text(const struct rollup_difference *d, char *out,
    size_t size);

#endif
