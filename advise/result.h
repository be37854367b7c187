/*
 * What advise() answers.  Codes, numbers, dates and names; no sentence for
 * people.  Section numbers are those of the design, advisor/README.md.
 */
#ifndef ADVISE_RESULT_H
#define ADVISE_RESULT_H

#include "advise/settings.h"
#include "advise/stage.h"

/* X(CODE): the order is that of 6.5, the numbers are nobody's. */
#define ADVICE_VERDICTS(X)                                                    \
	X(NO_DATA) X(ROLLBACK) X(HOLD) X(FIX_RECORD) X(ATTENTION) X(DONE)     \
	X(NOT_READY) X(READY_IF_CONFIRMED) X(READY)
#define ADVICE_VERDICT_(name) VERDICT_##name,
enum advice_verdict { ADVICE_VERDICTS(ADVICE_VERDICT_) VERDICT_COUNT };
#undef ADVICE_VERDICT_
const char *advise_verdict_name(enum advice_verdict v); /* static */

/* The rungs of the ladder (6.2), lowest first. */
#define ADVICE_RUNGS(X)                                                       \
	X(QTEST) X(Q5) X(Q25) X(Q50) X(Q100) X(RTEST) X(R25) X(R50) X(R100)
#define ADVICE_RUNG_(name) RUNG_##name,
enum advice_rung { ADVICE_RUNGS(ADVICE_RUNG_) RUNG_COUNT, RUNG_NONE = -1 };
#undef ADVICE_RUNG_
const char *advise_rung_name(enum advice_rung r); /* static; "NONE" */

/*
 * How far a record goes, by what it does to failing mail at the receivers that
 * do the least: 0 nothing, 1 all to spam, 2 all refused, parts between them; a
 * test goes a trace further than the record before it.  Those of the rungs
 * rise in their order.
 */
double advise_reach(const struct advise_policy *p);
double advise_rung_reach(enum advice_rung r);

/* What a sender is (5.4), in the order in which they are listed. */
#define ADVICE_CLASSES(X)                                                     \
	X(FIXABLE) X(PARTIAL) X(UNKNOWN) X(MAYBE_FORWARD) X(ALIGNED)          \
	X(FORWARDER) X(FIXABLE_MINOR) X(UNKNOWN_MINOR)                        \
	X(MAYBE_FORWARD_MINOR) X(SPOOF)
#define ADVICE_CLASS_(name) CLASS_##name,
enum advice_class {
	ADVICE_CLASSES(ADVICE_CLASS_) CLASS_COUNT,
	CLASS_NONE = -1
};
#undef ADVICE_CLASS_
const char *advise_class_name(enum advice_class c); /* static; NULL */

/* Why the unauthenticated mail of a sender has its class (5.3). */
#define ADVICE_EVIDENCE(X)                                                    \
	X(OWNER, "owner") X(TENANT, "tenant") X(OWN_NETWORK, "own_network")   \
	X(SERVICE, "service") X(STEADY, "steady")                             \
	X(CONSISTENT, "consistent") X(TRANSIENT, "transient")
#define ADVICE_EVIDENCE_(name, text) EVIDENCE_##name,
enum advice_evidence { EVIDENCE_NONE, ADVICE_EVIDENCE(ADVICE_EVIDENCE_) };
#undef ADVICE_EVIDENCE_
const char *advise_evidence_name(enum advice_evidence v); /* static; NULL */

/* Change points (5.6). */
enum advice_state {
	STATE_NONE, /* no legitimate mail in the window */
	STATE_STABLE,
	STATE_BROKEN,
	STATE_SETTLING,
	STATE_FIXED,
};

struct advice_sender {
	const char *key;   /* svc: own: dom: net: rule: */
	const char *name;  /* for people; a guess never stands here */
	const char *guess; /* by the selector (4.2), display only; or NULL */
	/* The key of the network with which it is shown as one sender (4.2),
	   perhaps its own; NULL: it is shown alone. */
	const char *together;
	enum advice_class class;        /* as displayed */
	enum advice_class unauth_class; /* of its unauthenticated mail */
	enum advice_evidence evidence;  /* for unauth_class */
	enum advice_state state;
	int settle_days;                /* STATE_SETTLING: days to go */
	enum advise_decision decision;  /* of the owner */
	const struct advise_rule *rule; /* that says so; or NULL */
	bool ask; /* only the owner can tell whether it is his */

