/*
 * The advisor's page on a terminal: what burns, where the domain is, the next
 * step, the questions, and below that what it all rests on.
 */
#include "cli/advise_print.h"
#include "cli/page.h"

#include <string.h>

enum { ITEMS_MAX = 200, QUESTIONS_MAX = 3 };

static enum page_colour
colour_of(enum advice_verdict v)
{
	switch (v) {
	case VERDICT_READY:
	case VERDICT_DONE:
	case VERDICT_READY_IF_CONFIRMED: return PAGE_GREEN;
	case VERDICT_ROLLBACK: return PAGE_RED;
	case VERDICT_HOLD:
	case VERDICT_FIX_RECORD:
	case VERDICT_ATTENTION: return PAGE_YELLOW;
	case VERDICT_NOT_READY:
	case VERDICT_NO_DATA:
	case VERDICT_COUNT: break;
	}
	return PAGE_BOLD;
}

/* A rung as a word of the line of steps. */
static const char *
step_word(enum advice_rung r)
{
	static const char *const words[RUNG_COUNT] = {
		[RUNG_QTEST] = "test",
		[RUNG_Q5] = "5 %",
		[RUNG_Q25] = "25 %",
		[RUNG_Q50] = "50 %",
		[RUNG_Q100] = "all to spam",
		[RUNG_RTEST] = "test",
		[RUNG_R25] = "25 %",
		[RUNG_R50] = "50 %",
		[RUNG_R100] = "refuse",
	};

	return words[r];
}

/* Where the domain is, in a word. */
static const char *
here_word(const struct advice *a)
{
	return strstr(a->stage.name, "TEST") != NULL ? "test" : a->stage.text;
}

/* No next step is spoken of before this is settled. */
static bool
is_stopped(const struct advice *a)
{
	return a->verdict == VERDICT_ROLLBACK || a->verdict == VERDICT_HOLD ||
	       a->verdict == VERDICT_FIX_RECORD;
}

/* "watch > [5 %] > (25 %) > 50 % > all to spam > ...": [here], (next). */
static void
print_ladder(const struct advice *a, struct arena *arena)
{
	const char *s = "", *here = a->stage.name;
	bool watching = strcmp(here, "NONE") == 0 || *here == '\0';
	bool placed = watching;

	s = arena_printf(arena, watching ? "[%s]" : "%s", "watch");
	for (size_t i = 0; i < a->n_ladder; i++) {
		enum advice_rung r = a->ladder[i];
		bool is_here = strcmp(advise_rung_name(r), here) == 0;
		bool is_next = r == a->target && !is_stopped(a);

		if (r == a->target && !placed && !is_here) {
			s = arena_printf(arena, "%s > [%s]", s, here_word(a));
			placed = true;
		}
		placed |= is_here;
		s = arena_printf(arena, "%s > %s%s%s", s,
		    is_here   ? "["
		    : is_next ? "("
		              : "",
		    step_word(r),
		    is_here   ? "]"
		    : is_next ? ")"
		              : "");
	}
	if (!placed)
		s = arena_printf(arena, "%s > [%s]", s, here_word(a));
	page_line(2, s);
}

static void
print_where(const struct advice_context *c, struct arena *arena)
{
	const struct advice *a = c->advice;
	char as_of[DAY_TEXT_MAX];

	page_heading("Where you are");
	print_ladder(a, arena);
	page_line(2, is_stopped(a) || a->target == RUNG_NONE
	                 ? "[here]"
	                 : "[here], (next step)");
	page_text(2, "", colour_of(a->verdict),
	    arena_printf(arena, "%s. [%s]", advise_text_verdict(c, arena),
	        advise_verdict_name(a->verdict)));
	page_printf(2,
	    "Published now: %s (p=%s). Reports up to %s, of %zu "
	    "receiver%s.",
	    a->stage.text,
	    a->policy.known ? word_text(VOCAB_POLICY, (int)a->policy.p) : "?",
	    day_format(a->as_of, as_of), a->n_reporters,
	    a->n_reporters == 1 ? "" : "s");
}

/* The items of the page, sorted into its parts. */
struct items {
	const struct advice_item *v[ITEMS_MAX];
	size_t n;
};

static bool
is_alert(const struct advice_item *i)
{
	return i->code >= CODE_REGRESSION &&
	       i->code < CODE_N_UNVERIFIED_REPORTS;
}

static bool
is_task(const struct advice_item *i)
{
	return !advise_is_question(i) && !is_alert(i) &&
	       !advise_is_waiting(i->code) &&
	       i->code < CODE_N_UNVERIFIED_REPORTS;
}

static bool
is_waiting(const struct advice_item *i)
{
	return advise_is_waiting(i->code);
}

static bool
is_notice(const struct advice_item *i)
{
	return i->code >= CODE_N_UNVERIFIED_REPORTS;
}

static size_t
count(const struct items *x, bool (*belongs)(const struct advice_item *))
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		n += belongs(x->v[i]);
	return n;
}

static void
print_part(const struct advice_context *c, const struct items *x,
    bool (*belongs)(const struct advice_item *), const char *heading,
    size_t max, struct arena *arena)
{
	size_t n = count(x, belongs), printed = 0;

	if (n == 0)
		return;
	page_heading(heading);
	for (size_t i = 0; i < x->n && printed < max; i++) {
		if (!belongs(x->v[i]))
			continue;
		advise_print_item(c, x->v[i],
		    is_alert(x->v[i]) && x->v[i]->severity == SEVERITY_CRITICAL
		        ? PAGE_RED
		        : PAGE_BOLD,
		    arena);
		printed++;
	}
	if (n > printed)
		page_printf(1, "(%zu more when these are answered.)",
		    n - printed);
}

/* One line for all that only needs time. */
static void
print_waiting(const struct advice_context *c, const struct items *x,
    struct arena *arena)
{
	if (count(x, is_waiting) > 0)
		page_heading("Wait");
	for (size_t i = 0; i < x->n; i++) {
		struct advice_text t;

		if (!is_waiting(x->v[i]))
			continue;
		advise_text(c, x->v[i], arena, &t);
		page_text(1, "* ", PAGE_PLAIN,
		    arena_printf(arena, "%s. %s.", t.what, t.know));
	}
}

/* What stands between here and the next step. */
static void
print_way(const struct advice_context *c, const struct items *x,
    struct arena *arena)
{
	print_part(c, x, advise_is_question, "Questions for you", QUESTIONS_MAX,
	    arena);
	print_part(c, x, is_task, "To fix", ITEMS_MAX, arena);
	print_waiting(c, x, arena);
	if (!c->advice->publish_now && c->advice->verdict != VERDICT_NO_DATA)
		advise_print_record(c, arena);
}

void
advise_print(const struct advice_context *c)
{
	struct items x;
	struct arena arena;

	arena_init(&arena, 64 * MIB);
	x.n = advise_items(c->advice, x.v, ITEMS_MAX);
	page_line(0, c->advice->domain);
	print_part(c, &x, is_alert, "Look at this", ITEMS_MAX, &arena);
	print_where(c, &arena);
	if (c->advice->publish_now || advise_is_urgent(c->advice))
		advise_print_record(c, &arena);
	if (!is_stopped(c->advice))
		print_way(c, &x, &arena);
	advise_print_whatif(c, &arena);
	advise_print_senders(c, &arena);
	advise_print_forwarders(c, &arena);
	advise_print_forged(c, &arena);
	advise_print_basis(c, &arena);
	print_part(c, &x, is_notice, "Good to know", ITEMS_MAX, &arena);
	arena_release(&arena);
}
