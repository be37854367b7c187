/* What most messages of an address say (4.1). */
#ifndef ADVISE_BALLOT_H
#define ADVISE_BALLOT_H

#include "advise/engine.h"

struct ballot {
	int64_t *votes;  /* messages, by what they vote for */
	uint32_t *voted; /* what got any */
	uint32_t n;
};

/* For candidates 0 to n - 1; false when the arena is full. */
bool ballot_init(struct ballot *b, struct arena *a, size_t n);
void ballot_vote(struct ballot *b, uint32_t what, int64_t messages);

/*
 * What most messages voted for; of equals the first by name.  MAP_NONE when
 * they are less than a tenth of `of`.  The ballot is empty afterwards.
 */
uint32_t ballot_elect(struct ballot *b, int64_t of,
    const char *(*name)(const struct engine *g, uint32_t what),
    const struct engine *g);

#endif
