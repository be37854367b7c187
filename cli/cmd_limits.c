/* rampart limits: the ceilings of core/limits.h, with their reasons. */
#include "cli/cli.h"
#include "cli/settings.h"

static const struct column columns[] = {
	COLUMN(struct limit_row, name, "Ceiling", COLUMN_TEXT, 0),
	COLUMN(struct limit_row, value, "Value", COLUMN_COUNT, 0),
	COLUMN(struct limit_row, why, "Why", COLUMN_TEXT, 0),
};

static const struct table table = { "limits", columns,
	sizeof(columns) / sizeof(*columns) };

enum err
cmd_limits(const struct args *a, int *status, struct error *e)
{
	const struct limits limits = a->settings->limits;
	struct limit_row rows[LIMITS_COUNT];
	struct list *l = list_begin(a, &table);
	json_t *items;

	(void)status;
	limits_rows(&limits, rows);
	for (size_t i = 0; i < LIMITS_COUNT; i++)
		list_add(l, &rows[i],
		    list_wants_json(l) ? table_row_json(&table, &rows[i])
		                       : NULL);
	items = list_end(l);
	return items ? cli_print_json(json_pack("{s:o}", "items", items), e)
	             : OK;
}
