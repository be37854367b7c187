/*
 * Order and pages of lists that are summed in memory.  A cursor is the value
 * and the id of the last row of a page ("120.7"), or, when the list is sorted
 * by its text or address, that alone.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/ask.h"

static const struct column *
column_of(const struct table *t, const char *key)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (strcmp(t->columns[i].key, key) == 0)
			return &t->columns[i];
	return NULL;
}

static enum err
refuse_key(const struct table *t, const char *key, struct error *e)
{
	struct buf b;
	enum err err;

	buf_init(&b, 200);
	buf_addstr(&b, t->columns[0].key);
	for (size_t i = 1; i < t->n_columns; i++)
		if (t->columns[i].type == COLUMN_COUNT)
			buf_printf(&b, ", %s", t->columns[i].key);
	err = error_set(e, ERR_INPUT,
	    "%s cannot be sorted by %.40s, but by %s or fail", t->name, key,
	    b.data);
	buf_free(&b);
	return err;
}

enum err
order_read(const struct table *t, const struct filter *f, struct order *ret,
    struct error *e)
{
	struct order o = { .column = column_of(t, "messages"),
		.descending = true };

	if (f->set & FILTER_SORT) {
		o.descending = f->descending;
		if (strcmp(f->sort, "fail") == 0) {
			o.less = column_of(t, "pass");
		} else {
			o.column = column_of(t, f->sort);
			if (o.column == NULL ||
			    (o.column != t->columns &&
			        o.column->type != COLUMN_COUNT))
				return refuse_key(t, f->sort, e);
		}
	}
	*ret = o;
	return OK;
}

static int64_t
number_at(const struct column *c, const void *row)
{
	int64_t v;

	memcpy(&v, (const char *)row + c->offset, sizeof(v));
	return v;
}

static int64_t
value_of(const struct order *o, const void *row)
{
	return number_at(o->column, row) -
	       (o->less != NULL ? number_at(o->less, row) : 0);
}

static const char *
text_of(const struct order *o, const void *row)
{
	const char *s;

	memcpy(&s, (const char *)row + o->column->offset, sizeof(s));
	return s;
}

static const struct ip *
ip_of(const struct order *o, const void *row)
{
	return (const void *)((const char *)row + o->column->offset);
}

static int
compare_ids(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int
compare_ranked(const void *a, const void *b, void *ctx)
{
	const struct ranked *x = a, *y = b;
	const struct order *o = ctx;
	int d;

	if (o->column->type == COLUMN_TEXT)
		d = strcmp(text_of(o, x->row), text_of(o, y->row));
	else if (o->column->type == COLUMN_IP)
		d = ip_compare(ip_of(o, x->row), ip_of(o, y->row));
	else
		d = compare_ids(value_of(o, x->row), value_of(o, y->row));
	if (o->descending)
		d = -d;
	return d != 0 ? d : compare_ids(x->id, y->id);
}

void
cursor_write(struct page *page, int64_t a, int64_t b)
{
	snprintf(page->next, sizeof(page->next), "%" PRId64 ".%" PRId64, a, b);
}

enum err
cursor_read(const struct filter *f, int64_t *ret_a, int64_t *ret_b,
    struct error *e)
{
	int64_t a, b;
	int end = -1;

	if (sscanf(f->cursor, "%" SCNd64 ".%" SCNd64 "%n", &a, &b, &end) != 2 ||
	    f->cursor[end] != '\0')
		return error_set(e, ERR_INPUT,
		    "`cursor` is not the `next` of an answer to this question");
	*ret_a = a;
	*ret_b = b;
	return OK;
}

/* A row for the cursor: what compare_ranked() looks at, in the place of one. */
struct cursor_row {
	struct ip ip;
	const char *text;
	int64_t value, id;
};

static enum err
cursor_row_read(const struct order *o, const struct filter *f,
    struct cursor_row *ret, struct error *e)
{
	*ret = (struct cursor_row){ .text = f->cursor };
	if (o->column->type == COLUMN_TEXT)
		return OK;
	if (o->column->type == COLUMN_IP) {
		if (f->cursor[0] != '-' && !ip_parse(f->cursor, &ret->ip))
			return error_set(e, ERR_INPUT,
			    "`cursor` is not the `next` of an answer to this "
			    "question");
		return OK;
	}
	return cursor_read(f, &ret->value, &ret->id, e);
}

static bool
is_behind(const struct order *o, const struct ranked *x,
    const struct cursor_row *c)
{
	int d;

	if (o->column->type == COLUMN_TEXT)
		d = strcmp(text_of(o, x->row), c->text);
	else if (o->column->type == COLUMN_IP)
		d = ip_compare(ip_of(o, x->row), &c->ip);
	else
		d = compare_ids(value_of(o, x->row), c->value);
	if (o->descending)
		d = -d;
	if (d == 0 && o->column->type == COLUMN_COUNT)
		return x->id > c->id;
	return d > 0;
}

