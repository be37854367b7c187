/* The half of the pipeline that takes what was found.  Private to
   cli/pipeline*.c. */
#ifndef CLI_PIPELINE_SINK_H
#define CLI_PIPELINE_SINK_H

#include "cli/pipeline.h"

/* One source on its way into the store. */
struct run {
	struct pipeline *p;
	struct pipeline_counts *counts;
	struct pipeline_counts batch; /* of the batch, until it is committed */
	const char *path;
	bool named; /* a file or stdin that a person named */
	size_t stored_of_item;
	size_t done, total; /* items, for progress */
	bool in_item;       /* the store is in the middle of one */
	int quiet; /* enum outcome of what was passed over in silence */
	bool told; /* something of it was warned of */
	uint32_t outcomes_of_item; /* 1 << outcome */
	bool failed; /* not the item: on_wait(), while a pipe was waited for */
	bool open; /* a batch is */
	size_t bytes;     /* of the open batch: its items */
	int64_t began_ms; /* when it was opened, by run_clock_ms() */
};

/* Takes the results of the pool; borrowed r. */
struct pool_sink run_sink(struct run *r);

/* Begin one if none is open. */
enum err run_batch_begin(struct run *r, struct error *e) MUST_CHECK;

/* How long the open one may stay open; 0 or less: no longer. */
int64_t run_batch_left_ms(const struct run *r);

/* Commit what is open, and count it. */
enum err run_batch_end(struct run *r, struct error *e) MUST_CHECK;

/* The same, if it is large or old enough and no item is half saved. */
enum err run_batch_try(struct run *r, struct error *e) MUST_CHECK;

/* An item could not be read: say why, count it. */
void run_unreadable(struct run *r, const struct source_item *item,
    const char *why);

/* err, with what it means for the mails if it is none. */
enum err run_saved(const struct run *r, enum err err, struct error *e);

/* The mail as the store knows it without opening it; borrowed item. */
struct mail_name run_mail_name(const struct source_item *item);

int64_t run_clock_ms(void);

#endif
