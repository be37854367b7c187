/*
 * Where a domain's mail came from: each address and each selector, judged as
 * the advice judges them and over the same days, in cells of which any question
 * about them (addresses.h) is a sum.
 */
#ifndef ADVISE_ORIGINS_H
#define ADVISE_ORIGINS_H

#include "advise/result.h"

struct origin_sender {
	const char *key, *name;
};

/* What an address sent of one part. */
struct origin_cell {
	enum advice_part part;
	int64_t messages, delivered; /* delivered: advice_address has it */
	day_t first_day, last_day;
	const uint32_t *reporters; /* numbers of them, each once */
	size_t n_reporters;
};

struct origin_address {
	struct ip ip;
	const char *ptr; /* NULL: not known */
	uint32_t sender; /* an address has one: index into senders */
	const struct origin_cell *cells; /* a part each */
	size_t n_cells;
};

/* What was signed with a selector, of one sender and part. */
struct origin_signed {
	uint32_t selector, sender; /* indices */
	enum advice_part part;
	int64_t messages, pass;
	day_t first_day, last_day;
};

struct origin_selector {
	const char *domain, *selector;
};

struct origins {
	const char *domain;
	day_t as_of;
	int window_days;
	uint32_t n_reporters; /* their numbers are below it */
	const struct origin_sender *senders;
	const struct origin_address *addresses;
	const struct origin_selector *selectors;
	const struct origin_signed *signatures;
	size_t n_senders, n_addresses, n_selectors, n_signatures;
};

#endif
