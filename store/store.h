/*
 * The public header of store/: reports into SQLite, and answers out of it.
 *
 * A struct store is one connection and belongs to one thread.  Writing is one
 * transaction per batch; everything that a batch saves, roll-ups included, is
 * there after store_commit() returned OK, on disk (synchronous=FULL), or not
 * at all.
 *
 * Errors of every function: ERR_AGAIN when the database is locked by another
 * program, ERR_SYSTEM for disk, permission and damage; others as said.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/core.h"

struct store;

enum store_mode {
	STORE_READ, /* an existing database, read only */
	STORE_WRITE /* created and migrated when needed */
};

/*
 * ERR_NOTFOUND: STORE_READ and no such file.  ERR_INPUT: not a database of
 * ours, or made by a newer program (the sentence says which version).
 */
enum err store_open(const char *path, enum store_mode mode,
    struct store **ret, struct error *e) MUST_CHECK;
void store_close(struct store *st);

/*
 * The kind of network file system that a database of this path would lie on
 * (static); NULL: none that is known.  On one it may be used from one machine
 * at a time only.  probe: statfs(2) of a folder, its type; NULL: the system's.
 */
typedef bool (*store_probe)(const char *folder, unsigned long *ret_type);
const char *store_network(const char *path, store_probe probe);

/*
 * Answer or give up with ERR_AGAIN after this many milliseconds per
 * statement; 0: no deadline.
 */
void store_set_deadline(struct store *st, unsigned milliseconds);

/*
 * Which provenances count: a set of bits TRUST(enum provenance).  It acts on
 * questions from now on, whatever was saved before; each of them is about
 * trusted reports alone, but that lists of reports and sums by provenance have
 * all.
 */
#define TRUST(provenance) (1u << (provenance))
#define TRUST_VERIFIED \
	(TRUST(PROVENANCE_VERIFIED) | TRUST(PROVENANCE_IMPORTED))
/* What counts unless store_trust() was called. */
#define TRUST_DEFAULT (TRUST_VERIFIED | TRUST(PROVENANCE_UNVERIFIED))
void store_trust(struct store *st, unsigned trust);
unsigned store_trusted(const struct store *st);

/* Number of the last migration that this program knows. */
int store_schema_version(void);

/* The library behind store's door. */
struct library store_library(void);

/* ------------------------------------------------------------------ saving */

/* The same reporter: reports name the one, their mails come from the other. */
struct reporter_pair {
	const char *email, *from; /* domains, normalised */
};

/* What a person says about the reports that are saved. */
struct store_rules {
	const char *const *own_domains; /* normalised; n = 0: all are own */
	size_t n_own_domains;
	const struct reporter_pair *pairs; /* besides schema/reporters.tsv */
	size_t n_pairs;
	size_t records; /* of one report, at the most */
};

/* r is borrowed until store_close(); without it limits_default() holds. */
void store_set_rules(struct store *st, const struct store_rules *r);

/*
 * A batch.  On a STORE_READ connection: questions in between see one state of
 * the database.
 */
enum err store_begin(struct store *st, struct error *e) MUST_CHECK;
enum err store_commit(struct store *st, struct error *e) MUST_CHECK;
void store_rollback(struct store *st);

/*
 * How a mail in a maildir is known again without opening it.  Base and size
 * are those of the item that it was taken in as: its path's last part, flags
 * of a maildir apart, and its size.
 */
struct mail_name {
	const char *folder;
	const char *base;
	uint64_t inode;
	int64_t mtime_ns;
	int64_t size;
};

/* Whether this mail was taken in before (in a committed batch or this one). */
enum err store_mail_known(struct store *st, const struct mail_name *m,
    bool *ret, struct error *e) MUST_CHECK;

/* What became of a known mail. */
struct mail_past {
	uint32_t outcomes; /* 1 << enum outcome of each of its documents */
	bool ours;         /* this connection took it in */
};

/* Of a mail that store_mail_known() knows. */
enum err store_mail_past(struct store *st, const struct mail_name *m,
    struct mail_past *ret, struct error *e) MUST_CHECK;

/* What became of a document, when the store has had its say. */
struct saved {
	enum outcome outcome; /* report, duplicate, conflict, or as parsed */
	bool part;            /* of a report that was there: counted */
	int64_t report;       /* id of the stored or earlier report; 0: none */
	const char *reason;   /* why set aside; NULL; until the next document */
};

/*
 * One item: begin, then per document its records and the document itself,
 * then end.  Calls as struct ingest_sink makes them.  The ledger gets a row
 * per item and per document; store_item_end() remembers the mail, if name is
 * given.  An item that was begun and not ended leaves nothing: the next
 * store_item_begin() or store_commit() undoes it.  After ERR_SYSTEM or
 * ERR_AGAIN only store_rollback() helps.
 *
 * An item that came in `unverified` is judged report by report: `verified` when
 * auth_from is a domain of who says to report.  A report of a `failed` item is
 * set aside as failed-auth, one on none of the own domains as foreign-domain.
 *
 * ERR_LIMIT of store_record(): more than limits.records records, or a record
 * too large to be kept.
 */
