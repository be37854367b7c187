/*
 * A list answers one page as JSON.  As rows, CSV or NDJSON, it is for programs
 * that do not follow cursors: without a limit all pages are asked for in turn,
 * those behind the first MiB while the answer is sent (stream.c); with one, a
 * Link header names the next page.
 */
#include "web/list.h"
#include "web/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows that a whole list is asked for at once: what is summed in memory is
   summed again for each page. */
enum { WHOLE_ROWS = 10000 };

enum err
api_head(struct request *r, const struct span *span, json_t **ret,
    struct error *e)
{
	day_t as_of;
	enum err err = store_as_of(r->store, r->today, &as_of, e);
	if (err != OK)
		return err;
	json_t *o = json_object();
	frame_set_json(o, as_of, span);
	*ret = o;
	return OK;
}

bool
list_takes_json(const struct list *l)
{
	return l->items != NULL || l->r->form != FORM_CSV;
}

void
list_begin_rows(struct list *l)
{
	bool csv = l->r->form == FORM_CSV;

	if (csv)
		table_csv_header(l->r->route->csv, l->rows);
	answer_field(l->a, "Content-Type",
	    csv ? "text/csv; charset=utf-8" : "application/x-ndjson");
	l->a->compressible = true;
}

enum err
api_span_head(struct request *r, struct span *ret_span, json_t **ret,
    struct error *e)
{
	enum err err = store_span(r->store, &r->filter, r->today, ret_span, e);

	return err == OK ? api_head(r, ret_span, ret, e) : err;
}

/* A row as its text at once: a tree of all of them would take much memory. */
static enum err
write_row(struct list *l, const void *row, json_t *json, struct error *e)
{
	if (json == NULL) {
		table_csv_row(l->r->route->csv, row, l->rows);
	} else {
		if (l->r->form == FORM_JSON && l->n_rows++ > 0)
			buf_addch(l->rows, ',');
		json_write(l->rows, json);
		if (l->r->form == FORM_NDJSON)
			buf_addch(l->rows, '\n');
		json_decref(json);
	}
	if (l->rows->overflow)
		return error_set(e, ERR_INPUT,
		    "the list is too large; ask for fewer days, or for pages "
		    "with limit and cursor");
	return OK;
}

enum err
list_row(struct list *l, const void *row, json_t *json, struct error *e)
{
	if (l->items == NULL)
		return write_row(l, row, json, e);
	/* It can only fail for want of memory, which json_put() aborts on. */
	if (json_array_append_new(l->items, json) != 0)
		abort();
	return OK;
}

enum err
list_row_counted(struct list *l, const void *row, json_t *json, struct error *e)
{
	l->page.total++;
	return list_row(l, row, json, e);
}

enum err
list_day(void *ctx, const struct day_row *row, struct error *e)
{
	struct list *l = ctx;
	return list_row(l, row,
	    list_takes_json(l) ? day_row_to_json(row) : NULL, e);
}

enum err
list_json(struct request *r, struct answer *a, const struct span *span,
    json_t *o, list_ask ask, struct error *e)
{
	struct list l = { .r = r, .a = a, .span = span, .filter = r->filter };

	l.items = json_array();
	json_put(o, "items", l.items);
	enum err err = ask(&l, e);
	if (err != OK)
		return err;
	page_set_json(o, &l.page);
	return OK;
}

static void
add_escaped(struct buf *b, const char *s)
{
	for (; *s; s++)
		if (strchr("-._~", *s) || (*s >= '0' && *s <= '9') ||
		    (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z'))
			buf_addch(b, *s);
		else
			buf_printf(b, "%%%02X", (unsigned char)*s);
}

/* <...?limit=5&cursor=...>; rel="next" (RFC 8288). */
static enum err
add_link(struct list *l, struct error *e)
{
	struct request *r = l->r;
	struct buf b;

	buf_init(&b, 4 * REQUEST_TARGET_MAX);
	buf_printf(&b, "<%s?", r->path);
	for (size_t i = 0; i < r->n_words; i++) {
		if (strcmp(r->words[i].word, "cursor") == 0)
			continue;
		add_escaped(&b, r->words[i].word);
		buf_addch(&b, '=');
		add_escaped(&b, r->words[i].value);
		buf_addch(&b, '&');
	}
	buf_addstr(&b, "cursor=");
	add_escaped(&b, l->page.next);
	buf_addstr(&b, ">; rel=\"next\"");
	const char *value = arena_strdup(&r->arena, b.data);
	buf_free(&b);
	if (!value)
		return error_set(e, ERR_LIMIT, "the address is too long");
	answer_field(l->a, "Link", value);
	return OK;
}

enum err
list_next_page(struct list *l, list_ask ask, struct error *e)
{
	snprintf(l->filter.cursor, sizeof(l->filter.cursor), "%s",
	    l->page.next);
	l->filter.set |= FILTER_CURSOR;
	return ask(l, e);
}

static enum err
list_rows(struct request *r, struct answer *a, const struct span *span,
    list_ask ask, struct error *e)
{
	struct list l = { .r = r,
		.a = a,
		.span = span,
		.filter = r->filter,
		.rows = &a->body };
	bool whole = !(r->filter.set & (FILTER_LIMIT | FILTER_CURSOR));
	enum err err;

	if (whole)
		l.filter.limit = WHOLE_ROWS;
	l.filter.uncounted = true;
	list_begin_rows(&l);
	err = ask(&l, e);
	while (err == OK && whole && l.page.more && a->body.len < STREAM_BYTES)
		err = list_next_page(&l, ask, e);
	if (err != OK || !l.page.more)
		return err;
	if (!whole)
		return add_link(&l, e);
	a->stream = stream_new(&l, ask);
	return OK;
}

/* The members of head, items, and those of the page: row by row. */
static enum err
list_document(struct request *r, struct answer *a, const struct span *span,
    const json_t *head, list_ask ask, struct error *e)
{
	struct list l = { .r = r,
		.a = a,
		.span = span,
		.filter = r->filter,
		.rows = &a->body };
	json_t *page;
	enum err err;

	buf_addch(&a->body, '{');
	json_write_members(&a->body, head);
	buf_addstr(&a->body, ",\"items\":[");
	err = ask(&l, e);
	if (err != OK)
		return err;
	page = json_object();
	page_set_json(page, &l.page);
	buf_addstr(&a->body, "],");
	json_write_members(&a->body, page);
	buf_addch(&a->body, '}');
	json_decref(page);
	return answer_is_json(a, e);
}

/* What the answer rests on, unless its totals say so. */
static enum err
add_provenance(struct request *r, struct span span, json_t *o, struct error *e)
{
	struct sums sums;
	if (json_object_get(o, "totals") != NULL)
		return OK;
	enum err err = store_provenance(r->store, &r->filter, span, &sums, e);
	if (err == OK)
		provenance_set_json(o, &sums, store_trusted(r->store));
	return err;
}

enum err
list_answer(struct request *r, struct answer *a, const struct span *span,
    json_t *head, list_ask ask, struct error *e)
{
	if (r->form != FORM_JSON) {
		json_decref(head);
		return list_rows(r, a, span, ask, e);
	}
	/* Without a span (the ledger) nothing is summed. */
	enum err err = span ? add_provenance(r, *span, head, e) : OK;
	if (err == OK)
		err = list_document(r, a, span, head, ask, e);
	json_decref(head);
	return err;
}
