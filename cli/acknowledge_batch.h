/*
 * The mails of a batch that will be acknowledged when it is committed, and
 * only then.  What stops it (a crash, a read-only maildir, another program)
 * costs nothing: the mails are known, and a later run that meets them where
 * they should not be any more acknowledges them without opening them: "file"
 * all of them, "seen" those in new/ (in cur/ a person may have taken the mark
 * away).
 */
#ifndef CLI_ACKNOWLEDGE_BATCH_H
#define CLI_ACKNOWLEDGE_BATCH_H

#include "ingest/ingest.h"
#include "store/store.h"

struct ack_batch {
	enum acknowledge how;
	/* The rest begins as zeros. */
	struct ack *list;
	size_t n, cap;
	/* The folder that could not be written: no more of it in this run,
	   and said once.  Owned. */
	char *refused, *said;
};

/* A mail that the open batch took in; does nothing for what is no mail. */
void ack_batch_add(struct ack_batch *b, const struct source_item *item,
    uint32_t outcomes);

/* A known mail: acknowledge it if an earlier run did not; count it. */
enum err ack_batch_known(struct ack_batch *b, struct store *st,
    const struct source_item *item, const struct mail_name *name,
    int64_t *count, struct error *e) MUST_CHECK;

/* Time to end the batch. */
bool ack_batch_full(const struct ack_batch *b);

/* The batch is committed and synced.  What goes wrong is said, no more. */
void ack_batch_run(struct ack_batch *b);

/* The source is through, or its batch was rolled back. */
void ack_batch_clear(struct ack_batch *b);
void ack_batch_free(struct ack_batch *b);

#endif
