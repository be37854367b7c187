/* Commands whose first operand says what to do. */
#include "cli/cli.h"

#include <string.h>
#include <sysexits.h>

static int
wrong(const struct args *a, const struct cli_verb *verbs, int *status)
{
	char words[200] = "";

	for (const struct cli_verb *v = verbs; v->word != NULL; v++)
		snprintf(words + strlen(words), sizeof(words) - strlen(words),
		    "%s%s",
		    v == verbs  ? ""
		    : v[1].word ? ", "
		                : " or ",
		    v->word);
	cli_warn("%s takes %s, not \"%s\"; see `rampart help %s`",
	    a->command->name, words, a->names[0], a->command->name);
	*status = EX_USAGE;
	return -1;
}

int
cli_verb(const struct args *a, const struct cli_verb *verbs, int *status)
{
	int i = 0, n = a->n_names - 1;

	while (verbs[i].word != NULL && strcmp(verbs[i].word, a->names[0]) != 0)
		i++;
	if (verbs[i].word == NULL)
		return wrong(a, verbs, status);
	if (n >= verbs[i].min && (verbs[i].max < 0 || n <= verbs[i].max))
		return i;
	cli_warn("%s %s takes %s; see `rampart help %s`", a->command->name,
	    verbs[i].word,
	    *verbs[i].operands != '\0' ? verbs[i].operands : "nothing more",
	    a->command->name);
	*status = EX_USAGE;
	return -1;
}
