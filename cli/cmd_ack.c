/* rampart ack: yes to a question of the advisor. */
#include "cli/decide.h"

#include <string.h>

/* A code is a word of capitals, as S_MAILING_LISTS. */
static bool
is_code(const char *s)
{
	return strncmp(s, "S_", 2) == 0 && strlen(s) < 40 &&
	       s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] == '\0';
}

enum err
cmd_ack(const struct args *a, int *status, struct error *e)
{
	bool undo = (a->set & OPT_UNDO) != 0;
	struct decision d = { .kind = ABOUT_QUESTION,
		.subject = a->names[1],
		.value = undo ? NULL : "yes" };
	char said[400];

	(void)status;
	if (!is_code(a->names[1]))
		return error_set(e, ERR_INPUT,
		    "\"%.60s\" is no question of the advisor; `rampart advise "
		    "%.60s` shows those that are open",
		    a->names[1], a->names[0]);
	snprintf(said, sizeof(said), "%.253s: %s %s", a->names[0], a->names[1],
	    undo ? "is open again" : "is confirmed, and asked again in a year");
	return decide(a, a->names[0], &d, 1, said, e);
}
