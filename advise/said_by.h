/*
 * By what an address says whose mail it sends (4.1, rules 2 to 8).  Addresses
 * that say the same have the same sender, so that few need a text of their own.
 */
#ifndef ADVISE_SAID_BY_H
#define ADVISE_SAID_BY_H

#include "advise/ballot.h"

/* And what is counted by its id: services, -, names, -, networks. */
enum said_by { BY_SERVICE, BY_OWN_NAME, BY_SPF, BY_PTR, BY_NET };

/* What an address's messages vote for. */
struct ballots {
	struct ballot rp, dkim; /* by service */
	struct ballot spf;      /* by name */
};

/* Once all groups of names are known; false when the arena is full. */
bool ballots_init(struct engine *g, struct ballots *b);

/* Of the address with that index. */
enum said_by said_by(struct engine *g, struct ballots *b, uint32_t at,
    uint32_t *ret_id);

#endif
