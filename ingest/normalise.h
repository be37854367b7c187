/*
 * From the texts of a report to the model: specification 11.4, and
 * architecture.md 4 where that differs (nothing is dropped: a row with an
 * unreadable address or count is kept with the empty address or 0, an unknown
 * word is kept beside its code).
 */
#ifndef INGEST_NORMALISE_H
#define INGEST_NORMALISE_H

#include "core/core.h"
#include "ingest/ledger.h"
#include "ingest/raw.h"

struct normaliser {
	const struct limits *limits;
	struct ledger *ledger; /* repairs go here */
	struct arena *arena;   /* results: the record's or the document's */
	size_t record;         /* number of the record, from 1; for repairs */
	const char *policy_domain; /* normalised; NULL until it is known */
	bool sign_of_9990; /* seen: a disposition or reason of RFC 9990 only */
};

/*
 * Texts of the raw structs are changed in place and used where nothing had to
 * be changed.  False when the arena is full.
 */
bool normalise_record(struct normaliser *nz, const struct raw_record *raw,
    struct record *ret);
bool normalise_report(struct normaliser *nz, const struct raw_report *raw,
    struct report *ret);

/* The policy domain of raw, or NULL; for records that come meanwhile. */
const char *normalise_policy_domain(struct normaliser *nz, const char *raw);

/* Private to normalise*.c: one value each. */
struct word normalise_word(struct normaliser *nz, enum vocabulary v, char *raw,
    const char *what);
const char *normalise_text(struct normaliser *nz, char *raw, size_t max,
    const char *what);
const char *normalise_domain(struct normaliser *nz, char *raw,
    const char *what);

#endif
