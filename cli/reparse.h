/*
 * rampart reparse, from inside: the present parser over what an earlier one
 * read.  Hostile bytes are parsed by the workers, as ever; what they find
 * comes back here.  Private to cli/cmd_reparse.c and cli/reparse_*.c.
 */
#ifndef CLI_REPARSE_H
#define CLI_REPARSE_H

#include "cli/cli.h"
#include "ingest/ingest.h"

/* What it says at its end. */
struct reparse_counts {
	/* Kept documents. */
	int64_t documents, changed, figures, unreadable, pruned;
	/* Mails and files of which something had been set aside. */
	int64_t set_aside, found, mails_changed, reports, mails_unreadable;
};

struct reparse {
	const struct args *args;
	struct store *store;
	struct pool *pool;
	struct reparse_counts counts;
	json_t *items, *mails; /* what changed; NULL: for people */
};

/*
 * Each report and each mail is a transaction of its own, so that a stop in the
 * middle leaves each as it was or as it is now; none is open while a worker is
 * waited for.  ERR_SYSTEM, ERR_AGAIN: of the store or the workers.
 */
enum err reparse_kept(struct reparse *r, struct error *e) MUST_CHECK;
enum err reparse_mails(struct reparse *r, struct error *e) MUST_CHECK;

/* Keep what was written if that is wanted, else undo it. */
enum err reparse_settle(struct reparse *r, bool keep,
    struct error *e) MUST_CHECK;

#endif