enum err store_item_begin(struct store *st, const struct intake_source *s,
    int64_t now, struct error *e) MUST_CHECK;
enum err store_record(struct store *st, const struct record *r,
    struct error *e) MUST_CHECK;
void store_restart(struct store *st);
enum err store_document(struct store *st, const struct document *d,
    struct saved *ret, struct error *e) MUST_CHECK;
enum err store_item_end(struct store *st, const struct mail_name *name,
    struct error *e) MUST_CHECK;

/*
 * After the batches of an ingest: sum up periods that are over, so that
 * questions about long spans are quick.  They are answered without it, too.
 */
enum err store_close_periods(struct store *st, struct error *e) MUST_CHECK;

/*
 * After the batches of an ingest: give back the memory that made saving quick.
 * What is saved afterwards is saved as well, only not so fast at first.
 */
void store_rest(struct store *st);

/* ----------------------------------------------------------- reading again */

/* A report whose document is kept. */
struct kept {
	int64_t id;
	int64_t received; /* UTC seconds */
	enum provenance provenance;
	struct digest digest;
	bool pruned; /* its records: store_replace() would refuse */
};
/* The first with an id above `after`; ERR_NOTFOUND: there is no more. */
enum err store_kept_next(struct store *st, int64_t after, struct kept *ret,
    struct error *e) MUST_CHECK;

/* What another reading of a document made of its report. */
struct replaced {
	bool changed; /* anything */
	bool figures; /* what is summed, and for which domain and day */
	enum outcome was, is; /* report or conflict */
	int64_t records_was, messages_was, records, messages;
};

/*
 * Inside a batch, after its records: put the new reading of report k in the
 * place of the old one: rows, sums, repairs, all that it says, under the same
 * id, reporter, provenance and arrival.  Whether it counts is found out anew;
 * for other reports of its key that stays as it is.  Nothing is written if
 * nothing changed.  ERR_INPUT: it cannot be stored, the old one stays.
 */
enum err store_replace(struct store *st, const struct kept *k,
    const struct document *d, struct replaced *ret,
    struct error *e) MUST_CHECK;

/* A mail or file of the ledger, something of which was set aside. */
struct set_aside {
	int64_t id;       /* of the ledger */
	int64_t received; /* UTC seconds */
	int64_t size;     /* as it came in */
	enum provenance provenance;
};

/* How many there are. */
enum err store_set_aside_count(struct store *st, int64_t *ret,
    struct error *e) MUST_CHECK;

/*
 * The folder of a maildir that mails are known of, with an id above `after`;
 * its path: arena.  ERR_NOTFOUND: there is no more.
 */
enum err store_maildir_next(struct store *st, int64_t after, struct arena *a,
    int64_t *ret_id, const char **ret_path, struct error *e) MUST_CHECK;

/* A known mail.  ERR_NOTFOUND: it is not known, or nothing was set aside. */
enum err store_mail_set_aside(struct store *st, const struct mail_name *m,
    struct set_aside *ret, struct error *e) MUST_CHECK;

/*
 * The first imported file with an id above `after`, and its path as it was
 * given then: arena.  ERR_NOTFOUND: there is no more.
 */
enum err store_file_set_aside(struct store *st, int64_t after, struct arena *a,
    struct set_aside *ret, const char **ret_path, struct error *e) MUST_CHECK;

/* A document of the ledger, and what became of it. */
struct ledger_row {
	int64_t seq;
	enum outcome outcome;
	int64_t report;   /* stored or earlier, 0: none */
	int64_t reporter; /* its id, 0: not known */
};

/* What another reading of an item made of its documents. */
struct item_again {
	bool changed; /* other outcomes, or another number of them */
	/* A document that a report was stored or known from is not in it any
	   more: roll back. */
	bool lost;
	/* Borrowed until the next store_item_again(). */
	const struct ledger_row *was, *is;
	size_t n_was, n_is;
};

/*
 * In the place of store_item_begin() and store_item_end(): the documents that
 * come take the place of those that the item has in the ledger.  A report that
 * is here from this very item keeps the outcome that it had.  Nothing counts
 * twice, for a report that is here is a duplicate as ever; roll back when
 * nothing changed, or when it is only asked what would.
 */
enum err store_item_again(struct store *st, int64_t id,
    const struct intake_source *s, struct error *e) MUST_CHECK;
enum err store_item_again_end(struct store *st, struct item_again *ret,
    struct error *e) MUST_CHECK;

/* ------------------------------------------------------------- decisions */

/*
 * Count the conflict of that id as a part, because `who` knows it to be one;
 * and back.  One transaction each.  ERR_NOTFOUND: no such report; ERR_INPUT:
 * it is no conflict, or was not accepted, or its records were pruned.
 */
enum err store_accept(struct store *st, int64_t id, const char *who,
    int64_t now, struct error *e) MUST_CHECK;
enum err store_accept_undo(struct store *st, int64_t id,
    struct error *e) MUST_CHECK;

/* Answers; decisions and advice; what the advisor reads; upkeep. */
#include "store/advice.h"
#include "store/answers.h"
#include "store/answers_report.h"
#include "store/decide.h"
#include "store/facts.h"
#include "store/upkeep.h"

#endif
