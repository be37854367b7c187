/* DMARC records: read one, write the next one (6.6; RFC 9989 4.7). */
#ifndef ADVISE_RECORD_H
#define ADVISE_RECORD_H

#include "advise/engine.h"

/* One tag of a record, blanks taken off; borrowed from the record. */
struct record_tag {
	const char *name, *value;
	int name_len, value_len;
};

/*
 * The next tag at *rest, which moves on; false at the end.  Pieces without
 * '=' are passed over.
 */
bool record_next(const char **rest, struct record_tag *ret);
bool record_tag_is(const struct record_tag *t, const char *name);

/*
 * Set *p from the tags of a record, all of them, those that are missing or
 * wrong to their default; known is set.  False, and *p untouched, when it is
 * NULL or does not begin with v=DMARC1.
 */
bool record_read(const char *record, struct advise_policy *p);

/* What a new record says. */
struct record_plan {
	enum policy p;
	int sp; /* enum policy; WORD_UNSET: no sp tag */
	int pct;
	bool test;
	bool strict_dkim, strict_spf;
};

/*
 * The record to publish: `record` edited where it is known (only p, sp, t and
 * pct change; every other tag stays, in its order, behind them), else a new
 * one.  *ret_rua says whether it has a rua; without one it says
 * mailto:{{RUA}} and must not be published.  Arena; NULL when that is full.
 */
char *record_write(struct arena *a, const char *record, const char *rua,
    const struct record_plan *plan, bool *ret_rua);

/* The sp of a record with this p; WORD_UNSET: none (6.4, subdomains). */
int record_sp(const struct engine *g, enum policy p);

/* What was published before `now->since`; false when nothing was reported. */
bool policy_before(const struct facts *f, const struct advise_policy *now,
    struct advise_policy *ret);

#endif
