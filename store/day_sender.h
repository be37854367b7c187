/*
 * Rows of day_sender: the cells (cells.h) of a domain on a day.  Those of
 * domain 0 are the days of all domains together, without a sender and exempt.
 */
#ifndef STORE_DAY_SENDER_H
#define STORE_DAY_SENDER_H

#include "store/cells.h"
#include "store/sql.h"

struct day_sender {
	int64_t domain;
	day_t day;
	bool damaged; /* the cells are not all there is */
	struct cells cells;
};
/* OK; ERR_SYSTEM: it is damaged, the sentence says which row it is. */
enum err day_sender_sound(const struct day_sender *d,
    struct error *e) MUST_CHECK;

/* The row at hand of a query whose columns are domain, day and cells; the
   memory of *d is used again. */
void day_sender_read(struct query *q, struct day_sender *d);
/* fn for each row of such a statement with $1 to $n; borrowed until fn
   returns.  What is damaged is handed on, too. */
typedef enum err (
    *day_sender_fn)(void *ctx, const struct day_sender *d, struct error *e);
enum err day_sender_each(struct sql *sql, enum sql_id id, const int64_t *v,
    int n, day_sender_fn fn, void *ctx, struct error *e) MUST_CHECK;

/*
 * Keep d, whose cells are settled, in the place of what is there of that domain
 * and day; without cells nothing is there any more.  ERR_LIMIT: they are too
 * many.
 */
enum err day_sender_put(struct sql *sql, const struct day_sender *d,
    struct error *e) MUST_CHECK;

#endif
