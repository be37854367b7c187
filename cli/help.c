/* Help, written from the tables of commands, options and filters. */
#include "cli/cli.h"

#include <ctype.h>

static void
print_option(FILE *out, const char *name, const char *arg, const char *help)
{
	char left[40];
	int n = snprintf(left, sizeof(left), "--%s%s%s", name, arg ? " " : "",
	    arg ? arg : "");

	for (int i = 0; i < n; i++)
		if (left[i] == '_')
			left[i] = '-';
	fprintf(out, "  %-24s %s\n", left, help);
}

static void
print_command(FILE *out, const struct command *c)
{
	fprintf(out, "usage: rampart %s [OPTION...]%s%s\n\n%c%s.\n\n%s",
	    c->name, *c->operands ? " " : "", c->operands,
	    toupper(c->summary[0]), c->summary + 1, c->text);
	fprintf(out, "\nOptions:\n");
#define PRINT_(bit, name, arg, help) \
	if (c->options & (bit)) \
		print_option(out, name, arg, help);
	CLI_OPTIONS(PRINT_)
#undef PRINT_
#define PRINT_(bit, word, what) \
	if (c->filters & (bit)) \
		print_option(out, word, "VALUE", what);
	FILTERS(PRINT_)
#undef PRINT_
}

void
help_print(FILE *out, const struct command *c)
{
	if (c) {
		print_command(out, c);
		return;
	}
	fprintf(out,
	    "Rampart reads DMARC aggregate reports and shows whether a domain "
	    "may take\nthe next step from p=none to p=reject.\n\n"
	    "usage: rampart COMMAND [OPTION...] [ARGUMENT...]\n\n");
	for (c = cli_commands; c->name; c++)
		fprintf(out, "  %-10s %s\n", c->name, c->summary);
	fprintf(out,
	    "\n  rampart help COMMAND    says more of one\n"
	    "  rampart --version       the version and its libraries\n\n"
	    "Start with:  rampart run ~/Maildir\n");
}
