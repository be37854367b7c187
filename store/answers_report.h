/*
 * Answers about single reports, their records and documents, and the ledger.
 * Included by store.h, which says what may fail.
 */
#ifndef STORE_ANSWERS_REPORT_H
#define STORE_ANSWERS_REPORT_H

#include "store/answers.h"

/* A report that is kept, counted or not. */
struct report_row {
	int64_t id;
	const char *org_name, *reporter, *email, *report_id, *domain;
	int64_t begin, end; /* UTC seconds, both inclusive */
	int64_t messages, pass, records;
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
