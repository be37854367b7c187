/*
 * Codes are the interface: pages, commands and texts know an item by its code
 * alone.  The table says once what each code's numbers are called.
 */
#include <stddef.h>

#include "advise/codes.h"

enum { FIELDS_MAX = 10 };

#define F(key, kind, member) \
	{ \
		key, FIELD_##kind, offsetof(struct advice_item, member) \
	}
#define SENDER F("sender", TEXT, sender)
#define HAVE F("have", INTEGER, have)
#define NEED F("need", INTEGER, need)
#define ETA F("eta", DAY, eta)

static const struct code {
	const char *name;
	int weight; /* 6.5 */
	struct code_field fields[FIELDS_MAX];
} codes[CODE_COUNT] = {
	[CODE_B_SPAN] = { "B_SPAN", 10, { HAVE, NEED, ETA } },
	[CODE_B_WEEKS] = { "B_WEEKS", 5, { HAVE, NEED } },
	[CODE_B_DWELL] = { "B_DWELL", 5, { HAVE, NEED, ETA } },
	[CODE_B_QDAYS] = { "B_QDAYS", 5, { HAVE, NEED, ETA } },
	[CODE_B_VOLUME] = { "B_VOLUME", 5, { HAVE, NEED } },
	[CODE_B_FIX] = { "B_FIX", 25,
	    { SENDER, F("n", COUNT, n), F("share", 4, share),
	        F("ask", BOOL, ask), F("hosts", LIST, list) } },
	[CODE_B_UNKNOWN] = { "B_UNKNOWN", 15,
	    { SENDER, F("n", COUNT, n), F("hosts", LIST, list) } },
	[CODE_B_SETTLE] = { "B_SETTLE", 5, { SENDER, ETA } },
	[CODE_B_DKIM_FIRST] = { "B_DKIM_FIRST", 5,
	    { F("n", COUNT, n), F("senders", LIST, list) } },
	[CODE_B_RATE] = { "B_RATE", 10,
	    { F("ub", 4, ub), F("need", PLAIN, need),
	        F("loss_week", 2, loss_week),
	        F("need_week", PLAIN, need_week) } },
	[CODE_B_DKIM] = { "B_DKIM", 10,
	    { F("have", 4, have), F("need", PLAIN, need),
	        F("senders", LIST, list) } },
	[CODE_S_ONE_REPORTER] = { "S_ONE_REPORTER", 0,
	    { F("reporters", LIST, list) } },
	[CODE_S_FORWARD_LOSS] = { "S_FORWARD_LOSS", 0,
	    { F("per_week", 1, per_week), F("share", 4, share) } },
	[CODE_S_YEARLY_SENDERS] = { "S_YEARLY_SENDERS", 0, { { 0 } } },
	[CODE_S_MAILING_LISTS] = { "S_MAILING_LISTS", 0, { { 0 } } },
	[CODE_S_PERIODIC] = { "S_PERIODIC", 0, { F("senders", LIST, list) } },
	[CODE_S_SILENT] = { "S_SILENT", 0, { F("senders", LIST, list) } },
	[CODE_S_CONFIRM_PARKED] = { "S_CONFIRM_PARKED", 0, { { 0 } } },
	[CODE_REGRESSION] = { "REGRESSION", 0,
	    { SENDER, F("since", DAY, since), F("baseline_fail", 4, before),
	        F("now_fail", 4, now), F("fails_per_day", 1, per_day),
	        F("hit_per_day", 1, hit_per_day),
	        F("one_reporter", BOOL, one_reporter) } },
	[CODE_SELECTOR_DOWN] = { "SELECTOR_DOWN", 0,
	    { SENDER, F("selector", TEXT, selector), F("since", DAY, since),
	        F("pass_before", 4, before), F("pass_now", 4, now) } },
	[CODE_LEGIT_BLOCKED] = { "LEGIT_BLOCKED", 0,
	    { F("per_day", 1, per_day) } },
	[CODE_NEW_SENDER] = { "NEW_SENDER", 0,
	    { SENDER, F("n", COUNT, n), F("since", DAY, since) } },
	[CODE_SPF_BREAK] = { "SPF_BREAK", 0,
	    { SENDER, F("pass_before", 4, before), F("pass_now", 4, now),
	        F("permerror", BOOL, permerror) } },
	[CODE_TEST_FLAG_NOT_UNIVERSAL] = { "TEST_FLAG_NOT_UNIVERSAL", 0,
	    { F("exposed", 3, exposed) } },
	[CODE_PCT_NOT_UNIVERSAL] = { "PCT_NOT_UNIVERSAL", 0,
	    { F("exposed", 3, exposed) } },
	[CODE_POLICY_CHANGED] = { "POLICY_CHANGED", 0,
	    { F("since", DAY, since), F("before", TEXT, text),
	        F("weaker", BOOL, weaker) } },
	[CODE_NO_REPORTS] = { "NO_REPORTS", 0,
	    { F("days", INT, days), F("since", DAY, since) } },
	[CODE_VOLUME_DROP] = { "VOLUME_DROP", 0,
	    { F("since", DAY, since), F("per_day_before", 1, before),
	        F("per_day", 1, per_day) } },
	[CODE_SPOOF_SURGE] = { "SPOOF_SURGE", 0,
	    { F("n", COUNT, n), F("median_day", 1, before),
	        F("since", DAY, since) } },
	[CODE_UNAUTHORISED_PASS] = { "UNAUTHORISED_PASS", 0,
	    { SENDER, F("n", COUNT, n) } },
	[CODE_REPORT_ERROR] = { "REPORT_ERROR", 0,
	    { F("reporters", LIST, list), F("n", COUNT, n),
	        F("text", TEXT, text) } },
	[CODE_STRICT_MISMATCH] = { "STRICT_MISMATCH", 0,
	    { SENDER, F("n", COUNT, n), F("share", 4, share) } },
	[CODE_N_UNVERIFIED_REPORTS] = { "N_UNVERIFIED_REPORTS", 0, { { 0 } } },
	[CODE_N_BULK] = { "N_BULK", 0,
	    { F("reporters", LIST, list), F("n", COUNT, n),
	        F("day", DAY, since) } },
};

