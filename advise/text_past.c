/*
 * What was said on other days.  Of those only the codes are kept, so the words
 * have no numbers.  A code that a newer program kept stands for itself.
 */
#include "advise/text.h"

#include <string.h>

static const struct {
	const char *text;
	bool climbs; /* a next step was spoken of */
} verdicts[VERDICT_COUNT] = {
	[VERDICT_NO_DATA] = { "waiting for reports", false },
	[VERDICT_ROLLBACK] = { "own mail is hit: fix it, or step back", false },
	[VERDICT_HOLD] = { "stay where you are", false },
	[VERDICT_FIX_RECORD] = { "the record is to be put right", false },
	[VERDICT_ATTENTION] = { "at the goal, but own mail is hit", false },
	[VERDICT_DONE] = { "at the goal", false },
	[VERDICT_NOT_READY] = { "not yet", true },
	[VERDICT_READY_IF_CONFIRMED] = { "ready, if it is confirmed", true },
	[VERDICT_READY] = { "ready for the next step", true },
};

const char *
advise_text_past(const char *verdict, const char *stage, const char *target,
    struct arena *a)
{
	const char *text = verdict;
	bool climbs = true;
	struct stage now, next;

	for (int v = 0; v < VERDICT_COUNT; v++)
		if (strcmp(verdict,
		        advise_verdict_name((enum advice_verdict)v)) == 0) {
			text = verdicts[v].text;
			climbs = verdicts[v].climbs;
		}
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
