/* rampart names: what somebody looked up elsewhere, for nicer advice. */
#include "cli/cli.h"

#include <inttypes.h>

static const struct cli_verb verbs[] = {
	{ "import", 1, 1, "a FILE" },
	{ 0 },
};

enum { NAMES_FILE_MAX = 256 * MIB };

static enum err
import_names(const struct args *a, struct store *st, const struct buf *text,
    struct error *e)
{
	struct names_read r;
	enum err err =
	    store_names_import(st, text->data, text->len, a->now, &r, e);

	if (err != OK)
		return error_prefix(e, "%s", a->names[1]);
	if (a->set & OPT_JSON)
		return cli_print_json(json_pack("{s:I,s:I,s:I}", "lines",
		                          (json_int_t)r.lines, "names",
		                          (json_int_t)r.names, "removed",
		                          (json_int_t)r.removed),
		    e);
	printf("%" PRId64 " names of addresses, %" PRId64 " forgotten\n",
	    r.names, r.removed);
	return OK;
}

static enum err
names_of(const struct args *a, struct error *e)
{
	struct store *st;
	struct buf text;
	enum err err = cli_read_file(a->names[1], NAMES_FILE_MAX, &text, e);

	if (err != OK)
		return err;
	err = cli_open(a, STORE_WRITE, &st, e);
	if (err == OK) {
		err = import_names(a, st, &text, e);
		store_close(st);
	}
	buf_free(&text);
	return err;
}

enum err
cmd_names(const struct args *a, int *status, struct error *e)
{
	int verb = cli_verb(a, verbs, status);

	if (verb < 0)
		return OK;
	return names_of(a, e);
}
