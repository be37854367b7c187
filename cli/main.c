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
}

int
main(int argc, char **argv)
{
	struct error e = { 0 };
	struct args args;
	bool help;
	char *db = NULL;
	int status = 0;
	enum err err;

	/* libarchive gives member names only in a UTF-8 locale. */
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	json_set_alloc_funcs(xmalloc, free);
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		print_version();
		return 0;
	}
	if (args_read(argc, argv, &args, &help, &e) != OK)
		return usage(&e);
	if (help) {
		help_print(stdout, args.command);
		return 0;
	}
	if (!args.db && (args.command->options & OPT_DB)) {
		if (cli_default_db(&db, &e) != OK)
			return usage(&e);
		args.db = db;
	}
	err = args.command->run(&args, &status, &e);
	if (err == OK)
		err = cli_flush(&e);
	free(db);
	if (err == OK)
		return status;
	cli_warn("%s", e.text);
	return cli_exit_status(err);
}
