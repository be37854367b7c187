/* Between ask_sendings.c and ask_sightings.c: one address over all domains. */
#ifndef STORE_ASK_ADDRESS_H
#define STORE_ASK_ADDRESS_H

#include "store/ask_source_scan.h"

/* What is done for each domain of the address. */
struct address {
	struct store *st;
	const struct filter *f;
	struct span span;
	int64_t source;
	named_fn sending;
	sighting_fn sighting;
	void *ctx;
	struct page page; /* of sendings */
};

/* x->sighting for the records of a domain, newest first, up to the limit. */
enum err address_sightings(const struct address *x, int64_t domain,
    const char *name, struct error *e) MUST_CHECK;

#endif
