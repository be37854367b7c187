/*
 * The public header of ingest/: from the bytes of a mail or a file to reports.
 *
 * One thing that came in is an item: a mail, or a bare report file.  Whatever
 * its bytes are, ingest_item() ends with at least one document handed to the
 * sink, so that everything that came in has an outcome.  The bytes decide what
 * a thing is; names, media types and Subjects never do.
 */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/core.h"
#include "ingest/authres.h"

struct ingest_options {
	struct limits limits;
	int64_t now;         /* UTC seconds; later reports are refused */
	bool keep_documents; /* fill struct document's deflated */
	/* Whose Authentication-Results say who sent a mail; borrowed. */
	struct authserv authserv;
};

/*
 * Who takes what is found.  Everything passed is borrowed until the call
 * returns.  A callback that does not return OK ends ingest_item() with its
 * error.  Order: source, then for each document any number of record, perhaps
 * restart (the document is read again: forget its records) and more record,
 * then document.  Records count only if document says OUTCOME_REPORT.
 */
struct ingest_sink {
	void *ctx;
	enum err (*source)(void *ctx, const struct intake_source *s,
	    struct error *e);
	enum err (*record)(void *ctx, const struct record *r, struct error *e);
	void (*restart)(void *ctx);
	enum err (*document)(void *ctx, const struct document *d,
	    struct error *e);
};

/* A parser with the contexts that it uses again; one per thread. */
struct ingest;

/*
 * Set up the libraries and a parser.  The first call must come before any
 * thread is started (libxml2, GMime).  ERR_SYSTEM when a library refuses.
 */
enum err ingest_open(const struct ingest_options *o, struct ingest **ret,
    struct error *e) MUST_CHECK;
void ingest_close(struct ingest *in);

/*
 * Read one item of n bytes.  path and provenance go into the intake_source
 * that the sink gets; `unverified` becomes `failed` when our own MTA says so.
 * What is wrong with the bytes is an outcome, not an error: this fails only
 * when the sink fails or memory is at its ceiling for reasons of our own.
 */
enum err ingest_item(struct ingest *in, const char *path,
    enum provenance provenance, const void *p, size_t n,
    const struct ingest_sink *sink, struct error *e) MUST_CHECK;

/* The type of ingest_item(). */
typedef enum err ingest_reader(struct ingest *in, const char *path,
    enum provenance provenance, const void *p, size_t n,
    const struct ingest_sink *sink, struct error *e);

/* Where items come from. */
enum source_kind {
	SOURCE_FILE,      /* one file: a mail, .xml, .xml.gz, .zip, ... */
	SOURCE_STDIN,     /* "-" */
	SOURCE_DIRECTORY, /* every file below it, dot files left out */
	SOURCE_MAILDIR,   /* has cur/ and new/: their mails, tmp/ never */
	SOURCE_MBOX,      /* several mails in one, also in a pipe: "path#N" */
};

/* One item of a source; strings borrowed until the next call. */
struct source_item {
	const char *path;   /* for messages: the source's name and below */
	const char *folder; /* maildir: real path of the folder; else NULL */
	const char *base;   /* maildir: the name before ":2,"; else NULL */
	const char *name;   /* maildir: the whole name; else NULL */
	bool in_new;        /* maildir: in new/, else in cur/ */
	uint64_t inode;
	int64_t mtime_ns;
	int64_t size;
	int64_t tag; /* of who submits it to a pool; a source leaves 0 */
};

struct source;

/*
 * Look at what a person named.  ERR_NOTFOUND: no such file; ERR_SYSTEM: it
 * cannot be read.
 */
enum err source_open(const char *name, struct source **ret,
    struct error *e) MUST_CHECK;
enum source_kind source_kind(const struct source *s);

/*
 * The maildirs at and below a directory, to be opened one by one: a Maildir++
 * with its subfolders (.Name), or plain directories inside each other.  What
 * holds no maildir is given back as it is.  .Processed and .Failed, to which
 * read mails are filed, are left out.  Returns how many (at least 1); free
 * them with source_folders_free().
 */
