/* Between ask_domains.c, which lists, and ask_domain_row.c: what a row says. */
#ifndef STORE_ASK_DOMAIN_ROW_H
#define STORE_ASK_DOMAIN_ROW_H

#include "store/ask.h"

struct domain_list {
	struct store *st;
	struct span span;
	const struct column *by; /* the column that it is sorted by */
	struct arena names;
	struct domain_row *rows;
	int64_t *ids;
	size_t n, rows_cap, ids_cap;
	struct map reporters; /* of one row */
	int64_t *pass, *fail; /* days of the row that is being handed on */
	size_t n_days;
	int step; /* days that a number of pass and fail is for */
};

/*
 * Of a domain no more than the order of the list needs, into row, which is
 * zero but for its name.
 */
enum err domain_row_order(struct domain_list *l, int64_t id,
    struct domain_row *row, struct error *e) MUST_CHECK;

/*
 * All of it, into row, which has its name alone.  Its days are those of l, and
 * hold until the next call.
 */
enum err domain_row_read(struct domain_list *l, int64_t id,
    struct domain_row *row, struct error *e) MUST_CHECK;

#endif
