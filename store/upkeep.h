/* Looking after the database: check, backup, pruning.  Included by store.h. */
#ifndef STORE_UPKEEP_H
#define STORE_UPKEEP_H

#include "core/core.h"

struct store;

/* How far pruning went: what is of days before these is gone; 0: never. */
struct horizon {
	day_t records, documents;
	day_t ledger; /* by the day on which a thing came in */
};
enum err store_horizon(struct store *st, struct horizon *ret,
    struct error *e) MUST_CHECK;

/* What store_verify() looks at, in this order.  X(ID, "word", "what") */
#define CHECKS(X) \
	X(CHECK_FILE, "file", "the pages of the file, and what they name") \
	X(CHECK_REPORTS, "reports", "each report against its records") \
	X(CHECK_ROLLUPS, "rollups", "the sums against the records") \
	X(CHECK_ORPHANS, "orphans", "records without their report") \
	X(CHECK_DOCUMENTS, "documents", "each document against its digest") \
	X(CHECK_LEDGER, "ledger", "the ledger against the reports") \
	X(CHECK_ADVICE, "advice", "what was judged and decided, in itself")
#define CHECK_ID_(id, word, what) id,
enum check { CHECKS(CHECK_ID_) CHECK_COUNT };
#undef CHECK_ID_

/* Who watches a check; each function gets ctx. */
struct check_watch {
	void *ctx;
	/* Something is wrong: a sentence, borrowed until it returns. */
	enum err (*found)(void *ctx, enum check what, const char *sentence,
	    struct error *e);
	/* So many of so many things were looked at; total 0: not known. */
	void (
	    *progress)(void *ctx, enum check what, int64_t done, int64_t total);
};

/*
 * Look for what is damaged or does not add up, in one snapshot; nothing is
 * changed.  Of days before the horizon there is nothing to add up.  When the
 * file itself is damaged the rest is not looked at.
 */
enum err store_verify(struct store *st, const struct check_watch *w,
    struct error *e) MUST_CHECK;

/*
 * Make the roll-ups of days after the horizon, and who sends for whom, anew
 * from the records, in one transaction: each row that differed is told as
 * CHECK_ROLLUPS and written as it should be.  *ret_mended: how many.
 */
enum err store_rebuild(struct store *st, const struct check_watch *w,
    int64_t *ret_mended, struct error *e) MUST_CHECK;

/*
 * A copy of the database as it is now, while others write: made beside `path`
 * under another name, synced, and named `path` once it is whole.  *ret_bytes:
 * its size.  ERR_INPUT: something of that name is there, and stays.
 */
enum err store_backup(struct store *st, const char *path, int64_t *ret_bytes,
    struct error *e) MUST_CHECK;

/* What pruning takes, or would take. */
struct pruned {
	int64_t days; /* with such records; store_prune_look() alone counts */
	int64_t reports, records; /* whose records go, and these */
	int64_t documents, bytes; /* bytes as they are kept, deflated */
	int64_t ledger;           /* mails and files */
};

/* What is there of days before those of `to` (0: nothing is asked for). */
enum err store_prune_look(struct store *st, const struct horizon *to,
    struct pruned *ret, struct error *e) MUST_CHECK;

/*
 * A prune is a number of batches, each a transaction of its own; the first
 * notes the horizon, so one that is cut short only needs to be done again.
 * Of a day everything goes; rows of reports, roll-ups, names of mails and what
 * the ledger says of reports stay.
 */
struct prune {
	struct horizon to;
	struct pruned gone; /* so far */
	int step;           /* these are store_prune_step()'s */
	int64_t after, after_id;
};
/* *ret_more: there is more to do; others may write before it goes on. */
enum err store_prune_step(struct store *st, struct prune *p, bool *ret_more,
    struct error *e) MUST_CHECK;

/*
 * Give unused space back to the disk: the database is written anew.  It needs
 * as much room again in the folder of temporary files and in its own, and
 * nobody else can write meanwhile.
 */
enum err store_vacuum(struct store *st, struct error *e) MUST_CHECK;

#endif
