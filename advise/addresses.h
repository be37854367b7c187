/*
 * From a sender back to what sent: its addresses and its selectors, judged as
 * the advice judges them and over the same days, so that their sums are its.
 */
#ifndef ADVISE_ADDRESSES_H
#define ADVISE_ADDRESSES_H

#include "advise/origins.h"
#include "core/facts.h"
#include "core/table.h"

/* One address; its counts are of what was asked for, its members columns. */
struct advice_address {
	struct ip source_ip;
	const char *ptr;    /* NULL: not known */
	const char *sender; /* key */
	const char *name;   /* of the sender */
	int64_t messages;
	int64_t parts[PART_COUNT]; /* of messages */
	int64_t delivered;         /* failing, disposition none or pass */
	int64_t reporters;
	day_t first_day, last_day;
};
extern const struct table address_table;

/* A signature in the domain's name, on the mail of the senders asked for. */
struct advice_selector {
	const char *domain, *selector;
	int64_t messages, pass;
	day_t first_day, last_day;
};

/* What is asked for. */
struct advice_ask {
	const char *sender; /* key; NULL: all */
	int whose;          /* enum whose; WORD_UNSET: all */
};

struct advice_addresses {
	const char *domain; /* borrowed (origins), as other names */
	day_t from, to;
	const struct advice_address *v; /* in no order */
	size_t n;
	const struct advice_selector *selectors; /* most messages first */
	size_t n_selectors;
};

/*
 * Say where the mail came from.  The result is in the arena and borrows from o.
 * An unknown sender has no addresses.  ERR_LIMIT: the arena is full.
 */
enum err advise_addresses(const struct origins *o, const struct advice_ask *ask,
    struct arena *a, struct advice_addresses *ret, struct error *e) MUST_CHECK;

json_t *advice_address_to_json(const struct advice_address *v);   /* new */
json_t *advice_selector_to_json(const struct advice_selector *v); /* new */

#endif