	/* Messages in the window. */
	int64_t n;
	int64_t legit;               /* direct and fixable */
	int64_t direct, direct_fail; /* direct, and how much of it fails */
	int64_t dkim, spf;           /* direct, with an aligned pass of each */
	int64_t unauth;
	int64_t relay_ok, relay_exempt, relay_fail;
	int64_t apex_fail, sub_fail;  /* failing, by header_from; no relays */
	const char *const *sub_hosts; /* header_from of sub_fail, by name */
	size_t n_sub_hosts;

	day_t first_day, last_day;      /* in all rows */
	int addresses, reporters, days; /* different ones, in the window */
};

/* The pass rate of legit; -1 without any. */
double advise_pass_rate(const struct advice_sender *s);

/* A network that forged mail came from. */
struct advice_forger {
	const char *key, *name;
	int64_t n; /* messages in the window */
	day_t first_day, last_day;
};

/*
 * Blockers, confirmations, alerts and notices, one table (codes.c).  The
 * members are those that the JSON names; each code has its own.
 */
#define ADVICE_CODES(X)                                                       \
	/* blockers, 6.4 */                                                   \
	X(B_SPAN) X(B_WEEKS) X(B_DWELL) X(B_QDAYS) X(B_VOLUME) X(B_FIX)       \
	X(B_UNKNOWN) X(B_SETTLE) X(B_DKIM_FIRST) X(B_RATE) X(B_DKIM)          \
	/* confirmations, 6.4 */                                              \
	X(S_ONE_REPORTER) X(S_FORWARD_LOSS) X(S_YEARLY_SENDERS)               \
	X(S_MAILING_LISTS) X(S_PERIODIC) X(S_SILENT) X(S_CONFIRM_PARKED)      \
	/* alerts, 6.7 */                                                     \
	X(REGRESSION) X(SELECTOR_DOWN) X(LEGIT_BLOCKED) X(NEW_SENDER)         \
	X(SPF_BREAK) X(TEST_FLAG_NOT_UNIVERSAL) X(PCT_NOT_UNIVERSAL)          \
	X(POLICY_CHANGED) X(NO_REPORTS) X(VOLUME_DROP) X(SPOOF_SURGE)         \
	X(UNAUTHORISED_PASS) X(REPORT_ERROR) X(STRICT_MISMATCH)               \
	/* notices, 1.1, 3 */                                                 \
	X(N_UNVERIFIED_REPORTS) X(N_BULK)
#define ADVICE_CODE_(name) CODE_##name,
enum advice_code { ADVICE_CODES(ADVICE_CODE_) CODE_COUNT };
#undef ADVICE_CODE_
const char *advise_code_name(enum advice_code c); /* static: "B_SPAN" */

enum advice_severity { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_CRITICAL };
const char *advise_severity_name(enum advice_severity s); /* static */

struct advice_item {
	enum advice_code code;
	enum advice_severity severity; /* alerts */
	const char *sender;            /* key; NULL: the whole domain */
	const char *selector;          /* SELECTOR_DOWN: "s._domainkey.d" */
	const char *text;        /* REPORT_ERROR: the error; POLICY_CHANGED: the
	                         stage before; N_BULK, REPORT_ERROR: see list */
	const char *const *list; /* hosts, senders or reporters */
	size_t n_list;
	int64_t n;         /* messages */
	double have, need; /* what is, and what the gate asks */
	double share;
	double ub, loss_week, need_week; /* B_RATE */
	double before, now;              /* shares: alerts */
	double per_day, hit_per_day, per_week, exposed;
	day_t since; /* alerts; eta of a blocker is its own */
	bool has_eta;
	day_t eta;
	int days;
	bool ask;          /* B_FIX: ask first whether it is ours */
	bool permerror;    /* SPF_BREAK: more than 10 look-ups */
	bool weaker;       /* POLICY_CHANGED: less than before, or gone */
	bool one_reporter; /* would be critical if a second one agreed */
};

/* What a rung would do, messages a day (6.3). */
struct advice_whatif {
	enum advice_rung rung;
	double legit_quarantine, legit_reject;
	double legit_upper; /* with the 95 % bound */
	double unknown, forward, spoof_stopped;
	double exposure; /* share of failing mail that it touches */
};

