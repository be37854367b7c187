/*
 * The command line: the command is the first word, --db and --config may stand
 * before it, options (args_options.c) anywhere after it.
 */
#include "advise/advise.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static enum err
exclusive_check(const struct args *a, struct error *e)
{
	static const struct {
		unsigned one, other;
		const char *both;
	} pairs[] = {
		{ OPT_JSON, OPT_CSV, "--json and --csv" },
		{ OPT_JSON, OPT_NDJSON, "--json and --ndjson" },
		{ OPT_CSV, OPT_NDJSON, "--csv and --ndjson" },
		{ OPT_RAW, OPT_JSON, "--raw and --json" },
		{ OPT_RAW, OPT_CSV, "--raw and --csv" },
		{ OPT_RAW, OPT_REPAIRS, "--raw and --repairs" },
		{ OPT_SUBFOLDERS, OPT_NO_SUBFOLDERS,
		    "--subfolders and --no-subfolders" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if ((a->set & pairs[i].one) && (a->set & pairs[i].other))
			return error_set(e, ERR_INPUT,
			    "%s exclude each other; leave one out",
			    pairs[i].both);
	return OK;
}

static enum err
names_check(const struct args *a, struct error *e)
{
	const struct command *c = a->command;
	const char *odd = NULL;

	if (a->n_names < c->min_names)
		return error_set(e, ERR_INPUT,
		    "%s needs %s; see `rampart help %s`", c->name, c->operands,
		    c->name);
	for (int i = 0; i < a->n_names && odd == NULL; i++)
		if (*a->names[i] == '\0' || i == c->max_names)
			odd = a->names[i];
	if (odd != NULL)
		return error_set(e, ERR_INPUT,
		    "%s does not know what to do with \"%s\"; "
		    "see `rampart help %s`",
		    c->name, odd, c->name);
	if (a->db != NULL && *a->db == '\0')
		return error_set(e, ERR_INPUT, "--db needs a file's name");
	return exclusive_check(a, e);
}

int64_t
cli_now(void)
{
	const char *fixed = getenv("RAMPART_NOW");
	int64_t t;

	if (fixed && text_number(fixed, INT64_MAX, &t))
		return t;
	return (int64_t)time(NULL);
}

/* Whether it is "--NAME" or "--NAME=..."; *ret_value: NULL or what follows. */
static bool
is_option(const char *word, const char *name, const char **ret_value)
{
	size_t n = strlen(name);

	if (strncmp(word, "--", 2) != 0 || strncmp(word + 2, name, n) != 0 ||
	    (word[2 + n] != '\0' && word[2 + n] != '='))
		return false;
	*ret_value = word[2 + n] == '=' ? word + 3 + n : NULL;
	return true;
}

/* --db and --config before the command, whose place is *ret_first. */
static enum err
options_before(struct args *a, int argc, char **argv, int *ret_first,
    struct error *e)
{
	int i = 1;

	for (; i < argc; i++) {
		const char *value, **to = NULL;

		if (is_option(argv[i], "db", &value))
			to = &a->db;
		else if (is_option(argv[i], "config", &value))
			to = &a->config;
		else
			break;
		if (value == NULL && ++i == argc)
			return error_set(e, ERR_INPUT, "%s needs a value",
			    argv[i - 1]);
		*to = value != NULL ? value : argv[i];
	}
	*ret_first = i;
	return OK;
}

/* "help", with or without the name of a command. */
static enum err
help_read(int argc, char **argv, const struct command **ret, struct error *e)
{
	int words = 0;
	enum err err = OK;

	if (argc > 0)
		err = command_named(argc, argv, ret, &words, e);
	if (err == OK && words < argc)
		return error_set(e, ERR_INPUT,
		    "help takes one command; `rampart help` lists them");
	return err;
}

/* A command with its options and names. */
static enum err
command_read(struct args *a, int argc, char **argv, struct error *e)
{
	int words = 0;
	enum err err = command_named(argc, argv, &a->command, &words, e);

	if (err == OK)
		err = args_options(a, argc - words + 1, argv + words - 1, e);
	if (err == OK && !(a->set & OPT_HELP))
		err = names_check(a, e);
	return err;
}

static bool
wants_help(const char *word)
{
	return strcmp(word, "help") == 0 || strcmp(word, "--help") == 0 ||
	       strcmp(word, "-h") == 0;
}

enum err
args_read(int argc, char **argv, struct args *ret, bool *ret_help,
    struct error *e)
{
	struct args a = { .days = REPLAY_DAYS, .now = cli_now() };
	int first = argc;
	enum err err = options_before(&a, argc, argv, &first, e);

	if (err != OK)
		return err;
	if (first == argc)
		return error_set(e, ERR_INPUT,
		    "which command? `rampart help` lists them");
	filter_init(&a.filter);
	argc -= first;
	argv += first;
	if (wants_help(*argv)) {
		a.set |= OPT_HELP;
		err = help_read(argc - 1, argv + 1, &a.command, e);
	} else {
		err = command_read(&a, argc, argv, e);
	}
	if (err != OK)
		return err;
	*ret = a;
	*ret_help = (a.set & OPT_HELP) != 0;
	return OK;
}
