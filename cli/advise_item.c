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

/* What to type for each answer. */
static void
print_answers(const struct advice_context *c, const struct advice_item *i,
    struct arena *a)
{
	const char *d = c->advice->domain;

	if (i->sender != NULL && i->code != CODE_S_PERIODIC &&
	    i->code != CODE_S_SILENT) {
		page_line(5,
		    arena_printf(a, "Ours:     rampart sender approve %s %s", d,
		        i->sender));
		page_line(5,
		    arena_printf(a, "Not ours: rampart sender threat %s %s", d,
		        i->sender));
		page_line(5,
		    arena_printf(a, "Look:     rampart sources %s --dmarc fail",
		        d));
		return;
	}
	if (i->code == CODE_S_CONFIRM_PARKED) {
		page_line(5,
		    arena_printf(a,
		        "Yes:      rampart domain set %s parked=yes", d));
		return;
	}
	page_line(5, arena_printf(a, "Confirm:  rampart ack %s %s", d,
	                 advise_code_name(i->code)));
	if (i->code == CODE_S_FORWARD_LOSS || i->code == CODE_S_MAILING_LISTS)
		page_line(5,
		    arena_printf(a,
		        "Stay:     rampart domain set %s final=quarantine", d));
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
	if (t.ask != NULL)
		print_answers(c, i, arena);
}
