/*
 * Rows for people and programs.  A cell is first brought into its plain text,
 * or NULL when it has no value; CSV and the terminal differ only in how they
 * dress it.  JSON keeps numbers as numbers.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/day.h"
#include "core/digest.h"
#include "core/ip.h"
#include "core/report.h"
#include "core/table.h"
#include "core/text.h"
#include "core/text_json.h"

enum { CELL_MAX = DIGEST_TEXT_MAX }; /* the longest of the fixed types */

/* The member of the row as a pointer to its type. */
#define MEMBER(type_, c, row) \
	((const type_ *)(const void *)((const char *)(row) + (c)->offset))

static const char *
time_text(int64_t seconds, char tmp[CELL_MAX])
{
	return seconds == TIME_UNSET ? NULL : time_format(seconds, tmp);
}

static const char *
ip_text(const struct ip *ip, char tmp[CELL_MAX])
{
	return ip->len == 0 ? NULL : ip_format(ip, tmp);
}

/* All zero is how a digest of nothing read is told (report.h). */
static const char *
digest_text(const struct digest *d, char tmp[CELL_MAX])
{
	static const struct digest none;

	return memcmp(d, &none, sizeof(none)) == 0 ? NULL
	                                           : digest_format(d, tmp);
}

/* The plain text of a cell: in the row, in tmp, or static; NULL if unset. */
static const char *
cell_text(const struct column *c, const void *row, char tmp[CELL_MAX])
{
	switch (c->type) {
	case COLUMN_TEXT: return *MEMBER(char *, c, row);
	case COLUMN_ID:
		if (*MEMBER(int64_t, c, row) == 0)
			return NULL;
		/* fall through */
	case COLUMN_COUNT:
		snprintf(tmp, CELL_MAX, "%" PRId64, *MEMBER(int64_t, c, row));
		return tmp;
	case COLUMN_TIME: return time_text(*MEMBER(int64_t, c, row), tmp);
	case COLUMN_DAY: return day_format(*MEMBER(day_t, c, row), tmp);
	case COLUMN_IP: return ip_text(MEMBER(struct ip, c, row), tmp);
	case COLUMN_BOOL: return *MEMBER(bool, c, row) ? "true" : "false";
	case COLUMN_PCT:
		if (*MEMBER(int, c, row) < 0)
			return NULL;
		snprintf(tmp, CELL_MAX, "%d", *MEMBER(int, c, row));
		return tmp;
	case COLUMN_DIGEST:
		return digest_text(MEMBER(struct digest, c, row), tmp);
	}
	return NULL;
}

static json_t *
cell_json(const struct column *c, const void *row)
{
	char tmp[CELL_MAX];
	switch (c->type) {
	case COLUMN_ID:
		if (*MEMBER(int64_t, c, row) == 0)
			return json_null();
		/* fall through */
	case COLUMN_COUNT: return json_integer(*MEMBER(int64_t, c, row));
	case COLUMN_TIME:
		if (*MEMBER(int64_t, c, row) == TIME_UNSET)
			return json_null();
		return json_integer(*MEMBER(int64_t, c, row));
	case COLUMN_BOOL: return json_boolean(*MEMBER(bool, c, row));
	case COLUMN_PCT:
		if (*MEMBER(int, c, row) < 0)
			return json_null();
		return json_integer(*MEMBER(int, c, row));
	case COLUMN_TEXT:
	case COLUMN_DAY:
	case COLUMN_IP:
	case COLUMN_DIGEST: break;
	}
	return text_to_json(cell_text(c, row, tmp));
}

json_t *
table_row_json(const struct table *t, const void *row)
{
	json_t *obj = json_object();
	for (size_t i = 0; i < t->n_columns; i++)
		json_put(obj, t->columns[i].key,
		    cell_json(&t->columns[i], row));
	return obj;
}

/* Quoted (RFC 4180), with the guard against formulas inside the quotes. */
static void
add_quoted(struct buf *out, const char *s)
{
	buf_addch(out, '"');
	if (s[0] != '\0' && strchr("=+-@\t\r", s[0]) != NULL)
		buf_addch(out, '\'');
	for (const char *quote; (quote = strchr(s, '"')) != NULL;
	     s = quote + 1) {
		buf_add(out, s, (size_t)(quote + 1 - s));
		buf_addch(out, '"');
	}
	buf_addstr(out, s);
	buf_addch(out, '"');
}

void
table_csv_header(const struct table *t, struct buf *out)
{
	for (size_t i = 0; i < t->n_columns; i++) {
		if (i > 0)
			buf_addch(out, ',');
		buf_addstr(out, t->columns[i].key);
	}
	buf_addstr(out, "\r\n");
}

void
table_csv_row(const struct table *t, const void *row, struct buf *out)
{
	for (size_t i = 0; i < t->n_columns; i++) {
		char tmp[CELL_MAX];
		const char *s = cell_text(&t->columns[i], row, tmp);
		if (i > 0)
			buf_addch(out, ',');
		if (s == NULL)
			continue;
		if (t->columns[i].type == COLUMN_TEXT)
			add_quoted(out, s);
		else
			buf_addstr(out, s);
	}
	buf_addstr(out, "\r\n");
}

/* "-12345" as "-12,345". */
static void
add_grouped(struct buf *out, const char *number)
{
	size_t sign = number[0] == '-';
	size_t n = strlen(number);
	for (size_t i = 0; i < n; i++) {
		if (i > sign && (n - i) % 3 == 0)
			buf_addch(out, ',');
		buf_addch(out, number[i]);
	}
}

/* "2026-11-20T06:12:00Z" to the minute, with a blank for the T. */
static void
add_minute(struct buf *out, const char *time)
{
	const char *clock = strchr(time, 'T') + 1;
	buf_add(out, time, (size_t)(clock - 1 - time));
	buf_addch(out, ' ');
	buf_add(out, clock, strlen("06:12"));
}

void
table_cell_text(const struct column *c, const void *row, struct buf *out)
{
	char tmp[CELL_MAX];
	const char *s = cell_text(c, row, tmp);
	if (s == NULL)
		buf_addch(out, '-');
	else if (c->type == COLUMN_COUNT)
		add_grouped(out, s);
	else if (c->type == COLUMN_TIME)
		add_minute(out, s);
	else if (c->type == COLUMN_BOOL)
		buf_addstr(out, *MEMBER(bool, c, row) ? "yes" : "no");
	else
		text_to_terminal(out, s);
}

bool
column_is_number(const struct column *c)
{
	return c->type == COLUMN_COUNT || c->type == COLUMN_ID ||
	       c->type == COLUMN_PCT;
}
