/*
 * Two things that records share are kept as one BLOB each, written here and
 * nowhere else:
 *
 *	auth	all dkim entries (domain, selector, result, human_result), then
 *		all spf entries (domain, scope, result, human_result), in order
 *	detail	the words of disposition, dkim and spf, then the reasons
 *		(type, comment), in order
 *
 * Numbers are LEB128.  A text is its length + 1 and its bytes, 0 for NULL.  A
 * word is its code doubled when the raw text is that of the code; otherwise
 * the code doubled plus one, and the raw text.
 */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include <endian.h>
#include <string.h>

#include "core/core.h"

/* A number at p, and what is behind it: at most PACKED_NUMBER_MAX bytes. */
enum { PACKED_NUMBER_MAX = 10 };
static inline uint8_t *
pack_number_at(uint8_t *p, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		*p++ = (uint8_t)(v | 0x80);
	*p++ = (uint8_t)v;
	return p;
}

/* Numbers one after the other; bytes are borrowed as long as it reads. */
struct pack_reader {
	const uint8_t *p, *end;
	bool bad; /* the bytes are damaged: sticks, and is asked at the end */
};
uint64_t pack_read_long(struct pack_reader *r);
/* The next number, below 2^63; 0 of bytes that are damaged. */
static inline uint64_t
pack_read(struct pack_reader *r)
{
	return r->p < r->end && *r->p < 0x80 ? *r->p++ : pack_read_long(r);
}

/* The same without a call, for what is read by the million. */
static inline __attribute__((always_inline)) uint64_t
pack_take(struct pack_reader *in)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < 63 && in->p < in->end; shift += 7) {
		uint8_t byte = *in->p++;

		v |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return v;
	}
	in->bad = true;
	return 0;
}

/* A bit for each of eight bytes that ends a number, the first one's lowest. */
static inline uint64_t
pack_ends(const uint8_t *p)
{
	uint64_t bytes;

	memcpy(&bytes, p, sizeof(bytes));
	return ~le64toh(bytes) & UINT64_C(0x8080808080808080);
}

/* Pass over so many numbers: where there are eight bytes, they are looked at
   together. */
static inline __attribute__((always_inline)) void
pack_skip(struct pack_reader *r, uint64_t n)
{
	while (n > 0 && r->end - r->p >= 8) {
		uint64_t ends = pack_ends(r->p);
		uint64_t many = (ends >> 7) * UINT64_C(0x101010101010101) >> 56;

		if (many >= n) {
			for (; n > 1; n--)
				ends &= ends - 1;
			r->p += __builtin_ctzll(ends) / 8 + 1;
			return;
		}
		r->p += 8;
		n -= many;
	}
	while (n > 0 && r->p < r->end)
		n -= *r->p++ < 0x80;
	r->bad |= n > 0;
}

void pack_text(struct buf *out, const char *s);
void pack_number(struct buf *out, uint64_t v);

void pack_auth(struct buf *out, const struct record *r);
/* Leaves out empty when a record has nothing to remark. */
void pack_detail(struct buf *out, const struct record *r);

/*
 * Back into *r, strings from the arena.  ERR_SYSTEM: the bytes are damaged;
 * ERR_LIMIT: the arena is full.  unpack_detail() needs the codes in *r.
 */
enum err unpack_auth(const void *p, size_t n, struct arena *a, struct record *r,
    struct error *e) MUST_CHECK;
enum err unpack_detail(const void *p, size_t n, struct arena *a,
    struct record *r, struct error *e) MUST_CHECK;

#endif
