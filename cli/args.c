/*
 * The command line, read by getopt_long(3) from the tables: the command is the
 * first word, --db and --config may stand before it, options may stand anywhere after it.
 * Filters are options of the same words (source_ip is --source-ip).
 */
#include "cli/cli.h"
#include "ingest/ingest.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* getopt values: an option's shift, or FIRST_FILTER + a filter's, clear of
   the letters of short options. */
enum { FIRST_FILTER = 1000, LIST_MAX = CLI_OPTION_COUNT + FILTER_COUNT + 1 };

static const struct {
	enum cli_option bit;
	const char *name, *arg;
} option_table[] = {
#define ROW_(bit, name, arg, help) { bit, name, arg },
	CLI_OPTIONS(ROW_)
#undef ROW_
};

/* The words of FILTERS as options: an underscore is a hyphen there. */
static const struct {
	const char *word;
	char option[16];
} filter_table[] = {
#define ROW_(bit, word, what) { word, word },
	FILTERS(ROW_)
#undef ROW_
};

static void
option_list(const struct command *c, char names[FILTER_COUNT][16],
    struct option list[LIST_MAX])
{
	size_t n = 0;

	for (int i = 0; i < CLI_OPTION_COUNT; i++) {
		if (!(c->options & option_table[i].bit))
			continue;
		list[n++] = (struct option){ option_table[i].name,
			option_table[i].arg ? required_argument : no_argument,
			NULL, i };
	}
	for (int i = 0; i < FILTER_COUNT; i++) {
		if (!(c->filters & 1u << i))
			continue;
		memcpy(names[i], filter_table[i].option, 16);
		for (char *p = names[i]; *p; p++)
			if (*p == '_')
				*p = '-';
		list[n++] = (struct option){ names[i], required_argument, NULL,
			FIRST_FILTER + i };
	}
	list[n] = (struct option){ 0 };
}

static enum err
acknowledge_set(struct args *a, const char *arg, struct error *e)
{
	enum acknowledge how;

	if (!acknowledge_read(arg, &how))
		return error_set(e, ERR_INPUT,
		    "--acknowledge takes leave, seen or file, not \"%s\"", arg);
	a->acknowledge = (int)how;
	return OK;
}

static enum err
date_set(day_t *day, const char *option, const char *arg, struct error *e)
{
	if (!day_parse(arg, day))
		return error_set(e, ERR_INPUT,
		    "--%s takes a day as 2026-11-20, not \"%s\"", option, arg);
	return OK;
}

static enum err
option_set(struct args *a, enum cli_option option, const char *arg,
    struct error *e)
{
	a->set |= option;
	switch (option) {
	case OPT_DB: a->db = arg; break;
	case OPT_CONFIG: a->config = arg; break;
	case OPT_LISTEN: a->listen = arg; break;
	case OPT_ASSETS: a->assets = arg; break;
	case OPT_INTERVAL:
		if (!text_number(arg, 86400, &a->interval) || a->interval < 1)
			return error_set(e, ERR_INPUT,
			    "--interval takes seconds from 1 to 86400, "
			    "not \"%s\"",
			    arg);
		break;
	case OPT_NOTE: a->note = arg; break;
	case OPT_RECORD: a->record = arg; break;
	case OPT_DAYS:
		if (!text_number(arg, 91, &a->days) || a->days < 1)
			return error_set(e, ERR_INPUT,
			    "--days takes days from 1 to 91, not \"%s\"", arg);
		break;
	case OPT_READY: a->ready = arg; break;
	case OPT_HTML: a->html = arg; break;
	case OPT_AS_OF: return date_set(&a->as_of, "as-of", arg, e);
	case OPT_REVIEW: return date_set(&a->review, "review", arg, e);
	case OPT_BEFORE: return date_set(&a->before, "before", arg, e);
	case OPT_ACKNOWLEDGE: return acknowledge_set(a, arg, e);
	default: break;
	}
	return OK;
}

