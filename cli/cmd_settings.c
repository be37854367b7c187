/* rampart settings: what is in force, and where that is said. */
#include "cli/cli.h"
#include "cli/settings.h"

#include "core/text_json.h"

enum err
cmd_settings(const struct args *a, int *status, struct error *e)
{
	const struct settings *s = a->settings;
	struct list *l = list_begin(a, &setting_table);
	json_t *items, *answer;

	(void)status;
	for (int i = 0; i < SETTING_COUNT; i++) {
		struct setting_row row;
		struct buf value;

		buf_init(&value, MIB);
		row = settings_row(s, (enum setting_id)i, &value);
		list_add(l, &row,
		    list_wants_json(l) ? table_row_json(&setting_table, &row)
		                       : NULL);
		buf_free(&value);
	}
	items = list_end(l);
	if (items != NULL) {
		answer = json_object();
		json_put(answer, "file", text_to_json(s->file));
		json_put(answer, "items", items);
		return cli_print_json(answer, e);
	}
	if (!(a->set & OPT_CSV))
		printf("\n%s%s\n",
		    s->file != NULL ? "read from " : "no settings file was ",
		    s->file != NULL ? s->file : "found: rampart.conf(5)");
	return OK;
}
