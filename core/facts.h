/*
 * What the advisor judges: one domain's records of up to 400 days, with the
 * names taken out of the rows.  A row is integers; what its numbers stand for
 * (source, reporter, header_from, set of authentication results) stands once
 * in an array beside it, so that each is looked at once however many rows
 * name it.
 *
 * Filled by store/, read by advise/, neither changes it afterwards.
 * Everything is in the arena of whoever filled it.  Names are normalised by
 * domain_normalize(); what is missing or no host name is "".
 *
 * Left out, and only counted: rows without a readable address or with a count
 * of 0, rows whose header_from is not under the domain, and all that is not
 * trusted (architecture.md 4, Trust) or after as_of.
 */
#ifndef CORE_FACTS_H
#define CORE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/day.h"
#include "core/ip.h"
#include "core/words.h"

/* How far back rows are wanted: a selector is known for so long. */
enum { FACTS_DAYS_MAX = 400 };

struct facts_source {
	struct ip ip;           /* never the empty address */
	const char *ptr;        /* name by reverse look-up; "" when not known */
	bool relayed_elsewhere; /* passed on mail of 3 other organizational
	                           domains in the last 90 days: receivers say
	                           so, or it was judged before as_of */
};

/* Which standard a reporter follows (advisor/README.md 2). */
enum facts_engine { ENGINE_7489 = 7489, ENGINE_9989 = 9989 };

struct facts_reporter {
	const char *name; /* the identity fixed at ingest */
	enum facts_engine engine;
	int64_t errors;    /* reports with an <error> in the last 30 days */
	const char *error; /* the last of them; NULL when there is none */
};

/* One dkim entry. */
struct facts_dkim {
	const char *domain;
	const char *selector; /* "" when missing */
	uint8_t result;       /* enum auth_result, WORD_UNSET, WORD_UNKNOWN */
};

/*
 * A set of authentication results.  All dkim entries in order; of the spf
 * entries the one that speaks for the envelope: of scope mfrom (or none) the
 * first that passes and aligns, else that passes, else the first; helo only
 * when envelope_from is empty (architecture.md 9.5).
 */
struct facts_auth {
	const struct facts_dkim *dkim;
	uint32_t n_dkim;
	const char *spf_domain;
	uint8_t spf_result; /* enum auth_result, or WORD_UNSET: no entry */
};

/* struct facts_row.flags */
enum {
	/* policy_evaluated says pass: the reporter knows adkim and aspf. */
	FACTS_DKIM = 1,
	FACTS_SPF = 2,
	/*
	 * The receiver says that it was forwarded: forwarded,
	 * trusted_forwarder, mailing_list, or local_policy with a comment of
	 * arc=pass, trusted arc, known forwarder or mailing list (5.2).
	 */
	FACTS_EXCUSED = 4,
	FACTS_SAMPLED_OUT = 8, /* pct left it alone (RFC 7489) */
	FACTS_TEST_MODE = 16,  /* policy_test_mode (RFC 9990) */
	FACTS_COARSE = 32,     /* of a report over more than 36 hours */
};

struct facts_row {
	int64_t messages;     /* 1 or more */
	day_t day;            /* first_day to as_of */
	uint32_t source;      /* index into sources */
	uint32_t reporter;    /* ... reporters */
	uint32_t header_from; /* ... names */
	uint32_t auth;        /* ... auths */
	uint8_t disposition;  /* enum disposition, or WORD_... */
	uint8_t flags;
};

/* What a reporter says was published, on one day. */
struct facts_policy {
	day_t day;
	uint32_t reporter;
	uint8_t p, sp, np;   /* enum policy; WORD_UNSET: not reported */
	uint8_t adkim, aspf; /* enum alignment */
	uint8_t testing;     /* enum testing; the t tag */
	int16_t pct;         /* 0 to 100, -1: not reported */
	int64_t messages, reports;
};

struct facts {
	const char *domain; /* normalised: the policy domain */
	day_t as_of;        /* the last day judged; the only clock */
	day_t first_day;    /* of the first row; as_of + 1 without rows */

	const struct facts_row *rows; /* in any order */
	size_t n_rows;
	const struct facts_source *sources;
	uint32_t n_sources;
	const struct facts_reporter *reporters;
	uint32_t n_reporters;
	const char *const *names; /* header_from */
	uint32_t n_names;
	const struct facts_auth *auths;
	uint32_t n_auths;
	const struct facts_policy *policies; /* by day */
	size_t n_policies;

	/* No report could be verified, and they count all the same. */
	bool unverified;

	/* Messages that are not in rows. */
	struct {
		int64_t no_address;     /* their address was unreadable */
		int64_t no_count;       /* rows, with a count of 0 */
		int64_t outside_domain; /* header_from is none of ours */
		int64_t untrusted;
		int64_t conflicts; /* rows, not messages: policy_evaluated
		                      and auth_results disagree; they count */
	} left_out;
};

#endif
