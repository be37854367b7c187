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
 * After the batches of an ingest: sum up what is over and large, so that
 * questions about long spans are quick.  They are answered without it, too.
 */
enum err store_close_periods(struct store *st, struct error *e) MUST_CHECK;

/* ----------------------------------------------------------- reading again */

/* A report whose document is kept. */
struct kept {
	int64_t id, received;
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
	const struct ledger_row *was, *is; /* until the next store_item_again() */
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

/* Those about senders, domains and advice; what the advisor reads; upkeep. */
#include "store/advice.h"
#include "store/decide.h"
#include "store/facts.h"
#include "store/upkeep.h"

/* ----------------------------------------------------------------- asking */

/* Days asked about, both inclusive. */
struct span {
	day_t from, to;
};

/*
 * The days of a filter; what it leaves open becomes the 35 days up to the last
 * day with a report (of f->domain if that is set), never after `today`; up to
 * yesterday when there is none.  ERR_INPUT: more than ten years.
 */
enum err store_span(struct store *st, const struct filter *f, day_t today,
    struct span *ret, struct error *e) MUST_CHECK;

/*
 * The frame of an answer, set on a JSON object: as_of, and from and to of a
 * span (NULL: the answer has none).
 */
void frame_set_json(json_t *object, day_t as_of, const struct span *span);

/* The earlier of yesterday and the last report's day (architecture.md 4). */
enum err store_as_of(struct store *st, day_t today, day_t *ret,
    struct error *e) MUST_CHECK;

/* Grows with every commit: what an ETag is made of. */
enum err store_change(struct store *st, int64_t *ret, struct error *e)
    MUST_CHECK;

/* Sums of messages, all of them messages and never rows. */
struct sums {
	int64_t messages;
	int64_t pass;            /* DMARC pass: dkim or spf aligned */
	int64_t fail_none;       /* failing, disposition none */
	int64_t fail_quarantine; /* failing, disposition quarantine */
	int64_t fail_reject;     /* failing, disposition reject */
	int64_t fail_unknown;    /* failing, any other disposition */
	int64_t dkim_pass, spf_pass; /* aligned */
	int64_t both_pass;           /* of them, those with both */
	/* By provenance: all, also those that are not trusted and are in none
	   of the sums above. */
	int64_t verified, unverified, failed, imported;
};

struct totals {
	struct sums sums;
	unsigned trust; /* what of it counts */
	int64_t domains, reports, reporters;
	int64_t newest; /* end of the newest report in the span, TIME_UNSET */
	/* Documents in the ledger that are no report, ever; 0 for a domain. */
	int64_t set_aside;
};

/* Over f->domain or, when that is not set, over all. */
enum err store_totals(struct store *st, const struct filter *f,
    struct span span, struct totals *ret, struct error *e) MUST_CHECK;
json_t *totals_to_json(const struct totals *t);

/* Sums alone: what an answer about f->domain (or all) rests on. */
enum err store_provenance(struct store *st, const struct filter *f,
    struct span span, struct sums *ret, struct error *e) MUST_CHECK;
/* Set provenance (messages) and counted_provenance (words) on an object. */
void provenance_set_json(json_t *object, const struct sums *s,
    unsigned trust);

/*
 * Lists hand each row to a callback, borrowed until it returns; a callback
 * that does not return OK stops the list with its error.
 */
struct page {
	/* Rows that match; -1: over 10,000, or f->uncounted, or of days whose
	   ledger was pruned, so that nobody knows. */
	int64_t total;
	bool more;                  /* there are rows after the last one */
	char next[FILTER_TEXT_MAX]; /* cursor for them; "" when !more */
	/* Of a list made of records that should have those of earlier days,
	   too: they were pruned; 0: they are all there. */
	day_t records_from;
};
/* Set next, total and more, and records_from if that is set, on an object. */
void page_set_json(json_t *object, const struct page *page);

/* A domain, its volume, its policy and its days. */
struct domain_row {
	const char *domain;
	int64_t messages, pass, fail_none, fail_quarantine, fail_reject,
	    fail_unknown;
	int64_t reports, reporters;
	const char *p, *sp, *np, *adkim, *aspf, *testing, *fo;
	int pct;             /* the policy that the newest report saw; -1 */
	day_t first_day, last_day; /* with a report, ever */
	int64_t last_report; /* end of the newest, ever; UTC seconds */
	const int64_t *days_pass, *days_fail; /* span.to - span.from + 1 */
	size_t n_days;
};
extern const struct table domain_table;
typedef enum err (*domain_fn)(void *ctx, const struct domain_row *row,
    struct error *e);
/*
 * Every domain that a trusted report is on (or f->domain), in order of messages
 * (most first) unless f->sort names another count, domain or "fail".
 * ERR_INPUT: another key, or a cursor of another list.
 */
enum err store_domains(struct store *st, const struct filter *f,
    struct span span, domain_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;
json_t *domain_row_to_json(const struct domain_row *row);

/* A UTC day, of f->domain or of all domains; every day of the span. */
struct day_row {
	day_t day;
	int64_t messages, pass, fail_none, fail_quarantine, fail_reject,
	    fail_unknown, dkim_pass, spf_pass, both_pass, reports;
	bool coarse; /* holds a report of more than 36 hours */
};
extern const struct table day_table;
typedef enum err (*day_fn)(void *ctx, const struct day_row *row,
    struct error *e);
enum err store_days(struct store *st, const struct filter *f,
    struct span span, day_fn fn, void *ctx, struct error *e) MUST_CHECK;
json_t *day_row_to_json(const struct day_row *row);

/* A run of days in which most reports saw the same published policy. */
struct policy_row {
	day_t first_day, last_day;
	int64_t messages, reports;
	const char *p, *sp, *np, *adkim, *aspf, *testing, *fo;
	int pct;
};
extern const struct table policy_table;
typedef enum err (*policy_fn)(void *ctx, const struct policy_row *row,
    struct error *e);
/*
 * Policies of f->domain in order of days.  Days are the same when what counts
 * is (missing tags as their defaults; np, fo and discovery_method apart).
 */
enum err store_policies(struct store *st, const struct filter *f,
    struct span span, policy_fn fn, void *ctx, struct error *e) MUST_CHECK;
json_t *policy_row_to_json(const struct policy_row *row);

/* Who reports on f->domain (or on all). */
struct reporter_row {
	const char *reporter; /* identity, the filter's word */
	const char *org_name; /* of its newest report */
	int64_t messages, pass, fail_none, fail_quarantine, fail_reject,
	    fail_unknown, reports;
	int64_t repairs; /* in all these reports together */
	day_t last_day;
	/* span.to - span.from + 1 numbers; none if these are over 400 */
	const int64_t *days_pass, *days_fail;
	size_t n_days;
};
extern const struct table reporter_table;
typedef enum err (*reporter_fn)(void *ctx, const struct reporter_row *row,
    struct error *e);
enum err store_reporters(struct store *st, const struct filter *f,
    struct span span, reporter_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;
json_t *reporter_row_to_json(const struct reporter_row *row);

/* What had to be put right, or let stand, in the reports of one reporter. */
struct repair_row {
	const char *reporter, *code;
	int64_t repairs; /* those that reports keep: limits.repairs of each */
	int64_t reports; /* that have such a repair */
	day_t last_day;
};
extern const struct table repair_table;
typedef enum err (*repair_fn)(void *ctx, const struct repair_row *row,
    struct error *e);
/* By reporter, most repairs first.  Takes domain and reporter. */
enum err store_repairs(struct store *st, const struct filter *f,
    struct span span, repair_fn fn, void *ctx, struct error *e) MUST_CHECK;
json_t *repair_row_to_json(const struct repair_row *row);

/* Who sends in the name of f->domain: one address. */
struct source_row {
	struct ip source_ip;
	int64_t messages, pass, dkim_pass, spf_pass, fail_none,
	    fail_quarantine, fail_reject, fail_unknown;
	int64_t reporters; /* how many saw it */
	day_t first_day, last_day; /* inside the span */
};
extern const struct table source_table;
typedef enum err (*source_fn)(void *ctx, const struct source_row *row,
    struct error *e);
/*
 * Needs f->domain.  Takes source_ip, reporter, disposition, dmarc, dkim, spf;
 * sorted by messages unless f->sort names another number or source_ip.
 */
enum err store_sources(struct store *st, const struct filter *f,
    struct span span, source_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;
json_t *source_row_to_json(const struct source_row *row);

/* The same sums of something that has a name. */
struct named_sums {
	const char *name; /* NULL: not readable */
	struct source_row sums; /* without source_ip */
};
typedef enum err (*named_fn)(void *ctx, const struct named_sums *row,
    struct error *e);

/* One From domain of f->domain (header_from): itself, or one below it. */
extern const struct table subdomain_table;
/* As store_sources(). */
enum err store_subdomains(struct store *st, const struct filter *f,
    struct span span, named_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;
json_t *subdomain_row_to_json(const struct named_sums *row);

/* One address over all domains: what it sent in the name of each (domain). */
extern const struct table sending_table;
/*
 * Needs f->source_ip.  Those with messages in the span, in the order of their
 * first report.  ERR_NOTFOUND: no report has this address.
 */
enum err store_sendings(struct store *st, const struct filter *f,
    struct span span, named_fn fn, void *ctx, struct error *e) MUST_CHECK;
json_t *sending_row_to_json(const struct named_sums *row);

/* A record with this address, and the report that has it. */
struct sighting_row {
	day_t day;
	const char *domain, *reporter, *header_from;
	int64_t messages;
	const char *disposition, *dkim, *spf; /* words; NULL: not said */
	int64_t report;
};
extern const struct table sighting_table;
typedef enum err (*sighting_fn)(void *ctx, const struct sighting_row *row,
    struct error *e);
/*
 * Needs f->source_ip; domain by domain as store_sendings(), newest first, at
 * most f->limit of each.
 */
enum err store_sightings(struct store *st, const struct filter *f,
    struct span span, sighting_fn fn, void *ctx, struct error *e) MUST_CHECK;
json_t *sighting_row_to_json(const struct sighting_row *row);

/* A report that is kept, counted or not. */
struct report_row {
	int64_t id;
	const char *org_name, *reporter, *email, *report_id, *domain;
	int64_t begin, end, messages, pass, records;
	day_t day;
	const char *outcome;    /* report, or conflict: not counted */
	bool counted;           /* in the sums: a report, and trusted */
	const char *provenance, *dialect;
	bool part, coarse, late;
	int64_t repairs, received; /* received: UTC seconds */
	struct digest digest;
};
extern const struct table report_table;
typedef enum err (*report_fn)(void *ctx, const struct report_row *row,
    struct error *e);
/* Newest end first.  Takes domain, from, to, reporter, limit, cursor. */
enum err store_reports(struct store *st, const struct filter *f,
    struct span span, report_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;
json_t *report_row_to_json(const struct report_row *row);

/*
 * One report, whole but for its records: strings from the arena.  Words have
 * the raw text of their code.  ERR_NOTFOUND: no report of that id.
 */
struct stored_report {
	struct report_row row;
	struct report report; /* policy_published, repairs, errors, ... */
	/* Of the mail that it first came in. */
	const char *path, *member, *message_id, *mail_from, *auth_from;
	bool has_document; /* the original bytes are still kept */
	const char *accepted_by; /* a conflict that counts: who said so */
	int64_t accepted_at;     /* UTC seconds, if accepted_by is set */
};
enum err store_report(struct store *st, int64_t id, struct arena *a,
    struct stored_report *ret, struct error *e) MUST_CHECK;
/* Without "records", which the caller sets. */
json_t *stored_report_to_json(const struct stored_report *r);

typedef enum err (*record_fn)(void *ctx, const struct record *r,
    struct error *e);
/* Its records in the order of the document.  Takes limit and cursor. */
enum err store_report_records(struct store *st, int64_t id,
    const struct filter *f, record_fn fn, void *ctx, struct page *ret,
    struct error *e) MUST_CHECK;

/*
 * The ledger: a document of a mail or file that came in, and what became of it
 * then.
 */
struct intake_row {
	int64_t id;       /* of the mail or file */
	int64_t document; /* its place in it, from 0 */
	int64_t received; /* UTC seconds */
	const char *outcome, *reason;
	const char *path, *member;
	int64_t size;         /* bytes of the document, unpacked */
	struct digest digest; /* all 0: unread */
	const char *message_id, *mail_from, *provenance;
	const char *reporter; /* NULL: not known */
	int64_t report;       /* the stored or earlier report, 0: none */
};
extern const struct table intake_table;
typedef enum err (*intake_fn)(void *ctx, const struct intake_row *row,
    struct error *e);
/*
 * Last come first.  Takes from and to (days on which it was received; all of
 * them unless set), reporter, limit, cursor and outcome; without outcome what
 * was set aside: no report, duplicate or conflict.
 */
enum err store_intake(struct store *st, const struct filter *f, intake_fn fn,
    void *ctx, struct page *ret, struct error *e) MUST_CHECK;
json_t *intake_row_to_json(const struct intake_row *row);

/* How many documents came to each outcome. */
struct intake_counts {
	int64_t documents[OUTCOME_COUNT]; /* by enum outcome */
};
/* Takes from, to and reporter. */
enum err store_intake_counts(struct store *st, const struct filter *f,
    struct intake_counts *ret, struct error *e) MUST_CHECK;
/* An array of outcome and documents, those that there are. */
json_t *intake_counts_to_json(const struct intake_counts *c);

/*
 * The original document, its exact bytes, added to ret, whose ceiling counts.
 * ERR_NOTFOUND: no such report, or its document was pruned.
 */
enum err store_report_document(struct store *st, int64_t id,
    struct buf *ret, struct error *e) MUST_CHECK;

#endif
