/* Each matter in a few words, for a list of domains. */
#include "advise/text_table.h"

static const char *const tasks[CODE_COUNT] = {
	[CODE_B_SPAN] = "wait until {eta}",
	[CODE_B_WEEKS] = "wait for more weeks",
	[CODE_B_DWELL] = "wait until {eta}",
	[CODE_B_QDAYS] = "wait until {eta}",
	[CODE_B_VOLUME] = "wait for more mail",
	[CODE_B_FIX] = "{sender}: fix, {share}",
	[CODE_B_UNKNOWN] = "{sender}: yours?",
	[CODE_B_SETTLE] = "wait until {eta}",
	[CODE_B_DKIM_FIRST] = "turn signatures on",
	[CODE_B_RATE] = "too much fails, {ub}",
	[CODE_B_DKIM] = "too little is signed",
	[CODE_S_ONE_REPORTER] = "one reporter: fine?",
	[CODE_S_FORWARD_LOSS] = "{per_week} forwards a week lost",
	[CODE_S_YEARLY_SENDERS] = "yearly senders?",
	[CODE_S_MAILING_LISTS] = "mailing lists?",
	[CODE_S_PERIODIC] = "{senders}: rarely seen",
	[CODE_S_SILENT] = "{senders}: silent",
	[CODE_S_CONFIRM_PARKED] = "sends no mail?",
	[CODE_REGRESSION] = "{sender}: fails since {since}",
	[CODE_SELECTOR_DOWN] = "{sender}: key missing",
	[CODE_LEGIT_BLOCKED] = "own mail is hit",
	[CODE_NEW_SENDER] = "{sender} is new",
	[CODE_SPF_BREAK] = "{sender}: SPF broken",
	[CODE_TEST_FLAG_NOT_UNIVERSAL] = "t=y is no test",
	[CODE_PCT_NOT_UNIVERSAL] = "pct is ignored",
	[CODE_POLICY_CHANGED] = "the record changed",
	[CODE_NO_REPORTS] = "no reports",
	[CODE_VOLUME_DROP] = "less mail than usual",
	[CODE_SPOOF_SURGE] = "more forged mail",
	[CODE_UNAUTHORISED_PASS] = "{sender}: passes, not yours",
	[CODE_REPORT_ERROR] = "the record is in error",
	[CODE_STRICT_MISMATCH] = "too strict for {sender}",
	[CODE_N_UNVERIFIED_REPORTS] = "-",
	[CODE_N_BULK] = "-",
};

const char *
text_task_find(enum advice_code code)
{
	return tasks[code] != NULL ? tasks[code] : "-";
}
