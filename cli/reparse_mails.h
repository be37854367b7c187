/* What reparse_mails.c, reparse_files.c and reparse_sink.c share. */
#ifndef CLI_REPARSE_MAILS_H
#define CLI_REPARSE_MAILS_H

#include "cli/reparse.h"

struct mails_run {
	struct reparse *r;
	int64_t id; /* in the ledger, of the item at hand: its tag */
};

/*
 * Have the last item of s read, which may be what was set aside.  Nothing is
 * done, and it counts as gone, if it is not there or of another size.
 */
enum err reparse_submit(struct mails_run *m, struct source *s,
    const struct source_item *item, const struct set_aside *was,
    struct error *e) MUST_CHECK;

/* It could not be read, and why, which is said. */
void reparse_unreadable(struct mails_run *m, const char *why);

/* Who takes what the workers find in it; m is borrowed. */
void reparse_sink(struct mails_run *m, struct pool_sink *ret);

/* Files, and mails of mboxes. */
enum err reparse_files(struct mails_run *m, struct error *e) MUST_CHECK;

#endif
