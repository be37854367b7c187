/*
 * Votes are counted in an array by what is voted for, and put back to 0 after
 * each election, so that an election costs what its votes cost.
 */
#include <string.h>

#include "advise/ballot.h"
#include "advise/rules.h"

bool
ballot_init(struct ballot *b, struct arena *a, size_t n)
{
	b->votes = map_array(a, n, sizeof(*b->votes));
	b->voted = map_array(a, n, sizeof(*b->voted));
	return b->votes != NULL && b->voted != NULL;
}

void
ballot_vote(struct ballot *b, uint32_t what, int64_t messages)
{
	if (b->votes[what] == 0)
		b->voted[b->n++] = what;
	b->votes[what] += messages;
}

uint32_t
ballot_elect(struct ballot *b, int64_t of,
    const char *(*name)(const struct engine *g, uint32_t what),
    const struct engine *g)
{
	uint32_t best = MAP_NONE;
	int64_t most = 0;

	for (uint32_t i = 0; i < b->n; i++) {
		uint32_t what = b->voted[i];
		int64_t n = b->votes[what];

		if (n > most ||
		    (n == most && strcmp(name(g, what), name(g, best)) < 0)) {
			best = what;
			most = n;
		}
	}
	for (uint32_t i = 0; i < b->n; i++)
		b->votes[b->voted[i]] = 0;
	b->n = 0;
	return (double)most >= RULE_COVERS * (double)of ? best : MAP_NONE;
}