size_t source_folders(const char *name, char ***ret);
void source_folders_free(char **folders, size_t n);

/*
 * How many items there will be, for progress; a guess where others deliver
 * meanwhile.  Costs one listing.
 */
size_t source_count(struct source *s);

/*
 * The next item, seen but not opened.  *ret_more is false at the end.  A
 * maildir's mails come in blocks of 4,096 sorted names, so memory does not grow
 * with the folder; of a plain directory all names are in memory, sorted.  Files
 * that vanish meanwhile are passed over.
 */
enum err source_next(struct source *s, struct source_item *ret, bool *ret_more,
    struct error *e) MUST_CHECK;

/*
 * Have fn called before source_next(), source_read() or source_descriptor()
 * wait for more to come through a pipe; its error becomes theirs.
 */
void source_wait_set(struct source *s, enum err (*fn)(void *ctx,
    struct error *e), void *ctx);

/*
 * The bytes of the item that source_next() gave last, in memory of the
 * source, borrowed until its next call.  Symbolic links and what is no regular
 * file are refused inside a maildir.  ERR_NOTFOUND: it vanished meanwhile, go
 * on; ERR_LIMIT: larger than max bytes; ERR_SYSTEM: cannot be read.
 */
enum err source_read(struct source *s, size_t max, const void **ret_p,
    size_t *ret_n, struct error *e) MUST_CHECK;
/*
 * The same item as a descriptor with its size, to be read from its beginning;
 * caller closes.  What cannot be read twice (a pipe) is read into memory that
 * has a descriptor.
 */
enum err source_descriptor(struct source *s, size_t max, int *ret_fd,
    size_t *ret_n, struct error *e) MUST_CHECK;
void source_close(struct source *s);

/* The libraries behind ingest's doors; how many. */
size_t ingest_libraries(struct library out[LIBRARIES_MAX]);

/* How a maildir is told that its mails were read. */
enum acknowledge {
	ACKNOWLEDGE_LEAVE, /* not at all: it stays untouched */
	ACKNOWLEDGE_SEEN,  /* as a mail program: into cur/, with the flag S */
	ACKNOWLEDGE_FILE,  /* into its folders .Processed and .Failed */
};

/* "leave", "seen", "file"; false for another word. */
bool acknowledge_read(const char *word, enum acknowledge *ret);
const char *acknowledge_word(enum acknowledge how); /* static */

enum { ACKNOWLEDGE_FOLDERS = 2 };
/* The folders to which the mails of a maildir are filed; caller frees each. */
void acknowledge_folders(const char *folder, char *ret[ACKNOWLEDGE_FOLDERS]);

/* A mail to be acknowledged, where it was seen last. */
struct acknowledge_item {
	const char *name;
	uint64_t inode; /* another mail of the same name is left alone */
	bool in_new, failed;
};

/* One maildir, open while some of its mails are acknowledged. */
struct acknowledger;

/* folder: its real path; how: not LEAVE. */
enum err acknowledge_open(const char *folder, enum acknowledge how,
    struct acknowledger **ret, struct error *e) MUST_CHECK;

/*
 * Only for mails that are safe elsewhere.  OK, too, when it is done already or
 * the mail is gone.  ERR_DUP, ERR_INPUT: this mail stays where it is, nothing
 * was replaced.  ERR_SYSTEM: a read-only maildir or the like; no use to go on
 * with others of it.  *e says so in a sentence that names the maildir.
 */
enum err acknowledge_mail(struct acknowledger *a,
    const struct acknowledge_item *m, struct error *e) MUST_CHECK;

/* What was done is on the disk. */
enum err acknowledge_sync(struct acknowledger *a, struct error *e) MUST_CHECK;
void acknowledge_close(struct acknowledger *a); /* NULL: nothing */

