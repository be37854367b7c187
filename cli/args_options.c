/*
 * Options, read by getopt_long(3) from the tables.  Filters are options of the
 * same words (source_ip is --source-ip).
 */
#include "advise/advise.h"
#include "cli/cli.h"
#include "ingest/ingest.h"

#include <ctype.h>
#include <getopt.h>
#include <string.h>

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
		if (!text_number(arg, REPLAY_DAYS_MAX, &a->days) || a->days < 1)
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

/* The word that getopt_long() stumbled over; buf: room for a short option. */
static const char *
odd_word(char **argv, char buf[3])
{
	/* The numbers of long options are no letters. */
	_Static_assert(CLI_OPTION_COUNT < '0' && FIRST_FILTER > 'z', "");
	if (optopt > 'z' || !isalnum(optopt))
		return argv[optind - 1];
	buf[0] = '-';
	buf[1] = (char)optopt;
	buf[2] = '\0';
	return buf;
}

enum err
args_options(struct args *a, int argc, char **argv, struct error *e)
{
	char names[FILTER_COUNT][16];
	struct option list[LIST_MAX];
	int value;

	option_list(a->command, names, list);
	opterr = 0;
	optind = 1;
	while ((value = getopt_long(argc, argv, ":hv", list, NULL)) != -1) {
		enum err err = OK;
		char room[3];

		if (value == ':')
			return error_set(e, ERR_INPUT, "%s needs a value",
			    argv[optind - 1]);
		if (value == 'h')
			value = OPT_HELP_SHIFT;
		if (value == 'v' && (a->command->options & OPT_VERBOSE))
			value = OPT_VERBOSE_SHIFT;
		if (value == '?' || value == 'v')
			return error_set(e, ERR_INPUT,
			    "%s does not take %s; see `rampart help %s`",
			    a->command->name,
			    value == 'v' ? "-v" : odd_word(argv, room),
			    a->command->name);
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
