/* Sums in order, groups of them, and back. */
#include "store/period.h"

#include <stdlib.h>

#include "store/pack.h"

enum { DAY_MASK = 15 };

static int
compare_sums(const void *a, const void *b)
{
	const struct period_sum *x = a, *y = b;

	if (x->reporter != y->reporter)
		return x->reporter < y->reporter ? -1 : 1;
	if (x->provenance != y->provenance)
		return x->provenance < y->provenance ? -1 : 1;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	return x->outcome < y->outcome ? -1 : x->outcome > y->outcome;
}

static size_t
group_length(const struct period_sum *v, size_t n)
{
	size_t i = 1;

	while (i < n && v[i].reporter == v->reporter &&
	       v[i].provenance == v->provenance)
		i++;
	return i;
}

void
period_pack(struct buf *out, struct period_sum *v, size_t n)
{
	if (n > 0) /* v may be NULL */
		qsort(v, n, sizeof(*v), compare_sums);
	while (n > 0) {
		size_t group = group_length(v, n);
		int64_t source = 0;

		pack_number(out, (uint64_t)v->reporter + 1);
		pack_number(out, (uint64_t)v->provenance);
		pack_number(out, group);
		for (; group > 0; group--, v++, n--) {
			pack_number(out, (uint64_t)(v->source - source));
			pack_number(out, (uint64_t)v->outcome);
			pack_number(out, (uint64_t)(v->first | v->last << 4));
			pack_number(out, (uint64_t)v->messages);
			source = v->source;
		}
	}
}

static inline int64_t
take(struct period_reader *r)
{
	return (int64_t)pack_take(&r->in);
}

static bool
next_group(struct period_reader *r)
{
	if (r->in.p == r->in.end || r->in.bad)
		return false;
	r->at.reporter = take(r) - 1;
	r->at.provenance = take(r);
	r->left = (uint64_t)take(r);
	r->at.source = 0;
	/* Each is some bytes. */
	r->in.bad |= r->left == 0 || r->left > (size_t)(r->in.end - r->in.p);
	return !r->in.bad;
}

/* What stands behind the source. */
static bool
read_sum(struct period_reader *r, struct period_sum *ret)
{
	int64_t days;

	r->at.outcome = take(r);
	days = take(r);
	r->at.first = days & DAY_MASK;
	r->at.last = days >> 4 & DAY_MASK;
	r->at.messages = take(r);
	*ret = r->at;
	return !r->in.bad;
}
enum { SUM_NUMBERS = 4 };

bool
period_next(struct period_reader *r, struct period_sum *ret)
{
	if (r->left == 0 && !next_group(r))
		return false;
	r->left--;
	r->at.source += take(r);
	return read_sum(r, ret);
}

/* Sums of a group are in the order of sources. */
bool
period_next_of(struct period_reader *r, int64_t source, struct period_sum *ret)
{
	while (!r->in.bad && (r->left > 0 || next_group(r))) {
		r->left--;
		r->at.source += take(r);
		if (r->at.source == source)
			return read_sum(r, ret);
		pack_skip(&r->in, SUM_NUMBERS - 1);
		if (r->at.source < source)
			continue;
		pack_skip(&r->in, SUM_NUMBERS * r->left);
		r->left = 0;
	}
	return false;
}

void
period_days_of(const void *p, size_t n, int64_t source, int64_t *ret_first,
    int64_t *ret_last)
{
	struct period_reader r = { .in = { p, (const uint8_t *)p + n, false } };
	int64_t first = DAY_MASK, last = -1;
	struct period_sum s;

	while (period_next_of(&r, source, &s)) {
		first = s.first < first ? s.first : first;
		last = s.last > last ? s.last : last;
	}
	*ret_first = r.in.bad ? 0 : first;
	*ret_last = r.in.bad ? DAY_MASK : last;
}
