/*
 * Lists for people: cells are collected, then printed in columns as wide as
 * their widest cell.  JSON is gathered.  Both are at most FILTER_LIMIT_MAX rows
 * (or the days of a range), so this stays small; CSV and NDJSON go out row by
 * row, however many there are.
 */
#include "cli/cli.h"

#include <stdlib.h>

#include "core/text_json.h"

struct list {
	const struct table *table;
	bool json, csv, ndjson;
	json_t *items;
	char **cells; /* n_columns each row */
	size_t n_rows, room;
};

struct list *
list_begin(const struct args *a, const struct table *t)
{
	struct list *l = xcalloc(1, sizeof(*l));
	struct buf b;

	l->table = t;
	l->json = (a->set & OPT_JSON) != 0;
	l->csv = (a->set & OPT_CSV) != 0;
	l->ndjson = (a->set & OPT_NDJSON) != 0;
	if (l->json)
		l->items = json_array();
	if (l->csv) {
		buf_init(&b, MIB);
		table_csv_header(t, &b);
		fwrite(b.data, 1, b.len, stdout);
		buf_free(&b);
	}
	return l;
}

bool
list_wants_json(const struct list *l)
{
	return l->json || l->ndjson;
}

struct filter
list_filter(const struct args *a)
{
	struct filter f = a->filter;

	if ((a->set & CLI_ROWS) && !(f.set & (FILTER_LIMIT | FILTER_CURSOR))) {
		f.limit = FILTER_LIMIT_NONE;
		f.uncounted = true;
	}
	return f;
}

static void
add_cells(struct list *l, const void *row)
{
	size_t n = l->table->n_columns;
	struct buf b;

	if (l->n_rows == l->room) {
		l->room = l->room ? 2 * l->room : 64;
		l->cells = xrealloc(l->cells, l->room * n * sizeof(char *));
	}
	for (size_t i = 0; i < n; i++) {
		buf_init(&b, MIB);
		table_cell_text(&l->table->columns[i], row, &b);
		l->cells[l->n_rows * n + i] = xstrdup(b.data);
		buf_free(&b);
	}
	l->n_rows++;
}

static void
print_row(const struct list *l, const void *row, json_t *j)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	if (l->csv) {
		table_csv_row(l->table, row, &b);
	} else {
		json_write(&b, j);
		buf_addch(&b, '\n');
		json_decref(j);
	}
	fwrite(b.data, 1, b.len, stdout);
	buf_free(&b);
}

void
list_add(struct list *l, const void *row, json_t *j)
{
	if (l->json)
		json_array_append_new(l->items, j);
	else if (l->csv || l->ndjson)
		print_row(l, row, j);
	else
		add_cells(l, row);
}

static void
print_cell(const char *text, size_t width, bool right, bool last)
{
	int pad = (int)(width - text_width(text));

	if (right)
		printf("%*s%s", pad, "", text);
	else
		printf("%s%*s", text, last ? 0 : pad, "");
	fputs(last ? "\n" : "  ", stdout);
}

static void
print_columns(const struct list *l)
{
	size_t n = l->table->n_columns, last = 0;
	size_t *width = xcalloc(n, sizeof(*width));

	for (size_t i = 0; i < n; i++) {
		const struct column *c = &l->table->columns[i];

		if (c->flags & COLUMN_HIDDEN)
			continue;
		last = i;
		width[i] = text_width(c->title);
		for (size_t r = 0; r < l->n_rows; r++) {
			size_t w = text_width(l->cells[r * n + i]);

			if (w > width[i])
				width[i] = w;
		}
	}
	for (size_t r = 0; r <= l->n_rows; r++)
		for (size_t i = 0; i <= last; i++) {
			const struct column *c = &l->table->columns[i];

			if (c->flags & COLUMN_HIDDEN)
				continue;
			print_cell(r == 0 ? c->title
			                  : l->cells[(r - 1) * n + i],
			    width[i], column_is_number(c), i == last);
		}
	free(width);
}

void
list_forget(struct list *l)
{
	for (size_t i = 0; i < l->n_rows * l->table->n_columns; i++)
		free(l->cells[i]);
	l->n_rows = 0;
}

json_t *
list_end(struct list *l)
{
	json_t *items = l->items;

	if (l->n_rows > 0)
		print_columns(l);
	list_forget(l);
	free(l->cells);
	free(l);
	return items;
}
