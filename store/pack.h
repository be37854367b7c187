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

/* Pass over so many numbers. */
void pack_skip(struct pack_reader *r, uint64_t n);

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