/*
 * Parser workers (architecture.md 3): items are read by processes that can do
 * nothing else, several at once, and what they find comes back in the order
 * in which the items were submitted, whatever the number of workers.  An item
 * that ends its worker, or takes too long, is tried once more, alone in a new
 * worker; then it ends with a document of OUTCOME_CRASHED or OUTCOME_TIMEOUT.
 */
struct pool_options {
	struct ingest_options ingest; /* its `now` is not used */
	unsigned workers; /* 0: as many as there are processors for us */
	unsigned seconds; /* for one item, wall clock; 0: 30 */
	unsigned items;   /* a worker is replaced after so many; 0: 1,000 */
	ingest_reader *read; /* what a worker does; NULL: ingest_item() */
};

/*
 * Who takes what is found: for each item begin, what ingest_sink says, end; or
 * unread alone when its bytes could not be read, by *why, through no fault of
 * theirs.  The item is as it was submitted, borrowed until the call returns.
 * Here a document may be restarted too after it is known to be broken.  An
 * item is handed on when it has been read to its end, or 8 MiB of it have
 * been found; a callback may be NULL.
 */
struct pool_sink {
	struct ingest_sink sink; /* its ctx is that of all callbacks */
	enum err (*begin)(void *ctx, const struct source_item *item,
	    struct error *e);
	enum err (*end)(void *ctx, const struct source_item *item,
	    struct error *e);
	enum err (*unread)(void *ctx, const struct source_item *item,
	    const struct error *why, struct error *e);
	/*
	 * There is nothing to hand on, and the pool is about to wait for the
	 * workers, perhaps as long as one item may take: so close what others
	 * wait for.  *ret_ms: ask again after so many milliseconds, -1: only
	 * when something came.  Also in the middle of a large item.
	 */
	enum err (*idle)(void *ctx, int *ret_ms, struct error *e);
};

struct pool;

/*
 * Start the workers.  Call it before any thread is started and before anything
 * is opened that hostile bytes must not reach.  ERR_SYSTEM: no further
 * process, or it could not be locked in.
 */
enum err pool_open(const struct pool_options *o, struct pool **ret,
    struct error *e) MUST_CHECK;

/* Who takes the results from now on; borrowed.  Not while items wait. */
void pool_sink_set(struct pool *p, const struct pool_sink *sink);

/*
 * Have an item read: n bytes from the beginning of fd, which is the pool's
 * from now on, whatever comes of it.  The item's strings are copied.  While
 * too many items wait, results are handed to the sink, and meanwhile others
 * may be.  Fails when the sink fails or no worker can be had; then only
 * pool_cancel() and pool_close() may follow.
 */
enum err pool_submit(struct pool *p, const struct source_item *item, int fd,
    size_t n, enum provenance provenance, int64_t now, struct error *e)
    MUST_CHECK;

/* The same with bytes that are here; they are copied. */
enum err pool_submit_bytes(struct pool *p, const struct source_item *item,
    const void *bytes, size_t n, enum provenance provenance, int64_t now,
    struct error *e) MUST_CHECK;

/*
 * The same for an item that is not to be read at all, because of its size for
 * example: in its turn the sink is told of a document of this outcome, with
 * item->size and the reason (copied).
 */
enum err pool_refuse(struct pool *p, const struct source_item *item,
    enum provenance provenance, enum outcome outcome, const char *reason,
    struct error *e) MUST_CHECK;

/* Wait until all that was submitted has been handed to the sink. */
enum err pool_wait(struct pool *p, struct error *e) MUST_CHECK;

/* Forget what was submitted and not yet handed on. */
void pool_cancel(struct pool *p);

/* How many items wait, or are being read. */
size_t pool_waiting(const struct pool *p);

void pool_close(struct pool *p); /* NULL is allowed */

/* What the workers are locked in with, for `rampart --version`.  Static. */
const char *pool_sandbox(void);

#endif
