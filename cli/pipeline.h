/*
 * From sources to the store: the one place where ingest/ and store/ meet.
 */
#ifndef CLI_PIPELINE_H
#define CLI_PIPELINE_H

#include "cli/acknowledge_batch.h"
#include "cli/cli.h"
#include "ingest/ingest.h"

/* What `rampart ingest` says at its end; reports = stored + duplicates +
   conflicts + the set aside ones that were aggregate reports. */
struct pipeline_counts {
	int64_t mails;      /* mails and files read; known mails are not */
	int64_t reports;    /* aggregate reports found in them */
	int64_t stored;     /* reports that count now, parts among them */
	int64_t duplicates; /* that were here before */
	int64_t parts;      /* of the stored, those of a report known before */
	int64_t conflicts;  /* kept, not counted */
	int64_t set_aside;  /* things with any other outcome */
	int64_t errors;     /* mails, files, sources that could not be read */
	int64_t known;      /* mails passed over unopened */
	bool named_failed;  /* a file or stdin by name: nothing stored of it */
};

/* A progress line on standard error, if that is a terminal. */
struct progress {
	int64_t last_ms;
	bool on, shown;
};

struct pipeline {
	const struct args *args; /* the database, options and settings */
	struct store *store;
	struct pool *pool;
	int64_t now;
	bool vouched; /* a person gave what this maildir holds */
	bool (*stopped)(void); /* asked after each item: end here? or NULL */
	struct progress progress;
	struct ack_batch acks;
};

/*
 * Start parser workers as the settings have them; before the database is
 * opened, and before any thread.
 */
enum err pipeline_pool(const struct args *a, struct pool **ret,
    struct error *e) MUST_CHECK;

/* A pipeline with such workers, without a store yet.  a is borrowed. */
enum err pipeline_open(struct pipeline *p, const struct args *a,
    struct error *e) MUST_CHECK;
void pipeline_close(struct pipeline *p);

/*
 * The item's bytes for a worker, under the ceiling that it has.  ERR_LIMIT: it
 * is over that, *e says over which (a reason for pool_refuse()); ERR_NOTFOUND,
 * ERR_SYSTEM as source_descriptor().
 */
enum err pipeline_item(const struct limits *l, struct source *s,
    const struct source_item *item, int *ret_fd, size_t *ret_n,
    struct error *e) MUST_CHECK;

/*
 * Read all items of n sources into the store, in batches, with a progress
 * line.  What is wrong with an item is counted, and so is one of several
 * sources that is not there; ERR_NOTFOUND: the only one is not.  Another error
 * is the system's or the store's, and what was not committed is read again
 * next time.  Adds to *counts; *ret_seconds is how long it took.
 */
enum err pipeline_sources(struct pipeline *p, char **names, int n,
    struct pipeline_counts *counts, double *ret_seconds,
    struct error *e) MUST_CHECK;

/*
 * What was uploaded through the pages and waits beside the database
 * (web_spool()), as given by a person; then it is filed away.  Nothing waits:
 * nothing to do.
 */
enum err pipeline_spool(struct pipeline *p, struct pipeline_counts *counts,
    struct error *e) MUST_CHECK;

json_t *pipeline_counts_to_json(const struct pipeline_counts *c,
    double seconds);
/* "2,310 mails: 2,280 reports, ..." on standard output. */
void pipeline_counts_print(const struct pipeline_counts *c, double seconds);

void progress_begin(struct progress *pr, bool quiet);
void progress_show(struct progress *pr, const struct pipeline_counts *c,
    size_t done, size_t total);
/* The same for work of another kind; total 0: not known. */
void progress_step(struct progress *pr, const char *what, int64_t done,
    int64_t total);
void progress_end(struct progress *pr); /* wipe the line */

#endif
