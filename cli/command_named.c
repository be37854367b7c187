/*
 * A command by its word or two, and what a person is told who typed another.
 */
#include "cli/cli.h"

#include <string.h>

static const struct command *
find(int argc, char **argv, int *ret_words)
{
	for (const struct command *c = cli_commands; c->name && argc > 0; c++) {
		const char *second = strchr(c->name, ' ');
		size_t n =
		    second ? (size_t)(second - c->name) : strlen(c->name);

		if (strlen(argv[0]) != n || strncmp(c->name, argv[0], n) != 0 ||
		    (second && (argc < 2 || strcmp(second + 1, argv[1]) != 0)))
			continue;
		*ret_words = second ? 2 : 1;
		return c;
	}
	return NULL;
}

/* "db check, db rebuild or db prune": all whose first word it is, or "". */
static void
halves(struct buf *out, const char *word)
{
	const struct command *last = NULL;
	size_t n = strlen(word);

	for (const struct command *c = cli_commands; c->name; c++) {
		if (strncmp(c->name, word, n) != 0 || c->name[n] != ' ')
			continue;
		if (last)
			buf_printf(out, "%s%s", out->len > 0 ? ", " : "",
			    last->name);
		last = c;
	}
	if (last)
		buf_printf(out, " or %s", last->name);
}

static enum err
no_command(int argc, char **argv, struct error *e)
{
	enum err err = ERR_INPUT;
	struct buf known;

	buf_init(&known, KIB);
	halves(&known, argv[0]);
	if (argv[0][0] == '-')
		error_set(e, err,
		    "%s stands before the command; only --db and --config "
		    "may, `rampart help` lists the commands",
		    argv[0]);
	else if (known.len > 0)
		error_set(e, err, "which of %s? `rampart help %.*s` says more",
		    known.data, (int)strcspn(known.data, ","), known.data);
	else
		error_set(e, err,
		    "there is no command \"%s%s%s\"; `rampart help` lists "
		    "them",
		    argv[0], argc > 1 ? " " : "", argc > 1 ? argv[1] : "");
	buf_free(&known);
	return err;
}

enum err
command_named(int argc, char **argv, const struct command **ret, int *ret_words,
    struct error *e)
{
	const struct command *c = find(argc, argv, ret_words);

	if (!c)
		return no_command(argc, argv, e);
	*ret = c;
	return OK;
}
