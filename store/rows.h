/*
 * The records of one report as rows of ids, in the order of the document.
 * They stay in memory until the document is whole: only then is it known who
 * reports, for which days, and whether the report is here already.
 */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "core/core.h"

/*
 * Bits of a row's flags: bit 1 to 15 say that a reason of that code of
 * VOCAB_REASON_TYPE was given (1 is an unknown one).
 */
enum row_flag {
	ROW_OUTSIDE_DOMAIN = 1 << 0, /* header_from not under the domain */
	ROW_SAMPLED_OUT = 1 << REASON_SAMPLED_OUT,
	/* The receiver says that a forwarder or list brought it: one of those
	   reasons, or local_policy with a comment about ARC. */
	ROW_RELAYED = 1 << 16
};

/* What was said of a row in one byte: 4 bits disposition, 2 dkim, 2 spf. */
enum { VERDICT_DKIM = 4, VERDICT_SPF = 6 };
static inline int
verdict_disposition(int64_t v)
{
	return (int)(v & 15);
}
static inline int
verdict_dkim(int64_t v)
{
	return (int)(v >> VERDICT_DKIM & 3);
}
static inline int
verdict_spf(int64_t v)
{
	return (int)(v >> VERDICT_SPF & 3);
}

struct row {
	int64_t source, header_from, envelope_from, envelope_to, auth, detail;
	uint32_t messages, flags;
	uint8_t disposition, dkim, spf;
};

struct rows {
	struct row *v; /* owned */
	size_t n, cap;
};

void rows_add(struct rows *rows, const struct row *row);
void rows_free(struct rows *rows);

bool row_passes(const struct row *row);
int64_t rows_messages(const struct rows *rows);
int64_t rows_passing(const struct rows *rows);

/* The flags of a record. */
uint32_t row_flags(const struct record *r);
int64_t row_verdict(const struct row *row);

/*
 * What two reports with the same key are compared by: rows that agree in all
 * but count and place are one, its count their sum.  Sorted.
 */
struct row_key {
	int64_t source, disposition, dkim, spf, header_from, envelope_from,
	    auth;
	int64_t messages; /* not compared as part of the key */
};
struct row_keys {
	struct row_key *v; /* owned: free() */
	size_t n;
};
struct row_keys row_keys_of(const struct rows *rows);
/* A number that equal contents share, and practically no others. */
int64_t row_keys_hash(const struct row_keys *k);

enum row_overlap { ROWS_EQUAL, ROWS_APART, ROWS_MIXED };
/* Two empty ones are equal. */
enum row_overlap row_keys_compare(const struct row_keys *a,
    const struct row_keys *b);

#endif
