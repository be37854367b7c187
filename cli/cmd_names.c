/*
 * rampart names: what somebody looked up elsewhere, for nicer advice: names of
 * addresses, and a table of mail services of the form of schema/services.tsv.
 */
#include "advise/advise.h"
#include "cli/cli.h"
#include "cli/judge.h"

#include <inttypes.h>
#include <sysexits.h>

static const struct cli_verb verbs[] = {
	{ "import", 1, 1, "a FILE" },
	{ "forget", 0, 0, "" },
	{ 0 },
};

enum { VERB_IMPORT, VERB_FORGET };
enum { NAMES_FILE_MAX = 256 * MIB, SERVICES_FILE_MAX = MIB };

static enum err
import_names(const struct args *a, struct store *st, const struct buf *text,
    struct error *e)
{
	struct names_read r;
	enum err err =
	    store_names_import(st, text->data, text->len, a->now, &r, e);

	if (err != OK)
		return error_prefix(e, "%s", a->names[1]);
	cli_judge_due(a, st);
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

/* A text that would not load is not kept. */
static enum err
services_check(const struct buf *text, struct error *e)
{
	struct advise_services *services;
	struct arena arena;
	enum err err;

	arena_init(&arena, 16 * MIB);
	err = advise_services_load(text->data, text->len, &arena, &services, e);
	arena_release(&arena);
	return err;
}

/* Keep that text in the database (NULL: none), and judge by it. */
static enum err
services_set(const struct args *a, const char *text, struct error *e)
{
	char who[256];
	struct store *st;
	enum err err = cli_open(a, STORE_WRITE, &st, e);

	if (err != OK)
		return err;
	cli_who(who, sizeof(who));
	err = store_table_import(st, "services", text, who, a->now, e);
	if (err == OK)
		cli_judge_due(a, st);
	store_close(st);
	if (err == OK && (a->set & OPT_JSON))
		return cli_print_json(json_pack("{s:b}", "services",
		                          text != NULL),
		    e);
	if (err == OK)
		printf("%s\n",
		    text != NULL ? "the table is in force beside the program's"
		                 : "the program's table is in force alone");
	return err;
}

static enum err
services_of(const struct args *a, int verb, struct error *e)
{
	struct buf text;
	enum err err;

	if (verb == VERB_FORGET)
		return services_set(a, NULL, e);
	err = cli_read_file(a->names[1], SERVICES_FILE_MAX, &text, e);
	if (err != OK)
		return err;
	err = services_check(&text, e);
	if (err != OK)
		error_prefix(e, "%s", a->names[1]);
	else
		err = services_set(a, text.data, e);
	buf_free(&text);
	return err;
}

enum err
cmd_names(const struct args *a, int *status, struct error *e)
{
	int verb = cli_verb(a, verbs, status);

	if (verb < 0)
		return OK;
	if (verb == VERB_FORGET && !(a->set & OPT_SERVICES)) {
		cli_warn("names forget takes --services; a name of an address "
		         "is forgotten by a line without one");
		*status = EX_USAGE;
		return OK;
	}
	if (a->set & OPT_SERVICES)
		return services_of(a, verb, e);
	return names_of(a, e);
}
