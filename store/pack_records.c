/*
 * A kind is a row whose source and messages do not matter.  Both sides keep
 * those of the block at hand, so a record of a kind that was met costs a byte
 * for it.  Whatever the bytes are, reading stays inside them and inside its
 * arrays; what could not have been written is damage.
 *
 * Reading is the better part of every question about a large domain: the
 * numbers of a record are read in place, and nothing is copied.
 */
#include "store/pack_records.h"

#include "store/pack.h"

/* The first byte; the bits of what a new kind says. */
enum { FORM = 1, FORM_SHIFT = 3, PROVENANCE_MASK = 7 };
enum kind_member {
	KIND_VERDICT = 1 << 0,
	KIND_HEADER_FROM = 1 << 1,
	KIND_ENVELOPE_FROM = 1 << 2,
	KIND_ENVELOPE_TO = 1 << 3,
	KIND_AUTH = 1 << 4,
	KIND_DETAIL = 1 << 5,
	KIND_ALL = (1 << 6) - 1
};
enum { SPF_SHIFT = 2, DISPOSITION_SHIFT = 4, FLAGS_SHIFT = 8 };

/* Lead, members of a new kind, verdict, five ids, messages and source. */
enum { RECORD_BYTES_MAX = 2 + 8 * PACKED_NUMBER_MAX };

struct kinds {
	struct row v[BLOCK_RECORDS + 1]; /* behind what is before the first */
	size_t n;
};

/* Before the first one. */
static struct row
kind_before(int64_t domain)
{
	return (struct row){ .header_from = domain, .envelope_from = domain };
}

static uint64_t
verdict_of(const struct row *r)
{
	return r->dkim | (uint64_t)r->spf << SPF_SHIFT |
	       (uint64_t)r->disposition << DISPOSITION_SHIFT |
	       (uint64_t)r->flags << FLAGS_SHIFT;
}

static bool
is_of_kind(const struct row *r, const struct row *kind)
{
	return r->auth == kind->auth &&
	       r->envelope_from == kind->envelope_from &&
	       r->header_from == kind->header_from &&
	       verdict_of(r) == verdict_of(kind) &&
	       r->envelope_to == kind->envelope_to && r->detail == kind->detail;
}

static size_t
find_kind(const struct kinds *k, const struct row *r)
{
	size_t i = 0;

	while (i < k->n && !is_of_kind(r, &k->v[i + 1]))
		i++;
	return i;
}

static uint8_t *
put_distance(uint8_t *p, int64_t from, int64_t to)
{
	int64_t d = to - from;

	return pack_number_at(p,
	    d < 0 ? (uint64_t)~d * 2 + 1 : (uint64_t)d * 2);
}

static uint8_t *
put_kind(uint8_t *p, const struct row *was, const struct row *r)
{
	const struct {
		int64_t was, is;
	} ids[] = { { was->header_from, r->header_from },
		{ was->envelope_from, r->envelope_from },
		{ was->envelope_to, r->envelope_to }, { was->auth, r->auth },
		{ was->detail, r->detail } };
	uint8_t *members = p++;

	*members = 0;
	if (verdict_of(was) != verdict_of(r)) {
		*members |= KIND_VERDICT;
		p = pack_number_at(p, verdict_of(r));
	}
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		if (ids[i].was == ids[i].is)
			continue;
		*members |= (uint8_t)(KIND_HEADER_FROM << i);
		p = put_distance(p, ids[i].was, ids[i].is);
	}
	return p;
}

size_t
records_pack(struct packed_block *out, int64_t domain,
    enum provenance provenance, const struct row *v, size_t n)
{
	struct kinds kinds;
	uint8_t *p = out->data;
	int64_t source = 0;
	size_t i;

	kinds.v[0] = kind_before(domain);
	kinds.n = 0;
	*p++ = (uint8_t)(FORM << FORM_SHIFT | (int)provenance);
	for (i = 0; i < n && i < BLOCK_RECORDS &&
	            p - out->data <= BLOCK_BYTES - RECORD_BYTES_MAX;
	     i++) {
		const struct row *r = &v[i];
		size_t kind = find_kind(&kinds, r);

		*p++ = (uint8_t)(kind << 1 | (r->messages != 1));
		if (kind == kinds.n) {
			p = put_kind(p, &kinds.v[kind], r);
			kinds.v[++kinds.n] = *r;
		}
		if (r->messages != 1)
			p = pack_number_at(p, r->messages);
		p = put_distance(p, source, r->source);
		source = r->source;
	}
	out->len = (size_t)(p - out->data);
	return i;
}

/* Ids are never negative. */
static inline __attribute__((always_inline)) int64_t
take_id(struct pack_reader *in, int64_t before)
{
	uint64_t d = pack_take(in), from = (uint64_t)before;
	uint64_t to = d & 1 ? from - (d >> 1) - 1 : from + (d >> 1);

	in->bad |= to > INT64_MAX;
	return in->bad ? 0 : (int64_t)to;
}

static void
take_verdict(struct pack_reader *in, struct row *r)
{
	uint64_t v = pack_read(in);

	r->dkim = v & 3;
	r->spf = v >> SPF_SHIFT & 3;
	r->disposition = v >> DISPOSITION_SHIFT & 15;
	r->flags = (uint32_t)(v >> FLAGS_SHIFT);
	in->bad |= v >> FLAGS_SHIFT > UINT32_MAX;
}

/* *r: the kind before, and then the new one.  What is left to read. */
static struct pack_reader
take_kind(struct pack_reader in, struct row *r)
{
	int64_t *const ids[] = { &r->header_from, &r->envelope_from,
		&r->envelope_to, &r->auth, &r->detail };
	uint64_t members = pack_read(&in);

	in.bad |= members > KIND_ALL;
	if (members & KIND_VERDICT)
		take_verdict(&in, r);
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		if (members & (uint64_t)KIND_HEADER_FROM << i)
			*ids[i] = take_id(&in, *ids[i]);
	return in;
}

/* The records behind the first byte; the reader stays in registers. */
static bool
take_records(struct pack_reader in, struct unpacked_block *b)
{
	int64_t source = 0;

	for (size_t i = 0; i < b->n; i++) {
		uint64_t lead = pack_take(&in), kind = lead >> 1, messages = 1;

		if (kind > b->n_kinds || kind >= BLOCK_RECORDS)
			return false;
		if (kind == b->n_kinds) {
			b->kinds[kind + 1] = b->kinds[kind];
			in = take_kind(in, &b->kinds[kind + 1]);
			b->n_kinds++;
		}
		if (lead & 1)
			messages = pack_take(&in);
		source = take_id(&in, source);
		if (in.bad || messages > UINT32_MAX)
			return false;
		b->v[i] = (struct unpacked_record){ source, (uint32_t)messages,
			(uint32_t)kind + 1 };
	}
	return in.p == in.end;
}

bool
records_unpack(const void *p, size_t size, int64_t domain, size_t n,
    struct unpacked_block *ret)
{
	struct pack_reader in = { p, (const uint8_t *)p + size, false };
	uint64_t form = pack_read(&in);

	if (form >> FORM_SHIFT != FORM || n == 0 || n > BLOCK_RECORDS)
		return false;
	ret->n = n;
	ret->n_kinds = 0;
	ret->provenance = (enum provenance)(form & PROVENANCE_MASK);
	ret->kinds[0] = kind_before(domain);
	return take_records(in, ret);
}
