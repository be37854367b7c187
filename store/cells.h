/*
 * The messages of a domain on a day by what the advisor took them for: a cell
 * for each sender and kind, packed into one BLOB, the `cells` of a row of
 * day_sender.  Written here and nowhere else.
 *
 * How many cells there are, at least one; then each of them once, in the order
 * of sender and kind:
 *
 *	sender    its distance to that of the cell before, at first to 0
 *	kind      of the same sender as before, its distance to the kind there
 *	messages  1 or more
 *
 * A kind is exempt + 2 * passed + 4 * disposition + 32 * traffic.
 *
 * Numbers are LEB128 (pack.h).  Most cells are three bytes.
 */
#ifndef STORE_CELLS_H
#define STORE_CELLS_H

#include "core/core.h"

struct cell {
	int64_t sender; /* id, from 1 */
	uint32_t kind;
	int64_t messages;
};

/* The bits of a kind; no number may be more than its own MAX. */
enum {
	CELL_EXEMPT = 1 << 0,
	CELL_PASSED = 1 << 1,
	CELL_DISPOSITION_SHIFT = 2,
	CELL_DISPOSITION_MAX = 7,
	CELL_TRAFFIC_SHIFT = 5,
	CELL_TRAFFIC_MAX = 255
};
_Static_assert((int)DISPOSITION_PASS <= (int)CELL_DISPOSITION_MAX, "fits in");

static inline uint32_t
cell_kind(int traffic, int disposition, bool passed, bool exempt)
{
	return (uint32_t)traffic << CELL_TRAFFIC_SHIFT |
	       (uint32_t)disposition << CELL_DISPOSITION_SHIFT |
	       (passed ? CELL_PASSED : 0) | (exempt ? CELL_EXEMPT : 0);
}
static inline int
cell_traffic(uint32_t kind)
{
	return (int)(kind >> CELL_TRAFFIC_SHIFT);
}
static inline int
cell_disposition(uint32_t kind)
{
	return (int)(kind >> CELL_DISPOSITION_SHIFT & CELL_DISPOSITION_MAX);
}

/* Those of a day; zeroed it is empty. */
struct cells {
	struct cell *v; /* owned */
	size_t n, cap;
};
/* One more, at the end; messages may be negative, to take some away. */
void cells_add(struct cells *c, int64_t sender, uint32_t kind,
    int64_t messages);
/* All of these, so many times: 1, or -1 to take them away. */
void cells_add_all(struct cells *c, const struct cells *from, int times);
/*
 * Bring them in order, those of the same sender and kind together: so they can
 * be packed.  What has no messages goes.
 */
void cells_settle(struct cells *c);
void cells_pack(struct buf *out, const struct cells *c);
/* Add what was packed.  False: the bytes are damaged, and c holds anything. */
bool cells_unpack(struct cells *c, const void *p, size_t size) MUST_CHECK;
/* Forget them, keep the memory. */
static inline void
cells_clear(struct cells *c)
{
	c->n = 0;
}
void cells_free(struct cells *c);

/* Cells of many days, gathered in any order and taken day by day. */
struct day_cells {
	struct day_cell {
		day_t day;
		struct cell cell;
	} * v; /* owned */
	size_t n, cap;
	size_t next; /* which is taken next */
};
void day_cells_add(struct day_cells *d, day_t day, int64_t sender,
    uint32_t kind, int64_t messages);
/* Once all are there. */
void day_cells_begin(struct day_cells *d);
/* The next day that has some; false: all are taken. */
bool day_cells_day(const struct day_cells *d, day_t *ret);
/* Add those of the next day to c. */
void day_cells_take(struct day_cells *d, struct cells *c);
void day_cells_free(struct day_cells *d);

#endif
