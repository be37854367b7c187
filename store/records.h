/*
 * Records where they are stored, one after the other: the only way to them,
 * for a row of the database is a block of them (pack_records.h).
 */
#ifndef STORE_RECORDS_H
#define STORE_RECORDS_H

#include "store/answers.h"
#include "store/content.h"
#include "store/pack_records.h"

/*
 * A walk through records.  Each asks a statement, so two walks of one kind
 * over one connection cannot be under way together.
 */
struct records {
	struct query *q;
	int64_t domain;
	/* The block at hand. */
	struct unpacked_block block;
	size_t next;
	int64_t first_seq;
	/* Of all its records. */
	int64_t report;
	day_t day;
};

/* Of a walk through all of a domain. */
#define ALL_DAYS ((struct span){ INT32_MIN, INT32_MAX })

/* Counted records of a domain in these days, in the order of the table ... */
enum err records_begin(struct records *r, struct sql *sql, int64_t domain,
    struct span span, struct error *e) MUST_CHECK;
/* ... or the newest blocks first. */
enum err records_begin_newest(struct records *r, struct sql *sql,
    int64_t domain, struct span span, struct error *e) MUST_CHECK;
/* Records of one report, counted or not, from that seq on. */
enum err records_begin_of(struct records *r, struct sql *sql,
    const struct content *c, int64_t seq, struct error *e) MUST_CHECK;

/*
 * The next one, NULL behind the last: *ret is borrowed until the next call.
 * ERR_SYSTEM: a block is damaged; the sentence says of which report.  After a
 * failure, as after the last record, the walk is over.
 */
enum err records_next(struct records *r, const struct row **ret,
    struct error *e) MUST_CHECK;
/* The same block by block, into r->block: *ret is false behind the last. */
enum err records_next_block(struct records *r, bool *ret,
    struct error *e) MUST_CHECK;
/* End a walk before its end. */
void records_end(struct records *r);

/* The place of the record that records_next() gave last. */
static inline int64_t
records_seq(const struct records *r)
{
	return r->first_seq + (int64_t)r->next - 1;
}

/* Write rows as the records of c, which has none. */
enum err records_add(struct sql *sql, const struct content *c,
    const struct rows *rows, struct error *e) MUST_CHECK;
/*
 * One block of n rows at most, from that seq on; *ret_n says how many it took.
 */
enum err records_add_block(struct sql *sql, const struct content *c,
    int64_t seq, const struct row *v, size_t n, size_t *ret_n,
    struct error *e) MUST_CHECK;

#endif
