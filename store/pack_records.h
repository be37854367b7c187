/*
 * Records that follow each other in one report, packed into one BLOB: the
 * `block` of a row of record_block and conflict_block, which also says their
 * domain and how many they are.  Written here and nowhere else.
 *
 * The first byte is the form (1) times 8, plus the provenance of the report.
 * Then the records, in the order of the document:
 *
 *	lead      2 * kind, plus 1 unless it is of one message
 *	the kind  only where it is a new one, see below
 *	messages  only behind an odd lead
 *	source    its distance to that of the record before, at first to 0
 *
 * A kind is what records share: verdict, header_from, envelope_from,
 * envelope_to, auth, detail.  Kinds count from 0 in the order in which they are
 * first met; the lead of a new one is as many as there are.  It is said by
 * what is not as in the kind before: a byte with bit 0 to 5 for each of these
 * six, then those in this order, the ids as distances.  Before the first kind
 * header_from and envelope_from are the domain, the rest is 0.  A verdict is
 * here dkim + 4 * spf + 16 * disposition + 256 * flags (rows.h).
 *
 * Numbers are LEB128 (pack.h).  A distance d is 2 * d, or -2 * d - 1 below 0.
 *
 * Most records are four to six bytes.  A block ends early enough to lie in a
 * page of SQLite as a whole: a cell of more than a quarter of a page does not.
 */
#ifndef STORE_PACK_RECORDS_H
#define STORE_PACK_RECORDS_H

#include "core/core.h"
#include "store/rows.h"

/* In one block, at most; the bytes with room for one record too many. */
enum { BLOCK_RECORDS = 64, BLOCK_BYTES = 900 };

struct packed_block {
	uint8_t data[BLOCK_BYTES];
	size_t len;
};

/*
 * Pack the first of n rows (at least one) into *out, as many as a block takes.
 * Says how many these are.
 */
size_t records_pack(struct packed_block *out, int64_t domain,
    enum provenance provenance, const struct row *v, size_t n);

/*
 * A block unpacked.  What records share stands once, as their kind: a row whose
 * source and messages say nothing.
 */
struct unpacked_block {
	size_t n;
	enum provenance provenance;
	struct row kinds[BLOCK_RECORDS + 1]; /* [0]: of no record */
	size_t n_kinds;
	struct unpacked_record {
		int64_t source;
		uint32_t messages;
		uint32_t kind; /* index into kinds */
	} v[BLOCK_RECORDS];
};

/*
 * The n records of a block of that domain.  False: the bytes are damaged, and
 * *ret holds anything.
 */
bool records_unpack(const void *p, size_t size, int64_t domain, size_t n,
    struct unpacked_block *ret) MUST_CHECK;

/* One of them as a row, borrowed until the next is asked for. */
static inline const struct row *
unpacked_row(struct unpacked_block *b, size_t i)
{
	struct row *row = &b->kinds[b->v[i].kind];

	row->source = b->v[i].source;
	row->messages = b->v[i].messages;
	return row;
}

#endif
