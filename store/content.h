/*
 * A stored report as the sums see it, and whether it is counted.
 *
 * All reports with one key are contents of it.  Those that are counted have
 * the same rank of provenance, the best that came; among equals the first
 * stays, and others are counted as its parts only if they share no row with
 * what is counted.  The rest are conflicts: stored, shown, not counted.  So
 * what is counted does not depend on whether a forgery or the genuine report
 * came first.
 *
 * A person may accept a conflict, of any rank: it is counted as a part from
 * then on, until a report of a better rank replaces all the others.
 */
#ifndef STORE_CONTENT_H
#define STORE_CONTENT_H

#include "core/core.h"
#include "store/rows.h"
#include "store/sql.h"

struct content {
	int64_t id;                                /* 0: not stored yet */
	int64_t key, reporter, domain, begin, end; /* identity.h; key 0: none */
	int64_t hash;                              /* row_keys_hash() */
	int64_t policy;
	day_t day;
	enum provenance provenance;
	enum outcome outcome; /* report: counted; conflict: not */
	bool part, coarse, signs_9990;
	bool accepted; /* counted because a person said so */
	int policy_p, pct; /* enum policy, -1 */
	int64_t records, messages, passing; /* of all its records */
};

/* Read one from a row of the SQL_CONTENT_... statements. */
struct content content_read(struct query *q);

struct store;

/* The stored reports with the key of c, oldest first; "same key" is all of it. */
enum err content_by_key(struct store *st, const struct content *c,
    struct query **ret, struct error *e) MUST_CHECK;

/*
 * Decide whether c, whose outcome and part are not yet known, is counted
 * beside the others with its key; those that it replaces become conflicts.
 * Beside one whose records were pruned it is a conflict.
 * *ret_same: the id of the first of several parts that together equal it, or
 * 0.
 */
enum err content_place(struct store *st, struct content *c,
    const struct rows *rows, int64_t *ret_same, struct error *e) MUST_CHECK;

/* The rows of a stored report, added to *rows; and away with its records. */
enum err content_rows(struct store *st, const struct content *c,
    struct rows *rows, struct error *e) MUST_CHECK;
enum err content_delete_rows(struct store *st, const struct content *c,
    struct error *e) MUST_CHECK;

/*
 * Whether the records of a stored report were pruned.  What it is and what it
 * counts for stays as it is from then on: it is in the sums, and nobody can
 * tell any more what to take out of them.
 */
enum err content_is_pruned(struct store *st, const struct content *c,
    bool *ret, struct error *e) MUST_CHECK;
/* ERR_INPUT, with that sentence, if they were. */
enum err content_refuse_pruned(struct store *st, const struct content *c,
    struct error *e) MUST_CHECK;

/* What a person said stands where the rule alone would not count it. */
void content_stay_accepted(struct content *to, const struct content *was);

/* The stored report of that id.  ERR_NOTFOUND: there is none. */
enum err content_by_id(struct store *st, int64_t id, struct content *ret,
    struct error *e) MUST_CHECK;

/*
 * Give a stored report another outcome, part, provenance or accepted, in its
 * records and the sums, too.  Who accepted it is the caller's to note.
 */
enum err content_change(struct store *st, struct content *c, struct content to,
    struct error *e) MUST_CHECK;

/*
 * Another copy of the stored report c came with this provenance: if it is
 * better, c has it from now on, in the sums too, and may be counted now.
 * Nothing is done to a pruned one.
 */
enum err content_upgrade(struct store *st, struct content *c,
    enum provenance provenance, struct error *e) MUST_CHECK;

#endif