static enum err
options_read(struct args *a, int argc, char **argv, struct error *e)
{
	char names[FILTER_COUNT][16];
	struct option list[LIST_MAX];
	int value;

	option_list(a->command, names, list);
	opterr = 0;
	optind = 1;
	while ((value = getopt_long(argc, argv, ":hv", list, NULL)) != -1) {
		const char *word = argv[optind - 1];
		enum err err = OK;

		if (value == ':')
			return error_set(e, ERR_INPUT, "%s needs a value",
			    word);
		if (value == 'h')
			value = OPT_HELP_SHIFT;
		if (value == 'v' && (a->command->options & OPT_VERBOSE))
			value = OPT_VERBOSE_SHIFT;
		if (value == '?' || value == 'v')
			return error_set(e, ERR_INPUT,
			    "%s does not take %s; see `rampart help %s`",
			    a->command->name, word, a->command->name);
		if (value < CLI_OPTION_COUNT)
			err = option_set(a, option_table[value].bit, optarg, e);
		else if (value >= FIRST_FILTER)
			err = filter_set(&a->filter, a->command->filters,
			    filter_table[value - FIRST_FILTER].word, optarg, e);
		if (err != OK)
			return err;
	}
	a->names = argv + optind;
	a->n_names = argc - optind;
	return OK;
}

static enum err
names_check(const struct args *a, struct error *e)
{
	const struct command *c = a->command;

	if (a->n_names < c->min_names)
		return error_set(e, ERR_INPUT,
		    "%s needs %s; see `rampart help %s`", c->name, c->operands,
		    c->name);
	if (c->max_names >= 0 && a->n_names > c->max_names)
		return error_set(e, ERR_INPUT,
		    "%s does not know what to do with \"%s\"; "
		    "see `rampart help %s`",
		    c->name, a->names[c->max_names], c->name);
	if (__builtin_popcount(a->set & CLI_FORMS) > 1)
		return error_set(e, ERR_INPUT,
		    "--json, --csv and --ndjson exclude each other: give one");
	if ((a->set & OPT_SUBFOLDERS) && (a->set & OPT_NO_SUBFOLDERS))
		return error_set(e, ERR_INPUT,
		    "--subfolders and --no-subfolders exclude each other");
	if ((a->set & OPT_RAW) && (a->set & OPT_REPAIRS))
		return error_set(e, ERR_INPUT,
		    "--raw and --repairs exclude each other");
	return OK;
}

static int64_t
now(void)
{
	const char *fixed = getenv("RAMPART_NOW");
	int64_t t;

	if (fixed && text_number(fixed, INT64_MAX, &t))
		return t;
	return (int64_t)time(NULL);
}

static enum err
named(const struct command **ret, int argc, char **argv, int *ret_words,
    struct error *e)
{
	const struct command *c = command_find(argc, argv, ret_words);

	if (!c)
		return error_set(e, ERR_INPUT,
		    "there is no command \"%s%s%s\"; `rampart help` lists them",
		    argv[0], argc > 1 ? " " : "", argc > 1 ? argv[1] : "");
	*ret = c;
	return OK;
}

enum err
args_read(int argc, char **argv, struct args *ret, bool *ret_help,
    struct error *e)
{
	struct args a = { .days = 35, .now = now() };
	int first = 1, words;
	enum err err;

	filter_init(&a.filter);
	*ret_help = false;
	*ret = a;
	for (; first + 1 < argc; first += 2)
		if (strcmp(argv[first], "--db") == 0)
			a.db = argv[first + 1];
		else if (strcmp(argv[first], "--config") == 0)
			a.config = argv[first + 1];
		else
			break;
	if (first >= argc)
		return error_set(e, ERR_INPUT,
		    "which command? `rampart help` lists them");
	if (strcmp(argv[first], "help") == 0 ||
	    strcmp(argv[first], "--help") == 0 ||
	    strcmp(argv[first], "-h") == 0) {
		*ret_help = true;
		if (first + 1 == argc)
			return OK;
		return named(&ret->command, argc - first - 1, argv + first + 1,
		    &words, e);
	}
	if ((err = named(&a.command, argc - first, argv + first, &words, e)) !=
	    OK)
		return err;
	first += words - 1;
	if ((err = options_read(&a, argc - first, argv + first, e)) != OK)
		return err;
	*ret_help = (a.set & OPT_HELP) != 0;
	if (!*ret_help && (err = names_check(&a, e)) != OK)
		return err;
	*ret = a;
	return OK;
}