static void
write_next(const struct order *o, const struct ranked *last, struct page *page)
{
	char ip[IP_TEXT_MAX];

	if (o->column->type == COLUMN_TEXT) {
		snprintf(page->next, sizeof(page->next), "%s",
		    text_of(o, last->row));
	} else if (o->column->type == COLUMN_IP) {
		ip_format(ip_of(o, last->row), ip);
		/* The empty address needs a text, for "" is no cursor. */
		snprintf(page->next, sizeof(page->next), "%s",
		    ip[0] != '\0' ? ip : "-");
	} else {
		cursor_write(page, value_of(o, last->row), last->id);
	}
}

/*
 * Move those behind the cursor to the front, and say how many they are: a page
 * is found without the order of what is before it and after it.
 */
static size_t
take_behind(const struct order *o, struct ranked *v, size_t n,
    const struct cursor_row *c)
{
	size_t many = 0;

	for (size_t i = 0; i < n; i++)
		if (is_behind(o, &v[i], c))
			v[many++] = v[i];
	return many;
}

static void
swap(struct ranked *a, struct ranked *b)
{
	struct ranked t = *a;

	*a = *b;
	*b = t;
}

/* v[at] to where it belongs in a heap of n, whose last row is in front. */
static void
sift(const struct order *o, struct ranked *v, size_t n, size_t at)
{
	for (size_t i = 2 * at + 1; i < n; at = i, i = 2 * at + 1) {
		if (i + 1 < n &&
		    compare_ranked(&v[i], &v[i + 1], (void *)o) < 0)
			i++;
		if (compare_ranked(&v[at], &v[i], (void *)o) >= 0)
			return;
		swap(&v[at], &v[i]);
	}
}

/*
 * Put the first `page` of n rows in front, in their order.  The rest is looked
 * at once, for a page is small and most rows come behind its last.
 */
static void
sort_page(const struct order *o, struct ranked *v, size_t n, size_t page)
{
	if (page > 0 && page < n) {
		for (size_t i = page / 2; i > 0; i--)
			sift(o, v, page, i - 1);
		for (size_t i = page; i < n; i++) {
			if (compare_ranked(&v[i], &v[0], (void *)o) >= 0)
				continue;
			swap(&v[i], &v[0]);
			sift(o, v, page, 0);
		}
	}
	qsort_r(v, page, sizeof(*v), compare_ranked, (void *)o);
}

enum err
order_page(const struct order *o, const struct filter *f, struct ranked *v,
    size_t n, size_t *ret_n, struct page *page, struct error *e)
{
	struct cursor_row c;
	size_t rest = n;

	if (f->set & FILTER_CURSOR) {
		enum err err = cursor_row_read(o, f, &c, e);
		if (err != OK)
			return err;
		rest = take_behind(o, v, n, &c);
	}
	*page = (struct page){
		.total = n > PAGE_TOTAL_MAX ? -1 : (int64_t)n,
		.more = rest > f->limit,
	};
	*ret_n = page->more ? f->limit : rest;
	sort_page(o, v, rest, *ret_n);
	if (page->more)
		write_next(o, &v[*ret_n - 1], page);
	return OK;
}

/* FNV-1a. */
static int64_t
hash(const void *p, size_t n)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < n; i++)
		h = (h ^ ((const uint8_t *)p)[i]) * UINT64_C(1099511628211);
	return (int64_t)(h >> 1);
}

/* Of what the first column says: where other rows stand does not matter. */
static int64_t
id_of(const struct table *t, const void *row)
{
	const struct order by = { .column = t->columns };

	if (by.column->type == COLUMN_IP)
		return hash(ip_of(&by, row)->bytes, ip_of(&by, row)->len);
	return hash(text_of(&by, row), strlen(text_of(&by, row)));
}

enum err
store_page(const struct table *t, const struct filter *f, const void *const *v,
    size_t n, page_row_fn fn, void *ctx, struct page *ret, struct error *e)
{
	struct ranked *ranked = xcalloc(n + 1, sizeof(*ranked));
	size_t many = 0;
	struct page page;
	struct order o;
	enum err err = order_read(t, f, &o, e);

	for (size_t i = 0; i < n; i++)
		ranked[i] = (struct ranked){ v[i], id_of(t, v[i]) };
	if (err == OK)
		err = order_page(&o, f, ranked, n, &many, &page, e);
	for (size_t i = 0; err == OK && i < many; i++)
		err = fn(ctx, ranked[i].row, e);
	free(ranked);
	if (err == OK)
		*ret = page;
	return err;
}
