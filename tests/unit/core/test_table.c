/* table.h: one row as JSON, as CSV and on a terminal. */
#include "tests/unit/core/check.h"

#include <stdlib.h>

#include "core/core.h"

struct row {
	const char *name;
	int64_t messages, id, last;
	day_t day;
	struct ip source_ip;
	bool known;
	int pct;
	struct digest digest;
};

static const struct column columns[] = {
	COLUMN(struct row, name, "Name", COLUMN_TEXT, 0),
	COLUMN(struct row, messages, "Messages", COLUMN_COUNT, 0),
	COLUMN(struct row, id, "Id", COLUMN_ID, COLUMN_HIDDEN),
	COLUMN(struct row, last, "Last", COLUMN_TIME, 0),
	COLUMN(struct row, day, "Day", COLUMN_DAY, 0),
	COLUMN(struct row, source_ip, "Source", COLUMN_IP, 0),
	COLUMN(struct row, known, "Known", COLUMN_BOOL, 0),
	COLUMN(struct row, pct, "pct", COLUMN_PCT, 0),
	COLUMN(struct row, digest, "Digest", COLUMN_DIGEST, COLUMN_HIDDEN),
};
static const struct table rows = { "rows", columns, COUNT(columns) };

#define DIGEST \
	"ab01000000000000000000000000000000000000000000000000000000000000"

static const struct row full = {
	.name = "Example, \"Ltd\"",
	.messages = 1234567,
	.id = 1234567,
	.last = 1795155120,
	.day = 20777,
	.source_ip = { 4, { 192, 0, 2, 1 } },
	.known = true,
	.pct = 100,
	.digest = { { 0xab, 1 } },
};

/* All that can be missing is. */
static const struct row empty = { .last = TIME_UNSET, .pct = -1 };

static void
a_row_as_json(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		const struct row *row;
		const char *want;
	} cases[] = {
		{ "full", &full,
		    "{\"name\":\"Example, \\\"Ltd\\\"\",\"messages\":1234567,"
		    "\"id\":1234567,\"last\":1795155120,"
		    "\"day\":\"2026-11-20\",\"source_ip\":\"192.0.2.1\","
		    "\"known\":true,\"pct\":100,\"digest\":\"" DIGEST "\"}" },
		{ "empty", &empty,
		    "{\"name\":null,\"messages\":0,\"id\":null,\"last\":null,"
		    "\"day\":\"1970-01-01\",\"source_ip\":null,"
		    "\"known\":false,\"pct\":null,\"digest\":null}" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		json_t *obj = table_row_json(&rows, cases[i].row);
		char *text = json_dumps(obj, JSON_COMPACT);
		check_text(cases[i].what, text, cases[i].want);
		free(text);
		json_decref(obj);
	}
}

static void
rows_as_csv(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 4096);
	table_csv_header(&rows, &b);
	table_csv_row(&rows, &full, &b);
	table_csv_row(&rows, &empty, &b);
	check_text("CSV", b.data,
	    "name,messages,id,last,day,source_ip,known,pct,digest\r\n"
	    "\"Example, \"\"Ltd\"\"\",1234567,1234567,2026-11-20T06:12:00Z,"
	    "2026-11-20,192.0.2.1,true,100," DIGEST "\r\n"
	    ",0,,,1970-01-01,,false,,\r\n");
	buf_free(&b);
}

static void
text_in_csv_is_quoted_and_no_formula(void **state)
{
	(void)state;
	static const struct table names = { "names", columns, 1 };
	static const struct {
		const char *what, *text, *want;
	} cases[] = {
		{ "plain", "a", "\"a\"\r\n" },
		{ "empty", "", "\"\"\r\n" },
		{ "missing", NULL, "\r\n" },
		{ "quotes", "\"\"a\"", "\"\"\"\"\"a\"\"\"\r\n" },
		{ "line ends stay inside", "a\r\nb", "\"a\r\nb\"\r\n" },
		{ "=", "=cmd", "\"'=cmd\"\r\n" },
		{ "+", "+1", "\"'+1\"\r\n" },
		{ "-", "-1", "\"'-1\"\r\n" },
		{ "@", "@x", "\"'@x\"\r\n" },
		{ "TAB", "\tx", "\"'\tx\"\r\n" },
		{ "CR", "\rx", "\"'\rx\"\r\n" },
		{ "a formula with quotes", "=A(\"b\")",
		    "\"'=A(\"\"b\"\")\"\r\n" },
		{ "= later on", "a=b", "\"a=b\"\r\n" },
		{ "a quote first", "\"=b", "\"\"\"=b\"\r\n" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct row row = { .name = cases[i].text };
		struct buf b;
		buf_init(&b, 100);
		table_csv_row(&names, &row, &b);
		check_text(cases[i].what, b.data, cases[i].want);
		buf_free(&b);
	}
}

static void
cells_on_a_terminal(void **state)
{
	(void)state;
	static const struct {
		const struct row *row;
		const char *want[COUNT(columns)];
	} cases[] = {
		{ &full, { "Example, \"Ltd\"", "1,234,567", "1234567",
		             "2026-11-20 06:12", "2026-11-20", "192.0.2.1",
		             "yes", "100", DIGEST } },
		{ &empty,
		    { "-", "0", "-", "-", "1970-01-01", "-", "no", "-", "-" } },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (size_t c = 0; c < COUNT(columns); c++) {
			struct buf b;
			buf_init(&b, 100);
			table_cell_text(&columns[c], cases[i].row, &b);
			check_text(columns[c].key, b.data, cases[i].want[c]);
			buf_free(&b);
		}
	}
}

static void
hostile_text_does_not_reach_the_terminal(void **state)
{
	(void)state;
	struct row row = { .name = "a\x1b]0;b\x07\xe2\x80\xae" };
	struct buf b;
	buf_init(&b, 100);
	table_cell_text(&columns[0], &row, &b);
	check_text("name", b.data, "a?]0;b??");
	buf_free(&b);
}

static void
counts_are_grouped_by_thousands(void **state)
{
	(void)state;
	static const struct {
		int64_t count;
		const char *want;
	} cases[] = {
		{ 0, "0" },
		{ 7, "7" },
		{ 999, "999" },
		{ 1000, "1,000" },
		{ 12345, "12,345" },
		{ 123456, "123,456" },
		{ 1000000, "1,000,000" },
		{ -1, "-1" },
		{ -123, "-123" },
		{ -1234, "-1,234" },
		{ INT64_MAX, "9,223,372,036,854,775,807" },
		{ INT64_MIN, "-9,223,372,036,854,775,808" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct row row = { .messages = cases[i].count };
		struct buf b;
		buf_init(&b, 100);
		table_cell_text(&columns[1], &row, &b);
		check_text("count", b.data, cases[i].want);
		buf_free(&b);
	}
}

static void
numbers_stand_to_the_right(void **state)
{
	(void)state;
	static const bool
	    want[COUNT(columns)] = { [1] = true, [2] = true, [7] = true };
	for (size_t c = 0; c < COUNT(columns); c++)
		check_int(columns[c].key, column_is_number(&columns[c]),
		    want[c]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_as_json),
		cmocka_unit_test(rows_as_csv),
		cmocka_unit_test(text_in_csv_is_quoted_and_no_formula),
		cmocka_unit_test(cells_on_a_terminal),
		cmocka_unit_test(hostile_text_does_not_reach_the_terminal),
		cmocka_unit_test(counts_are_grouped_by_thousands),
		cmocka_unit_test(numbers_stand_to_the_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
