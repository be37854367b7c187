/*
 * The sentences about the whole: where the domain is, what the next record does
 * to whose mail, and what forged mail there is.
 */
#include "advise/text_table.h"

#include <ctype.h>
#include <math.h>

static const char *const rungs[RUNG_COUNT] = {
	[RUNG_QTEST] = "test, nothing to spam",
	[RUNG_Q5] = "5 % to spam",
	[RUNG_Q25] = "25 % to spam",
	[RUNG_Q50] = "50 % to spam",
	[RUNG_Q100] = "all to spam",
	[RUNG_RTEST] = "all to spam, refusal tested",
	[RUNG_R25] = "25 % refused",
	[RUNG_R50] = "50 % refused",
	[RUNG_R100] = "refuse",
};

const char *
advise_text_rung(enum advice_rung r)
{
	return r == RUNG_NONE ? "watch" : rungs[r];
}

const char *
advise_text_class(enum advice_class c)
{
	static const char *const words[CLASS_COUNT] = {
		[CLASS_FIXABLE] = "does not prove it",
		[CLASS_PARTIAL] = "proves it in part",
		[CLASS_UNKNOWN] = "yours? we cannot tell",
		[CLASS_MAYBE_FORWARD] = "forwarded or forged",
		[CLASS_ALIGNED] = "proves it is yours",
		[CLASS_FORWARDER] = "passes on your mail",
		[CLASS_FIXABLE_MINOR] = "proves not, little",
		[CLASS_UNKNOWN_MINOR] = "unknown, little",
		[CLASS_MAYBE_FORWARD_MINOR] = "unclear, little",
		[CLASS_SPOOF] = "forged",
	};

	return c == CLASS_NONE ? "" : words[c];
}

/* What a person has to do something about. */
static size_t
things_to_do(const struct advice *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n_blockers; i++)
		n += !advise_is_waiting(a->blockers[i].code);
	return n;
}

/* What can be answered before the time has come; "" for nothing. */
static const char *
meanwhile(const struct advice *a, struct arena *arena)
{
	return a->n_confirms == 0
	           ? ""
	           : arena_printf(arena,
	                 ", and answer %zu question%s meanwhile", a->n_confirms,
	                 a->n_confirms == 1 ? "" : "s");
}

static const char *
not_ready(const struct advice *a, struct arena *arena)
{
	const char *also = meanwhile(a, arena);
	size_t n = things_to_do(a);

	if (n > 0)
		return arena_printf(arena,
		    "Not yet: %zu thing%s to fix or to answer", n,
		    n == 1 ? "" : "s");
	if (a->has_earliest)
		return arena_printf(arena,
		    "Nothing to fix, just wait until %s%s",
		    text_day(arena, a->earliest), also);
	return arena_printf(arena,
	    "Nothing to fix, just wait for more reports%s", also);
}

static const struct advice_whatif *
find_whatif(const struct advice *a, enum advice_rung r)
{
	for (size_t i = 0; i < a->n_whatif; i++)
		if (a->whatif[i].rung == r)
			return &a->whatif[i];
	return NULL;
}

static const char *
ready(const struct advice *a, struct arena *arena)
{
	const struct advice_whatif *w = find_whatif(a, RUNG_R100);

	/* Its ladder has but one step. */
	if (a->n_ladder != 1 || w == NULL)
		return "You can take the next step now";
	return arena_printf(arena,
	    "Nobody may send as this domain. One record stops what is forged "
	    "in its name: %s messages a day",
	    text_number_of(arena, w->spoof_stopped));
}

/* The first alert is what holds. */
static const char *
hold(const struct advice_context *c, struct arena *arena)
{
	const struct advice *a = c->advice;
	struct advice_text t;

	for (size_t i = 0; i < a->n_alerts; i++) {
		enum advice_code code = a->alerts[i].code;

		if (code != CODE_REGRESSION && code != CODE_SELECTOR_DOWN &&
		    code != CODE_NO_REPORTS)
			continue;
		advise_text(c, &a->alerts[i], arena, &t);
		return arena_printf(arena, "Stay where you are: %c%s",
		    tolower((unsigned char)*t.what), t.what + 1);
	}
	return "Stay where you are";
}

