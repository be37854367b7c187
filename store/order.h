/*
 * Lists that are summed in memory, put in order and cut into pages.  A page
 * begins behind the last row of the one before (value and id), so pages stay
 * put while reports come in.  Included by store.h.
 */
#ifndef STORE_ORDER_H
#define STORE_ORDER_H

#include "core/core.h"

struct page;

/* What a list is sorted by. */
struct order {
	const struct column *column;
	const struct column *less; /* value is column - less, if set */
	bool descending;
};

/* A row in its place: what it is sorted by, and what tells equal ones apart. */
struct ranked {
	const void *row; /* as the table describes it */
	int64_t id;
};

/*
 * The order of f->sort: a column of counts, the table's first column, or
 * "fail" (messages - pass).  Without it: messages, most first.  ERR_INPUT
 * names the keys.
 */
enum err order_read(const struct table *t, const struct filter *f,
    struct order *ret, struct error *e) MUST_CHECK;

/*
 * Sort v and say which of it is the page: *ret_first and *ret_n; fills *page.
 * ERR_INPUT: the cursor is none of this list and order.
 */
enum err order_page(const struct order *o, const struct filter *f,
    struct ranked *v, size_t n, size_t *ret_first, size_t *ret_n,
    struct page *page, struct error *e) MUST_CHECK;

#endif
