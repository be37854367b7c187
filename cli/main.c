/* Read the command line, run the command, turn its error into an exit. */
#include "cli/cli.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "ingest/ingest.h"
#include "web/web.h"

static int
usage(const struct error *e)
{
	cli_warn("%s", e->text);
	return EX_USAGE;
}

static void
print_library(struct library library)
{
	printf("%-14s %s\n", library.name, library.version);
}

static void
print_version(void)
{
	struct library core[LIBRARIES_MAX], parsers[LIBRARIES_MAX];
	size_t n_core = core_libraries(core);
	size_t n_parsers = ingest_libraries(parsers);

	printf("rampart %s, schema %d\n\n", RAMPART_VERSION,
	    store_schema_version());
	for (size_t i = 0; i < n_parsers; i++)
		print_library(parsers[i]);
	print_library(store_library());
	print_library(web_library());
	for (size_t i = 0; i < n_core; i++)
		print_library(core[i]);
	printf("\nparsers are locked in by %s\n", pool_sandbox());
}

static void
settle_reading(const struct args *a, struct settings *s)
{
	if (a->set & OPT_INTERVAL) {
		s->interval = a->interval;
		s->from[SETTING_interval] = "--interval";
	}
	if (a->set & OPT_ACKNOWLEDGE) {
		s->acknowledge = (enum acknowledge)a->acknowledge;
		s->from[SETTING_acknowledge] = "--acknowledge";
	}
	if (a->set & (OPT_SUBFOLDERS | OPT_NO_SUBFOLDERS)) {
		s->subfolders = (a->set & OPT_SUBFOLDERS) != 0;
		s->from[SETTING_subfolders] =
		    s->subfolders ? "--subfolders" : "--no-subfolders";
	}
}

/*
 * What was said on the command line, else in the settings' file, else what is
 * usual.
 */
static enum err
settle(struct args *a, struct settings *s, char **ret_db, struct error *e)
{
	enum err err = settings_load(s, a->config, e);

	if (err != OK)
		return err;
	if (a->db != NULL) {
		s->db = a->db;
		s->from[SETTING_db] = "--db";
	}
	if (a->listen != NULL) {
		s->listen = a->listen;
		s->from[SETTING_listen] = "--listen";
	}
	settle_reading(a, s);
	if (s->db == NULL && cli_default_db(ret_db, e) == OK)
		s->db = *ret_db;
	else if (s->db == NULL && (a->command->options & OPT_DB))
		return e->code;
	a->settings = s;
	a->db = s->db;
	a->listen = s->listen;
	return OK;
}

static int
run(struct args *a, struct error *e)
{
	struct settings s;
	char *db = NULL;
	int status = 0;
	enum err err;

	settings_init(&s);
	if (settle(a, &s, &db, e) != OK) {
		cli_warn("%s", e->text);
		settings_free(&s);
		return EX_CONFIG;
	}
	err = a->command->run(a, &status, e);
	if (err == OK)
		err = cli_flush(e);
	settings_free(&s);
	free(db);
	if (err == OK)
		return status;
	cli_warn("%s", e->text);
	return cli_exit_status(err);
}

int
main(int argc, char **argv)
{
	struct error e = { 0 };
	struct args args;
	bool help;

	/* libarchive gives member names only in a UTF-8 locale. */
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	json_set_alloc_funcs(xmalloc, free);
	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		print_version();
		return 0;
	}
	if (args_read(argc, argv, &args, &help, &e) != OK)
		return usage(&e);
	if (help) {
		help_print(stdout, args.command);
		return 0;
	}
	return run(&args, &e);
}
