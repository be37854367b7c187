/*
 * The board as a table; its lines, in their order, are the advisor's.  Strings
 * of a row are those of its line.
 */
#include "cli/board.h"

#include <string.h>

#include "core/text_json.h"
#include "store/store.h"

struct board_row {
	const char *domain, *stage, *verdict, *verdict_word, *task;
	const char *last_report, *earliest;
	int64_t score, questions, forged_day, lost_week, alerts;
};

#define C(member, title, type, flags) \
	COLUMN(struct board_row, member, title, type, flags)
static const struct column board_columns[] = {
	C(domain, "Domain", COLUMN_TEXT, 0),
	C(stage, "Stage", COLUMN_TEXT, 0),
	C(verdict, "Code", COLUMN_TEXT, COLUMN_HIDDEN),
	C(verdict_word, "Verdict", COLUMN_TEXT, 0),
	C(score, "Score", COLUMN_COUNT, COLUMN_HIDDEN),
	C(task, "To do", COLUMN_TEXT, 0),
	C(questions, "Asks", COLUMN_COUNT, 0),
	C(forged_day, "Forged a day", COLUMN_COUNT, COLUMN_HIDDEN),
	C(lost_week, "Lost a week", COLUMN_COUNT, COLUMN_HIDDEN),
	C(alerts, "Alerts", COLUMN_COUNT, COLUMN_HIDDEN),
	C(last_report, "Last report", COLUMN_TEXT, COLUMN_HIDDEN),
	C(earliest, "Earliest", COLUMN_TEXT, COLUMN_HIDDEN),
};
#undef C
static const struct table board_table = { "board", board_columns,
	sizeof(board_columns) / sizeof(board_columns[0]) };

static const char *
text_of(const json_t *line, const char *key)
{
	return json_string_value(json_object_get(line, key));
}

static int64_t
count_of(const json_t *line, const char *key)
{
	return json_integer_value(json_object_get(line, key));
}

static struct board_row
row_of(const json_t *line)
{
	const char *task = text_of(line, "task");

	return (struct board_row){ .domain = text_of(line, "domain"),
		.stage = text_of(line, "stage_text"),
		.verdict = text_of(line, "verdict"),
		.verdict_word =
		    advise_text_verdict_word(text_of(line, "verdict")),
		.task = task != NULL ? task : "-",
		.last_report = text_of(line, "last_day"),
		.earliest = text_of(line, "earliest"),
		.score = count_of(line, "score"),
		.questions = count_of(line, "questions"),
		.forged_day = count_of(line, "forged_day"),
		.lost_week = count_of(line, "lost_week"),
		.alerts = count_of(line, "alerts") };
}

/* How many lines have each verdict; new reference. */
static json_t *
count_verdicts(const json_t *lines)
{
	json_t *o = json_object(), *line;
	size_t i;

	for (int v = 0; v < VERDICT_COUNT; v++)
		json_put(o, advise_verdict_name((enum advice_verdict)v),
		    json_integer(0));
	json_array_foreach(lines, i, line)
	{
		const char *verdict = text_of(line, "verdict");
		json_put(o, verdict, json_integer(count_of(o, verdict) + 1));
	}
	return o;
}

static void
print_totals(size_t n, json_t *totals)
{
	const char *verdict, *separator = "";
	json_t *count;

	printf("\n%zu domain%s: ", n, n == 1 ? "" : "s");
	json_object_foreach(totals, verdict, count)
	{
		if (json_integer_value(count) == 0)
			continue;
		printf("%s%" JSON_INTEGER_FORMAT " %s", separator,
		    json_integer_value(count),
		    advise_text_verdict_word(verdict));
		separator = ", ";
	}
	printf("\nMore of one: rampart advise DOMAIN\n");
}

static enum err
print_lines(const struct args *a, json_t *lines, struct error *e)
{
	struct list *l = list_begin(a, &board_table);
	json_t *totals = count_verdicts(lines), *items, *line;
	size_t i;

	json_array_foreach(lines, i, line)
	{
		struct board_row row = row_of(line);
		list_add(l, &row,
		    list_wants_json(l) ? json_incref(line) : NULL);
	}
	if ((items = list_end(l)) != NULL)
		return cli_print_json(json_pack("{s:o,s:o}", "items", items,
		                          "totals", totals),
		    e);
	if (!(a->set & OPT_CSV))
		print_totals(json_array_size(lines), totals);
	json_decref(totals);
	return OK;
}

/* Text and values of a board beyond this are no board. */
#define BOARD_MAX (1024 * MIB)

enum err
board_print(const struct args *a, struct store *st,
    const struct evaluate_when *when, struct error *e)
{
	json_t *lines = NULL;
	struct buf text;
	enum err err;

	buf_init(&text, BOARD_MAX);
	err = evaluate_board(st, when, &text, e);
	if (err == OK && !text.overflow)
		lines = json_loads(text.data, 0, NULL);
	buf_free(&text);
	if (err == OK && lines == NULL)
		err = error_set(e, ERR_SYSTEM,
		    "the board cannot be read: a line that was kept is damaged "
		    "or there are too many; `rampart db check` tells which");
	if (err == OK)
		err = print_lines(a, lines, e);
	json_decref(lines);
	return err;
}
