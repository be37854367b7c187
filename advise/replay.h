/*
 * A record tried on the mail of the last days: what would have become of each
 * message, from the authentication results that were stored.  Receivers act
 * as their standard says (2); what one of them excused stays delivered.
 *
 * The engine sums that mail up in cells of messages that every record treats
 * alike, a part of the advice; a record is tried on these, without the rows.
 */
#ifndef ADVISE_REPLAY_H
#define ADVISE_REPLAY_H

#include "advise/result.h"

/* Whose mail it is. */
#define REPLAY_KINDS(X) \
	X(OWN, "own") \
	X(FORWARDED, "forwarded") X(UNKNOWN, "unknown") X(FORGED, "forged")
#define REPLAY_KIND_(name, text) REPLAY_##name,
enum replay_kind { REPLAY_KINDS(REPLAY_KIND_) REPLAY_KIND_COUNT };
#undef REPLAY_KIND_
const char *advise_replay_kind_name(enum replay_kind k); /* static */

/* What header_from is: which of p, sp and np is its. */
enum replay_name {
	REPLAY_APEX,      /* the domain itself */
	REPLAY_BELOW,     /* below it, and mail of that name was seen to pass */
	REPLAY_BELOW_ODD, /* below it, and none ever was: np */
	REPLAY_NAME_COUNT
};

/* Which alignment a record wants, beside the one that is published. */
enum {
	REPLAY_OTHER_DKIM = 1, /* adkim differs */
	REPLAY_OTHER_SPF = 2,  /* aspf differs */
	REPLAY_ALIGNMENTS = 4
};

/* Messages of a sender that every record treats alike. */
struct replay_cell {
	enum replay_kind kind;
	bool direct; /* our own, and it came straight from us */
	enum replay_name name;
	bool modern;    /* the reporter follows RFC 9989 */
	bool excused;   /* FACTS_EXCUSED */
	uint8_t passes; /* bit i: under alignment i (REPLAY_OTHER_...) */
	int64_t messages;
};

/* A sender of struct advice; "" and "": all forged mail. */
struct replay_mail {
	const char *key, *name;
	const struct replay_cell *cells;
	size_t n_cells;
};

/* At which receivers: each as it is, or all of one standard. */
#define REPLAY_WORLDS(X) \
	X(AS_SEEN, "as_seen") X(ALL_7489, "all_7489") X(ALL_9989, "all_9989")
#define REPLAY_WORLD_(name, text) REPLAY_##name,
enum replay_world { REPLAY_WORLDS(REPLAY_WORLD_) REPLAY_WORLD_COUNT };
#undef REPLAY_WORLD_

/* Messages; a share of a message is possible, for pct is one. */
struct replay_fate {
	double delivered, spam, refused;
};

struct replay_sender {
	const char *key, *name; /* "" and "": all forged mail */
	struct replay_fate fate[REPLAY_KIND_COUNT]; /* as seen */
	int64_t n;
};

struct replay {
	const char *domain; /* borrowed (advice) */
	day_t as_of;        /* the last of the days */
	struct advise_policy record;
	int days;
	int64_t n; /* messages */
	struct replay_fate fate[REPLAY_WORLD_COUNT][REPLAY_KIND_COUNT];
	int64_t own, own_fail; /* direct messages, and those that fail */
	double ub95;           /* of the share that fails */
	/*
	 * Own messages a day to spam or refused at most, with 95 %
	 * confidence; what is fixable is certain and counted in full.
	 */
	double own_upper_day[REPLAY_WORLD_COUNT];
	const struct replay_sender *senders; /* most own mail hit first */
	size_t n_senders;
};

/* Bytes of a record that is tried; days of mail, usual and at the most. */
enum { REPLAY_RECORD_MAX = 2048, REPLAY_DAYS = 35, REPLAY_DAYS_MAX = 91 };

/*
 * Read a record as its owner writes it.  since, qdays are 0.  ERR_INPUT: it is
 * longer than REPLAY_RECORD_MAX, does not begin with v=DMARC1, or p, sp, np,
 * pct, t, adkim or aspf say what they must not; tags that decide nothing here
 * are passed over.
 */
enum err advise_record_parse(const char *text, struct advise_policy *ret,
    struct error *e) MUST_CHECK;

/*
 * Try a record on the last advice->replay_days days.  np is tried where the
 * name was never seen with a message that passes: no report says which names do
 * not exist.  The result is in the arena and borrows from the advice.
 * ERR_LIMIT: the arena is full.
 */
enum err advise_replay(const struct advice *v,
    const struct advise_policy *record, struct arena *a, struct replay **ret,
    struct error *e) MUST_CHECK;

/* What `rampart whatif --json` and the API answer; new reference. */
json_t *replay_to_json(const struct replay *r);

#endif
