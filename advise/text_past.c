/*
 * What was said on other days.  Of those only the codes are kept, so the words
 * have no numbers.  A code that a newer program kept stands for itself.
 */
#include "advise/text.h"

#include <string.h>

static const struct {
	const char *word, *text;
	bool climbs; /* a next step was spoken of */
} verdicts[VERDICT_COUNT] = {
	[VERDICT_NO_DATA] = { "waiting for reports", "waiting for reports",
	    false },
	[VERDICT_ROLLBACK] = { "step back or fix",
	    "own mail is hit: fix it, or step back", false },
	[VERDICT_HOLD] = { "stay", "stay where you are", false },
	[VERDICT_FIX_RECORD] = { "fix the record",
	    "the record is to be put right", false },
	[VERDICT_ATTENTION] = { "look at it",
	    "at the goal, but own mail is hit", false },
	[VERDICT_DONE] = { "at its goal", "at the goal", false },
	[VERDICT_NOT_READY] = { "not yet", "not yet", true },
	[VERDICT_READY_IF_CONFIRMED] = { "ready if confirmed",
	    "ready, if it is confirmed", true },
	[VERDICT_READY] = { "ready", "ready for the next step", true },
};

/* VERDICT_COUNT: it is none of today's. */
static int
find_verdict(const char *name)
{
	int v = 0;

	while (v < VERDICT_COUNT &&
	       strcmp(name, advise_verdict_name((enum advice_verdict)v)) != 0)
		v++;
	return v;
}

const char *
advise_text_verdict_word(const char *verdict)
{
	int v = find_verdict(verdict);

	return v < VERDICT_COUNT ? verdicts[v].word : verdict;
}

const char *
advise_text_past(const char *verdict, const char *stage, const char *target,
    struct arena *a)
{
	const int v = find_verdict(verdict);
	const char *text = v < VERDICT_COUNT ? verdicts[v].text : verdict;
	const bool climbs = v == VERDICT_COUNT || verdicts[v].climbs;
	struct stage now, next;

	advise_stage_named(stage, &now);
	if (target == NULL || !climbs)
		return arena_printf(a, "%s (now: %s)", text, now.text);
	advise_stage_named(target, &next);
	return arena_printf(a, "%s (now: %s, next: %s)", text, now.text,
	    next.text);
}

static const char *const alerts[CODE_COUNT] = {
	[CODE_REGRESSION] = "own mail fails that passed before",
	[CODE_SELECTOR_DOWN] = "signatures (DKIM) do not hold any more",
	[CODE_LEGIT_BLOCKED] = "own mail goes to spam or is refused",
	[CODE_NEW_SENDER] = "a new sender",
	[CODE_SPF_BREAK] = "no longer covered by the server list (SPF)",
	[CODE_TEST_FLAG_NOT_UNIVERSAL] =
	    "the test (t=y) is no test at some receivers",
	[CODE_PCT_NOT_UNIVERSAL] = "some receivers ignore pct",
	[CODE_POLICY_CHANGED] = "the published record changed",
	[CODE_NO_REPORTS] = "no reports come",
	[CODE_VOLUME_DROP] = "much less mail than usual",
	[CODE_SPOOF_SURGE] = "more forged mail than usual",
	[CODE_UNAUTHORISED_PASS] = "mail that is not yours proves to be yours",
	[CODE_REPORT_ERROR] = "a receiver finds the record in error",
	[CODE_STRICT_MISMATCH] = "fails only because the record is strict",
};

const char *
advise_text_alert(const char *code)
{
	for (int c = 0; c < CODE_COUNT; c++)
		if (alerts[c] != NULL &&
		    strcmp(code, advise_code_name((enum advice_code)c)) == 0)
			return alerts[c];
	return code;
}
