/*
 * The diary of a domain, newest first.  A cursor is the place of the last row
 * from the beginning: a diary only grows at its end, so pages stay put.
 */
#include <stdio.h>
#include <stdlib.h>

#include "web/list.h"

#define DIARY_ARENA_MAX (64 * MIB)

/* The place before which the page begins; n: at the end. */
static enum err
read_cursor(const struct filter *f, size_t n, size_t *ret, struct error *e)
{
	int64_t at;

	if (!(f->set & FILTER_CURSOR)) {
		*ret = n;
		return OK;
	}
	if (!text_number(f->cursor, INT64_MAX, &at))
		return error_set(e, ERR_INPUT,
		    "`cursor` is not the `next` of an answer to this question");
	*ret = (size_t)at < n ? (size_t)at : n;
	return OK;
}

/* Of v the page of l->filter, backwards. */
static enum err
add_page(struct list *l, const struct diary_entry *v, size_t n, struct error *e)
{
	size_t at = 0, added = 0;
	enum err err = read_cursor(&l->filter, n, &at, e);

	l->page = (struct page){ .total = (int64_t)n };
	for (; err == OK && at > 0 && added < l->filter.limit; added++) {
		const struct diary_entry *d = &v[--at];
		err = list_row(l, d,
		    list_takes_json(l) ? table_row_json(&diary_table, d) : NULL,
		    e);
	}
	l->page.more = err == OK && at > 0;
	if (l->page.more)
		snprintf(l->page.next, sizeof(l->page.next), "%zu", at);
	return err;
}

static enum err
ask_diary(struct list *l, struct error *e)
{
	const struct diary_entry *v;
	struct arena arena;
	size_t n, first = 0;

	arena_init(&arena, DIARY_ARENA_MAX);
	enum err err = evaluate_diary(l->r->store, l->r->filter.domain,
	    l->r->today, &arena, &v, &n, e);
	if (err == OK) {
		while (first < n && v[first].day < l->span->from)
			first++;
		while (n > first && v[n - 1].day > l->span->to)
			n--;
		err = add_page(l, v + first, n - first, e);
	}
	arena_release(&arena);
	return err;
}

/* All of it unless days are asked for; a decision of today, too. */
enum err
api_diary(struct request *r, struct answer *a, struct error *e)
{
	struct filter *f = &r->filter;

	if (!(f->set & FILTER_TO))
		f->to = r->today;
	if (!(f->set & FILTER_FROM))
		f->from = f->to - DIARY_DAYS;
	f->set |= FILTER_FROM | FILTER_TO;
	return list_of_domain(r, a, ask_diary, e);
}
