/*
 * What the owner and the installation say about a domain, for advise().
 * Section numbers are those of the design, advisor/README.md.
 */
#ifndef ADVISE_SETTINGS_H
#define ADVISE_SETTINGS_H

#include "core/core.h"
#include "core/facts.h"

/* The table of mail services (4.3). */
struct advise_services;

/*
 * The built-in table (schema/services.tsv), and the n bytes of a file of the
 * same form after it: a row of it replaces the one with the same id.  extra
 * may be NULL.  Arena; extra is borrowed as long as the table.
 * ERR_INPUT: a line of extra has too few columns or an unknown role.
 */
enum err advise_services_load(const char *extra, size_t n, struct arena *a,
    struct advise_services **ret, struct error *e) MUST_CHECK;

/* What the table tells the owner about "svc:ID"; all borrowed, never NULL. */
struct advise_service {
	const char *id, *name;
	const char *role; /* mailbox esp saas gateway forwarder list host */
	const char *custom_dkim, *custom_rp; /* yes no plan ? */
	const char *spf, *fix;
};

/* The service of a sender's key; false when it is none of the table. */
bool advise_service(const struct advise_services *s, const char *key,
    struct advise_service *ret);

/* A published record, as far as it decides what happens to mail. */
struct advise_policy {
	enum policy p;
	int sp, np;                   /* enum policy; WORD_UNSET: as p */
	int pct;                      /* 0 to 100 */
	bool test;                    /* t=y */
	bool strict_dkim, strict_spf; /* adkim=s, aspf=s */
	day_t since; /* first day of this record: dwell (6.1) */
	int qdays;   /* days since the first effective quarantine, else 0 */
	bool known;  /* somebody reported it, or the record is known */
};

/* What a rule of the owner looks at (5.5), most specific first. */
enum advise_match {
	MATCH_IP,       /* "192.0.2.1" */
	MATCH_NET,      /* "192.0.2.0/24" */
	MATCH_SELECTOR, /* "selector1": any dkim entry that passes */
	MATCH_DKIM,     /* d= of a dkim entry that passes, or below it */
	MATCH_SPF,      /* domain whose spf passes, or below it */
	MATCH_PTR,      /* name by reverse look-up, or below it */
	MATCH_KEY,      /* "svc:sendgrid" */
};

enum advise_decision {
	DECISION_NONE,
	DECISION_APPROVED,  /* ours */
	DECISION_THREAT,    /* not ours */
	DECISION_FORWARDER, /* passes on mail of ours */
	DECISION_IGNORE,    /* listed, never a question or a blocker */
};

/*
 * A decision of the owner.  By MATCH_KEY it is about the sender with that
 * key; by anything else it makes a sender of its own, "rule:NAME", of the
 * addresses that it matches (selector, dkim, spf: at least a tenth of the
 * address's messages).
 */
struct advise_rule {
	enum advise_match match;
	const char *value;
	enum advise_decision decision;
	const char *name; /* NULL: value */
	const char *who;
	day_t day; /* decided on */
};

/*
 * The numbers of the judgement.  X(type, name, default, "section: meaning")
 */
#define ADVISE_PARAMS(X)                                                      \
	X(int, window, 35, "3 W: days, five full weeks")                      \
	X(int, window_step, 28, "3 W: longer by so much")                     \
	X(int, window_max, 91, "3 W: at most")                                \
	X(int, window_messages, 300, "3 W: while direct mail is below")       \
	X(int, history, 90, "3 H: days for classes of unauthenticated mail")  \
	X(int, minor_messages, 5, "3 MINOR_N: below it blocks nothing")       \
	X(double, minor_share, 0.005, "3 MINOR_SHARE: of known mail")         \
	X(int, steady_days, 10, "3 STEADY: different days")                   \
	X(int, steady_weeks, 4, "3 STEADY: or different weeks")               \
	X(int, steady_messages, 20, "3 STEADY: and messages")                 \
	X(double, steady_top4, 0.8, "3 STEADY: share of the top 4 addresses") \
	X(double, noise, 0.02, "3 NOISE: failing trickle, folded")            \
	X(double, aligned, 0.98, "3 ALIGNED: pass rate from")                 \
	X(double, partial, 0.02, "3 PARTIAL: pass rate from")                 \
	X(int, settle_days, 7, "3 SETTLE: clean days after a repair")         \
	X(double, modern_share, 0.20, "3 S9: no pct steps from")              \
	X(double, forward_share, 0.01, "3 FWD_SOFT: loss to accept, share")   \
	X(double, forward_week, 20, "3 FWD_SOFT: loss to accept, a week")     \
	X(int, known_messages, 10, "3 KNOWN: passes, on 2 days or more")    \
	X(double, home_share, 0.5, "3 HOME: of the selector's passes")        \
	X(int, new_days, 7, "6.7 NEW_SENDER: first seen within")              \
	X(int, silent_days, 4, "6.7 NO_REPORTS: more than")                   \
	X(int, silent_gaps, 3, "6.7 NO_REPORTS: and times the usual gap")     \
	X(int, periodic_gap, 20, "5.6: a periodic sender's gap, days")        \
	X(double, periodic_share, 0.25, "5.6: and share of active days")      \
	X(int, approved_silent, 45, "5.6 S_SILENT: days not seen")            \
	X(int, bulk, 4000, "1.1 N_BULK: legitimate messages, one day")        \
	X(int, replay_days, REPLAY_DAYS, "a record is tried on so many days") \
	X(int, origins_rows, 20000, "origins are found from so many rows on")

#define ADVISE_PARAM_FIELD_(type, name, value, why) type name;
struct advise_params {
	ADVISE_PARAMS(ADVISE_PARAM_FIELD_)
};
#undef ADVISE_PARAM_FIELD_

struct advise_params advise_params_default(void);

/* Gates of the ladder (6.4). */
enum advise_profile { PROFILE_STANDARD, PROFILE_FAST, PROFILE_CAUTIOUS };

/* "standard", "fast", "cautious"; false for another word. */
bool advise_profile_parse(const char *word, enum advise_profile *ret);

/* All borrowed; advise_settings_default() fills the rest. */
struct advise_settings {
	bool parked;           /* sends no mail, says the owner */
	bool final_quarantine; /* stay at quarantine */
	enum advise_profile profile;
	const char *rua;    /* "mailto:a@b"; NULL: not known */
	const char *record; /* the live TXT; NULL: not known */
	/* NULL: worked out by advise_policy_find(). */
	const struct advise_policy *policy;

	const struct advise_rule *rules; /* the first that matches wins */
	size_t n_rules;
	const char *const *acks; /* codes confirmed, not expired on as_of */
	size_t n_acks;
	const char *const *mutes; /* codes that are never raised */
	size_t n_mutes;

	/* Staleness is judged on this day: yesterday, or as_of. */
	day_t today;
	/* The evaluation before this one; NULL: none. */
	const char *last_verdict, *last_target;

	const struct advise_services *services; /* NULL: no service is known */
	struct advise_params params;
};

struct advise_settings advise_settings_default(const struct facts *f);

/*
 * What is published on the last day (6.1): the record if it is known, else
 * what at least half of the last reported day's volume shows; `since` by the
 * 80 % rule.  record as in the settings.
 */
void advise_policy_find(const struct facts *f, const char *record,
    struct advise_policy *ret);

#endif
