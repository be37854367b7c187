/*
 * The days of all domains together, for advice_days.c, which changes them, and
 * verify_senders.c, which makes them a second time.
 */
#ifndef STORE_ADVICE_SUMS_H
#define STORE_ADVICE_SUMS_H

#include "store/day_sender.h"
#include "store/map.h"

/* Messages by day and kind, without their senders and exempt. */
struct advice_sums {
	struct map keys;   /* day, kind */
	int64_t *messages; /* owned; by number in keys, may be negative */
	size_t cap;
};
void advice_sums_init(struct advice_sums *s);
void advice_sums_free(struct advice_sums *s);
/* Cells of a day, so many times: 1, or -1 to take them away. */
void advice_sums_add(struct advice_sums *s, day_t day, const struct cells *c,
    int times);
/* What is not 0 of them, to be taken day by day, as cells of that sender. */
void advice_sums_days(const struct advice_sums *s, int64_t sender,
    struct day_cells *out);
/*
 * Inside a transaction; sender is the id of "".  Begin before a cell is
 * written: it sums up what is there, where that was never done.  ERR_SYSTEM:
 * what is there is damaged.
 */
enum err advice_sums_begin(struct sql *sql, int64_t sender,
    struct error *e) MUST_CHECK;
/* Change the days of all domains by s. */
enum err advice_sums_save(struct sql *sql, int64_t sender,
    const struct advice_sums *s, struct error *e) MUST_CHECK;

#endif