const char *
advise_code_name(enum advice_code c)
{
	return codes[c].name;
}

const struct code_field *
code_fields(enum advice_code c)
{
	return codes[c].fields;
}

int
code_weight(enum advice_code c)
{
	return codes[c].weight;
}

const char *
advise_severity_name(enum advice_severity s)
{
	static const char *const names[] = { "info", "warning", "critical" };

	return names[s];
}

const char *
advise_class_name(enum advice_class c)
{
	static const char *const names[CLASS_COUNT] = {
#define ADVICE_CLASS_(name) [CLASS_##name] = #name,
		ADVICE_CLASSES(ADVICE_CLASS_)
#undef ADVICE_CLASS_
	};

	return c == CLASS_NONE ? NULL : names[c];
}

const char *
advise_evidence_name(enum advice_evidence v)
{
	static const char *const names[] = { [EVIDENCE_NONE] = NULL,
#define ADVICE_EVIDENCE_(name, text) [EVIDENCE_##name] = (text),
		ADVICE_EVIDENCE(ADVICE_EVIDENCE_)
#undef ADVICE_EVIDENCE_
	};

	return names[v];
}

const char *
advise_traffic_name(enum advice_traffic t)
{
	static const char *const names[TRAFFIC_END] = {
#define ADVICE_TRAFFIC_(name, number, text) [TRAFFIC_##name] = (text),
		ADVICE_TRAFFIC(ADVICE_TRAFFIC_)
#undef ADVICE_TRAFFIC_
	};

	return names[t];
}

static const struct {
	const char *name;
	enum whose whose;
} parts[PART_COUNT] = {
#define ADVICE_PART_(name, text, whose) [PART_##name] = { text, whose },
	ADVICE_PARTS(ADVICE_PART_)
#undef ADVICE_PART_
};

const char *
advise_part_name(enum advice_part p)
{
	return parts[p].name;
}

enum whose
advise_part_whose(enum advice_part p)
{
	return parts[p].whose;
}

enum advice_part
advise_part(enum advice_traffic t, bool passed)
{
	switch (t) {
	case TRAFFIC_OWN: return passed ? PART_OWN_PASS : PART_OWN_FAIL;
	case TRAFFIC_FIXABLE: return PART_OWN_FAIL;
	case TRAFFIC_FORWARDED: return PART_FORWARDED;
	case TRAFFIC_FORGED: return PART_FORGED;
	default: return PART_UNSURE;
	}
}