/* What one record is, for the series by day. */
#define ADVICE_TRAFFIC(X)                                                     \
	X(OWN, 1, "own") X(FORWARDED, 2, "forwarded")                         \
	X(FIXABLE, 3, "fixable") X(UNKNOWN, 4, "unknown")                     \
	X(MAYBE_FORWARD, 5, "maybe-forward") X(FORGED, 6, "forged")
#define ADVICE_TRAFFIC_(name, number, text) TRAFFIC_##name = (number),
enum advice_traffic { ADVICE_TRAFFIC(ADVICE_TRAFFIC_) TRAFFIC_END };
#undef ADVICE_TRAFFIC_
const char *advise_traffic_name(enum advice_traffic t); /* static */

/* The parts that charts and sums show of it, and whose mail each is. */
#define ADVICE_PARTS(X)                                                       \
	X(OWN_PASS, "own_pass", WHOSE_OWN) X(OWN_FAIL, "own_fail", WHOSE_OWN) \
	X(FORWARDED, "forwarded", WHOSE_FORWARDED)                            \
	X(FORGED, "forged", WHOSE_FORGED) X(UNSURE, "unsure", WHOSE_UNSURE)
#define ADVICE_PART_(name, text, whose) PART_##name,
enum advice_part { ADVICE_PARTS(ADVICE_PART_) PART_COUNT };
#undef ADVICE_PART_
const char *advise_part_name(enum advice_part p); /* static */
enum whose advise_part_whose(enum advice_part p);
enum advice_part advise_part(enum advice_traffic t, bool passed);

/* A cell of day_sender, of the last params.window_max days. */
struct advice_day {
	day_t day;
	const char *sender; /* key; "" for all forged mail together */
	enum advice_traffic traffic;
	uint8_t disposition; /* enum disposition, or WORD_... */
	bool passed;
	bool exempt; /* FACTS_EXCUSED */
	int64_t messages;
};

/* A source that passed on mail of the domain in the last 90 days. */
struct advice_relay {
	struct ip ip;
	day_t last_day;
};

struct replay_mail; /* replay.h */
struct origins;     /* origins.h */

struct advice {
	const char *domain; /* borrowed from the facts, as other names */
	day_t as_of, first_day, last_day; /* of rows */
	int span_days;                    /* first_day to as_of; 0: no rows */
	struct advise_policy policy;
	struct stage stage;
	int dwell_days;
	int window_days; /* W */

	int64_t n_legit; /* direct messages in W */
	int64_t x_legit; /* failing ones of them */
	int64_t n_known; /* direct and fixable */
	int64_t spoof_n;
	double legit_per_week; /* n_known a week: v */
	double ub95, worst_loss_week;
	double dkim_cov;
	double naive_pass_rate;
	double rfc9989_share;
	const char *const *reporters; /* that matter, by name */
	size_t n_reporters;
	struct {
		int64_t passed, exempt, failed;
	} forward;

	enum advice_rung ladder[RUNG_COUNT];
	size_t n_ladder;
	enum advice_rung target; /* RUNG_NONE: nothing left to climb */
	enum advice_verdict verdict;
	bool announced; /* to be told: READY only the second time (6.5) */
	int score;      /* 0 to 100, for sorting only */
	bool has_earliest;
	day_t earliest;
	bool looks_parked;

	const struct advice_item *blockers, *sub_blockers, *confirms, *alerts,
	    *notices;
	size_t n_blockers, n_sub_blockers, n_confirms, n_alerts, n_notices;

	const struct advice_whatif *whatif;
	size_t n_whatif;

	const char *record_name;     /* "_dmarc.example.org" */
	const char *next_record;     /* the TXT; NULL: nothing to publish */
	const char *rollback_record; /* one step back from next_record or,
	                                without one, from what is there */
	bool publish_now;            /* verdict allows it, and rua is known */

	const struct advice_sender *senders; /* in display order, no SPOOF */
	size_t n_senders;
	const struct advice_forger *forgers; /* most first */
	size_t n_forgers; /* at most 20; all_forgers is their number */
	size_t all_forgers;

	const struct advice_day *days; /* by sender, then day */
	size_t n_days;

	const struct advice_relay *relays; /* for the advice on other domains */
	size_t n_relays;

	int replay_days; /* the last, which a record is tried on */
	const struct replay_mail *replay; /* that mail, by sender */
	size_t n_replay;

	const struct origins *origins; /* NULL: fewer than origins_rows */
};

#endif
