/* One matter of an advice: what, why, what to do, and what to type. */
#include "cli/advise_print.h"

#include <string.h>

/* The lines of a text, numbered if there are several. */
static void
print_steps(const char *s, struct arena *arena)
{
	int i = 1;

	if (strchr(s, '\n') == NULL) {
		page_text(3, "Do this: ", PAGE_PLAIN, s);
		return;
	}
	page_line(3, "Do this:");
	while (s != NULL) {
		size_t n = strcspn(s, "\n");

		page_text(5, arena_printf(arena, "%d. ", i++), PAGE_PLAIN,
		    arena_printf(arena, "%.*s", (int)n, s));
		s = s[n] == '\n' ? s + n + 1 : NULL;
	}
}

/* A line of answers, and what to type for it. */
static void
print_answer(const char *answer, const char *command, struct arena *a)
{
	page_line(5, arena_printf(a, "%.*s:  rampart %s",
	                 (int)strcspn(answer, "\n"), answer, command));
}

/* Whose a sender is. */
static void
print_whose(const char *d, const char *sender, struct arena *a)
{
	page_line(5, arena_printf(a, "Ours:     rampart sender approve %s %s",
	                 d, sender));
	page_line(5, arena_printf(a, "Not ours: rampart sender threat %s %s", d,
	                 sender));
	page_line(5,
	    arena_printf(a, "Look:     rampart sources %s --dmarc fail", d));
}

/* What to type for each answer to a question about the domain. */
static void
print_answers(const struct advice_item *i, const char *d, const char *answers,
    struct arena *a)
{
	const char *second = strchr(answers, '\n');

	if (i->code == CODE_S_CONFIRM_PARKED) {
		print_answer(answers,
		    arena_printf(a, "domain set %s parked=yes", d), a);
		return;
	}
	print_answer(answers,
	    arena_printf(a, "ack %s %s", d, advise_code_name(i->code)), a);
	if (second != NULL &&
	    (i->code == CODE_S_FORWARD_LOSS || i->code == CODE_S_MAILING_LISTS))
		print_answer(second + 1,
		    arena_printf(a, "domain set %s final=quarantine", d), a);
}

void
advise_print_item(const struct advice_context *c, const struct advice_item *i,
    enum page_colour colour, struct arena *arena)
{
	struct advice_text t;

	advise_text(c, i, arena, &t);
	page_text(1, "* ", colour,
	    arena_printf(arena, "%s%s [%s]", t.what,
	        t.what[strlen(t.what) - 1] == '?' ? "" : ".",
	        advise_code_name(i->code)));
	if (t.why != NULL)
		page_text(3, "", PAGE_PLAIN, t.why);
	if (t.steps != NULL)
		print_steps(t.steps, arena);
	if (t.know != NULL)
		page_text(3, "Done when: ", PAGE_PLAIN, t.know);
	if (t.ask != NULL && i->sender != NULL)
		print_whose(c->advice->domain, i->sender, arena);
	else if (t.ask != NULL)
		print_answers(i, c->advice->domain, t.ask, arena);
}
