/* Between the files of a check; nobody else includes it. */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "store/internal.h"
#include "store/map.h"
#include "store/rollup_check.h"

/* Of one kind, so many are told one by one. */
enum { FINDINGS_MAX = 20 };

struct verify {
	struct store *st;
	const struct check_watch *watch;
	struct horizon horizon;
	int64_t findings[CHECK_COUNT];
	bool records; /* look at each report's records, not only sum them */
	bool mend;    /* and write the roll-ups that differ */
	int64_t mended;
	int64_t done, total; /* reports that were looked at */
	struct id_sets {
		struct map source, domain, auth, detail;
	} ids; /* that are there */
};

/* Something is wrong.  Beyond FINDINGS_MAX of a kind it is only counted. */
enum err verify_found(struct verify *v, enum check what, struct error *e,
    const char *fmt, ...) PRINTF_LIKE(4, 5) MUST_CHECK;
/* Say how many were only counted. */
enum err verify_rest(struct verify *v, enum check what,
    struct error *e) MUST_CHECK;
void verify_progress(const struct verify *v, enum check what, int64_t done,
    int64_t total);

/* Reports and roll-ups, a window of days at a time (verify_reports.c). */
enum err verify_reports(struct verify *v, struct error *e) MUST_CHECK;
/* Tell the differences, and mend them if that is what is wanted. */
enum err verify_settle(struct verify *v, struct rollup_differences *d,
    struct error *e) MUST_CHECK;
/* Roll-ups that are no sums of a day's records (verify_sums.c). */
enum err verify_sums(struct verify *v, struct error *e) MUST_CHECK;
/* Part of that: what closed periods keep (verify_periods.c). */
enum err verify_periods(struct verify *v, struct error *e) MUST_CHECK;
/* Whether what is stored of one report agrees (verify_records.c). */
enum err verify_records(struct verify *v, const struct content *c,
    const struct rows *rows, struct error *e) MUST_CHECK;
/* The ids of a statement without parameters, into a set that is empty. */
enum err verify_ids(struct verify *v, enum sql_id id, struct map *set,
    struct error *e) MUST_CHECK;
enum err verify_ids_load(struct verify *v, struct error *e) MUST_CHECK;
void verify_ids_free(struct verify *v);
/* verify_rest.c */
enum err verify_orphans(struct verify *v, struct error *e) MUST_CHECK;
enum err verify_documents(struct verify *v, struct error *e) MUST_CHECK;
enum err verify_ledger(struct verify *v, struct error *e) MUST_CHECK;

/*
 * The days of all domains are the sums of theirs (verify_senders.c).  Where
 * they are not and that is to be mended, they go: the next judgement sums them
 * up.
 */
enum err verify_sender_sums(struct verify *v, struct error *e) MUST_CHECK;
/* Days by sender name senders that are there (verify_senders.c). */
enum err verify_senders(struct verify *v, struct error *e) MUST_CHECK;
/* What the advisor keeps, and decisions (verify_advice.c). */
enum err verify_advice(struct verify *v, struct error *e) MUST_CHECK;

/* fn for each row of a statement without parameters. */
typedef enum err (
    *verify_row_fn)(struct verify *v, struct query *q, struct error *e);
enum err verify_each(struct verify *v, enum sql_id id, verify_row_fn fn,
    struct error *e) MUST_CHECK;
/* The first column of a statement without parameters. */
enum err verify_number(struct verify *v, enum sql_id id, int64_t *ret,
    struct error *e) MUST_CHECK;

#endif
