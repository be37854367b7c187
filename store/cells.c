/*
 * A day is tens of cells, of a large domain hundreds: adding puts them behind
 * each other, and one sort makes sums of them.  Whatever the bytes are, reading
 * stays inside them; what could not have been written is damage.
 */
#include "store/cells.h"

#include <stdlib.h>

#include "store/pack.h"

enum { CELLS_MIN = 32, CELL_BYTES_MIN = 3 };
/* So that no sum of a day's cells overflows, however damaged they are. */
#define MESSAGES_MAX (INT64_C(1) << 56)
#define KIND_MAX \
	((uint64_t)CELL_TRAFFIC_MAX << CELL_TRAFFIC_SHIFT | \
	    ((1u << CELL_TRAFFIC_SHIFT) - 1))

/* An array with room for one more. */
static void *
with_room(void *v, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return v;
	*cap = *cap == 0 ? CELLS_MIN : *cap * 2;
	return xrealloc(v, *cap * size);
}

void
cells_add(struct cells *c, int64_t sender, uint32_t kind, int64_t messages)
{
	c->v = with_room(c->v, c->n, &c->cap, sizeof(*c->v));
	c->v[c->n++] = (struct cell){ sender, kind, messages };
}

void
cells_add_all(struct cells *c, const struct cells *from, int times)
{
	for (size_t i = 0; i < from->n; i++)
		cells_add(c, from->v[i].sender, from->v[i].kind,
		    times * from->v[i].messages);
}

static int
compare(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	if (x->sender != y->sender)
		return x->sender < y->sender ? -1 : 1;
	return x->kind < y->kind ? -1 : x->kind > y->kind;
}

void
cells_settle(struct cells *c)
{
	size_t n = 0;

	if (c->n > 1)
		qsort(c->v, c->n, sizeof(*c->v), compare);
	for (size_t i = 0, next; i < c->n; i = next) {
		struct cell sum = c->v[i];

		for (next = i + 1;
		     next < c->n && compare(&c->v[next], &sum) == 0; next++)
			sum.messages += c->v[next].messages;
		if (sum.messages != 0)
			c->v[n++] = sum;
	}
	c->n = n;
}

void
cells_pack(struct buf *out, const struct cells *c)
{
	struct cell was = { 0 };

	pack_number(out, c->n);
	for (size_t i = 0; i < c->n; i++) {
		const struct cell *at = &c->v[i];

		if (at->sender != was.sender)
			was.kind = 0;
		pack_number(out, (uint64_t)(at->sender - was.sender));
		pack_number(out, at->kind - was.kind);
		pack_number(out, (uint64_t)at->messages);
		was = *at;
	}
}

/* The one behind *at; false: damaged. */
static bool
take_cell(struct pack_reader *in, struct cell *at)
{
	uint64_t sender = pack_read(in), kind = pack_read(in);
	uint64_t messages = pack_read(in);

	if (in->bad || sender > (uint64_t)(INT64_MAX - at->sender) ||
	    kind > KIND_MAX || messages == 0 || messages > MESSAGES_MAX)
		return false;
	if (sender == 0) {
		if (kind == 0) /* there twice */
			return false;
		kind += at->kind;
	}
	*at = (struct cell){ at->sender + (int64_t)sender, (uint32_t)kind,
		(int64_t)messages };
	return at->sender > 0 && kind <= KIND_MAX;
}

bool
cells_unpack(struct cells *c, const void *p, size_t size)
{
	struct pack_reader in = { p, (const uint8_t *)p + size, false };
	struct cell at = { 0 };
	uint64_t n = pack_read(&in);

	if (n == 0 || n > size / CELL_BYTES_MIN)
		return false;
	for (; n > 0; n--) {
		if (!take_cell(&in, &at))
			return false;
		cells_add(c, at.sender, at.kind, at.messages);
	}
	return in.p == in.end;
}

void
cells_free(struct cells *c)
{
	free(c->v);
	*c = (struct cells){ .v = NULL };
}

void
day_cells_add(struct day_cells *d, day_t day, int64_t sender, uint32_t kind,
    int64_t messages)
{
	d->v = with_room(d->v, d->n, &d->cap, sizeof(*d->v));
	d->v[d->n++] = (struct day_cell){ day, { sender, kind, messages } };
}

static int
compare_days(const void *a, const void *b)
{
	const struct day_cell *x = a, *y = b;

	return x->day < y->day ? -1 : x->day > y->day;
}

void
day_cells_begin(struct day_cells *d)
{
	if (d->n > 1)
		qsort(d->v, d->n, sizeof(*d->v), compare_days);
	d->next = 0;
}

bool
day_cells_day(const struct day_cells *d, day_t *ret)
{
	if (d->next == d->n)
		return false;
	*ret = d->v[d->next].day;
	return true;
}

void
day_cells_take(struct day_cells *d, struct cells *c)
{
	const struct day_cell *first = &d->v[d->next];

	for (; d->next < d->n && d->v[d->next].day == first->day; d->next++) {
		const struct cell *at = &d->v[d->next].cell;

		cells_add(c, at->sender, at->kind, at->messages);
	}
}

void
day_cells_free(struct day_cells *d)
{
	free(d->v);
	*d = (struct day_cells){ .v = NULL };
}
