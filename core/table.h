/*
 * Rows for people and programs.  A list (domains, sources, reports, ...) is
 * described once, as a table of columns; from it come the keys of its JSON,
 * the header of its CSV and the titles of its terminal table.
 */
#ifndef CORE_TABLE_H
#define CORE_TABLE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"

/* The C type of the member at `offset`. */
enum column_type {
	COLUMN_TEXT,  /* const char *; NULL is null */
	COLUMN_COUNT, /* int64_t, grouped by thousands on a terminal */
	COLUMN_ID,    /* int64_t, printed plain; 0 is null */
	COLUMN_TIME,  /* int64_t UTC seconds; TIME_UNSET is null.  JSON: integer */
	COLUMN_DAY,   /* day_t; "2026-11-20" */
	COLUMN_IP,    /* struct ip; empty is null */
	COLUMN_BOOL,  /* bool */
	COLUMN_PCT,   /* int; -1 is null */
	COLUMN_DIGEST /* struct digest, 64 hexadecimal digits; all 0 is null */
};

enum {
	COLUMN_HIDDEN = 1 /* not in the terminal's table: too much for 80 */
};

struct column {
	const char *key;   /* JSON key and CSV header */
	const char *title; /* terminal */
	enum column_type type;
	size_t offset; /* of the member in the row's struct */
	int flags;
};

struct table {
	const char *name; /* "sources" */
	const struct column *columns;
	size_t n_columns;
};

/* COLUMN(struct source_row, messages, "Messages", COLUMN_COUNT, 0) */
#define COLUMN(type_, member, title_, kind, flags_)                           \
	{ #member, title_, kind, offsetof(type_, member), flags_ }

/* One row as a JSON object: new reference. */
json_t *table_row_json(const struct table *t, const void *row);

/*
 * CSV by RFC 4180: CRLF, COLUMN_TEXT always quoted, and inside the quotes a '
 * before what starts with = + - @ TAB or CR, which a spreadsheet would execute.
 * A missing value is an empty cell, not "".
 */
void table_csv_header(const struct table *t, struct buf *out);
void table_csv_row(const struct table *t, const void *row, struct buf *out);

/* One cell as text for a terminal, hostile characters taken out. */
void table_cell_text(const struct column *c, const void *row, struct buf *out);

/* Whether the column is a number (right-aligned). */
bool column_is_number(const struct column *c);

#endif
