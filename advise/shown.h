/* The senders of an advice as people see them. */
#ifndef ADVISE_SHOWN_H
#define ADVISE_SHOWN_H

#include "advise/result.h"

/*
 * What shows of a sender's own mail that it is ours: that which at least half
 * of its direct mail has.  PROOF_NONE: it has no mail of ours.
 */
enum advice_proof {
	PROOF_NONE,
	PROOF_NEITHER,
	PROOF_SPF,
	PROOF_DKIM,
	PROOF_BOTH,
};
enum advice_proof advise_proof(const struct advice_sender *s);
const char *advise_proof_name(enum advice_proof p); /* static: "dkim"; NULL */
const char *advise_text_proof(enum advice_proof p); /* static: "signature" */

/* A line of the list of senders: one, or several networks as one (4.2). */
struct advice_shown {
	struct advice_sender sum;  /* the busiest one, with the counts of all;
	                             reporters and days are its own */
	const char *const *others; /* keys of those that are shown with it */
	size_t n_others;
};

/*
 * The first `max` lines of the list of senders, in its order; arena.  NULL: it
 * is full.
 */
const struct advice_shown *advise_shown(const struct advice *v, size_t max,
    struct arena *a, size_t *ret_n);

#endif