const char *
advise_text_verdict(const struct advice_context *c, struct arena *arena)
{
	const struct advice *a = c->advice;

	switch (a->verdict) {
	case VERDICT_READY: return ready(a, arena);
	case VERDICT_READY_IF_CONFIRMED:
		return arena_printf(arena, "Ready, if you confirm %zu thing%s",
		    a->n_confirms, a->n_confirms == 1 ? "" : "s");
	case VERDICT_NOT_READY: return not_ready(a, arena);
	case VERDICT_HOLD: return hold(c, arena);
	case VERDICT_ROLLBACK:
		return "Your own mail is being hit. Fix this today, or step "
		       "back";
	case VERDICT_FIX_RECORD:
		return "Your record does not do what you think";
	case VERDICT_ATTENTION:
		return "You are at the goal, but some of your mail is hit";
	case VERDICT_DONE: return "You are at the goal. We keep watching";
	case VERDICT_NO_DATA:
	case VERDICT_COUNT: break;
	}
	return "Waiting for reports (the first ones usually take 1 to 3 days)";
}

/* What becomes of a message that fails, at each rung. */
static const char *const effects[RUNG_COUNT] = {
	[RUNG_QTEST] =
	    "Nothing happens to any mail: it is a test that receivers of both "
	    "standards understand. Mailing lists that rewrite the sender's "
	    "name because of it drop out of the figures",
	[RUNG_Q5] = "About 1 in 20 messages that fail will go to spam",
	[RUNG_Q25] = "About 1 in 4 messages that fail will go to spam",
	[RUNG_Q50] = "About half of the messages that fail will go to spam",
	[RUNG_Q100] = "All messages that fail will go to spam",
	[RUNG_RTEST] =
	    "Messages that fail still go to spam: refusing is tested",
	[RUNG_R25] = "About 1 in 4 messages that fail will be refused, the "
	             "others go to spam",
	[RUNG_R50] = "About half of the messages that fail will be refused, "
	             "the others go to spam",
	[RUNG_R100] = "Messages that fail will be refused",
};

/* What is repaired by now still fails in the means of the window. */
static bool
is_settling(const struct advice *a)
{
	for (size_t i = 0; i < a->n_blockers; i++)
		if (a->blockers[i].code == CODE_B_SETTLE)
			return true;
	return false;
}

/* ", 45 forged ones a day; of yours at most 1 in two weeks" */
static const char *
step_figures(const struct advice *a, struct arena *arena)
{
	const struct advice_whatif *w = find_whatif(a, a->target);
	double own = w != NULL && !is_settling(a) ? w->legit_upper : 0;
	const char *s;

	if (w == NULL || (w->spoof_stopped < 0.05 && own < 0.005))
		return "";
	s = w->spoof_stopped >= 0.05
	        ? arena_printf(arena, ". Forged ones stopped: %s a day",
	              text_number_of(arena, w->spoof_stopped))
	        : "";
	if (own < 0.005)
		return s;
	return arena_printf(arena, "%s. Of your own mail at most %s", s,
	    text_rate(arena, llround(ceil(7 * own)), 7));
}

const char *
advise_text_step(const struct advice_context *c, struct arena *arena)
{
	const struct advice *a = c->advice;

	if (a->next_record == NULL)
		return NULL;
	if (a->verdict == VERDICT_ROLLBACK)
		return "Protection pauses, and your mail flows again";
	if (a->verdict == VERDICT_FIX_RECORD)
		return "It becomes a test at all receivers";
	if (a->target == RUNG_NONE)
		return NULL;
	return arena_printf(arena, "%s%s", effects[a->target],
	    step_figures(a, arena));
}

const char *
advise_text_forged(const struct advice_context *c, struct arena *arena)
{
	const struct advice *a = c->advice;
	int64_t n = 0, delivered = 0;

	for (size_t i = 0; i < a->n_days; i++) {
		const struct advice_day *d = &a->days[i];

		if (d->traffic != TRAFFIC_FORGED ||
		    d->day <= a->as_of - a->window_days)
			continue;
		n += d->messages;
		if (d->disposition != DISPOSITION_QUARANTINE &&
		    d->disposition != DISPOSITION_REJECT)
			delivered += d->messages;
	}
	if (n == 0)
		return "No forged mail was seen";
	return arena_printf(arena,
	    "In the last %d days others sent %s in your name, %s delivered",
	    a->window_days, text_messages(arena, (double)n),
	    delivered == n   ? "all"
	    : delivered == 0 ? "none"
	                     : text_number_of(arena, (double)delivered));
}
