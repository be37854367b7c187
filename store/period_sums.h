/*
 * The sums of one period of a domain while they are in memory: from records,
 * from packed sums (period.h), or from both.
 */
#ifndef STORE_PERIOD_SUMS_H
#define STORE_PERIOD_SUMS_H

#include "store/internal.h"
#include "store/map.h"
#include "store/period.h"

struct period_sums {
	struct map reports; /* id ... */
	int64_t *reporter;  /* ... to who sent it; by number in reports */
	size_t reporter_cap;
	struct map keys;      /* reporter, provenance, source, outcome */
	struct period_sum *v; /* by number in keys; owned */
	size_t cap;
};

void period_sums_init(struct period_sums *s);
void period_sums_clear(struct period_sums *s);
void period_sums_free(struct period_sums *s);

void period_sums_add(struct period_sums *s, const struct period_sum *p);

/*
 * Add all that a period had: its records, and what was pruned of them; to
 * froms, its records alone by header_from.  ERR_INPUT: the sums of what was
 * pruned are damaged.
 */
enum err period_sums_make(struct store *st, int64_t domain, int64_t period,
    struct period_sums *s, struct period_sums *froms,
    struct error *e) MUST_CHECK;

/*
 * Pack into *out, which the caller frees.  Each content has one form.
 * out->overflow: they are too many, of which no domain has so many.
 */
void period_sums_pack(struct period_sums *s, struct buf *out);

/* What a closed period says of itself; each is the caller's to free. */
struct period_closed {
	struct buf days, froms, sums;
	bool summed; /* froms and sums say something */
};
/*
 * Make it from the days, records and what was pruned.  `summed`: with sums,
 * unless they are too many.  Errors as period_sums_make(); *ret is to be freed
 * in any case.
 */
enum err period_close_make(struct store *st, int64_t domain, int64_t period,
    bool summed, struct period_closed *ret, struct error *e) MUST_CHECK;
enum err period_close_write(struct store *st, int64_t domain, int64_t period,
    const struct period_closed *c, struct error *e) MUST_CHECK;
void period_closed_free(struct period_closed *c);

/*
 * Note s as pruned, beside what was before, so many records of them.
 * ERR_LIMIT: too many sums; ERR_INPUT: those that were pruned are damaged.
 */
enum err period_sums_prune(struct store *st, int64_t domain, int64_t period,
    int64_t records, struct period_sums *s, struct error *e) MUST_CHECK;

#endif
