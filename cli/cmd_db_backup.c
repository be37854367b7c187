/* rampart db backup: a copy of the database while it is in use. */
#include "cli/cli.h"

#include <inttypes.h>

#include "core/text_json.h"

enum err
cmd_db_backup(const struct args *a, int *status, struct error *e)
{
	const char *to = a->names[0];
	struct store *st;
	int64_t bytes;
	json_t *o;
	enum err err = cli_open(a, STORE_READ, &st, e);

	(void)status;
	if (err != OK)
		return err;
	err = store_backup(st, to, &bytes, e);
	store_close(st);
	if (err != OK)
		return err;
	if (a->set & OPT_JSON) {
		o = json_object();
		json_put(o, "file", text_to_json(to));
		json_put(o, "bytes", json_integer(bytes));
		return cli_print_json(o, e);
	}
	if (!(a->set & OPT_QUIET))
		printf("%s: %" PRId64 " bytes; `rampart db check --db` looks "
		       "whether a copy is sound\n",
		    to, bytes);
	return OK;
}
