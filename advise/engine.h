/*
 * The judgement of one domain while it is being made.  Each phase fills its
 * part of struct engine from what those before it filled; engine.c has their
 * order, and nothing is shared but this.
 *
 * Rows with the same source, set of results, pass flags and excuse are one
 * *shape*: what a row is (whose mail, which way it came) is decided for the
 * shape, so that each row costs one look-up.
 *
 * An index that is not there is MAP_NONE.  Everything is in the arena.
 */
#ifndef ADVISE_ENGINE_H
#define ADVISE_ENGINE_H

#include "advise/advise.h"
#include "advise/map.h"
#include "advise/names.h"

/* Which way mail came (5.2). */
enum stream { STREAM_DIRECT, STREAM_RELAY, STREAM_UNAUTH };

/* Days by age: 0 is as_of. */
enum {
	AGES = FACTS_DAYS_MAX,
	AGE_BITS = 64, /* of a word */
	AGE_WORDS = (AGES + AGE_BITS - 1) / AGE_BITS,
	RECENT_MAX = 91,
};

struct ages {
	uint64_t w[AGE_WORDS];
};

static inline void
ages_add(struct ages *a, int age)
{
	a->w[age / AGE_BITS] |= UINT64_C(1) << (age % AGE_BITS);
}

static inline bool
ages_has(const struct ages *a, int age)
{
	return (a->w[age / AGE_BITS] >> (age % AGE_BITS) & 1) != 0;
}

int ages_count(const struct ages *a);
/* Weeks of seven days that end on as_of. */
int ages_weeks(const struct ages *a);

/* What a domain's name is to us. */
struct name {
	bool own;       /* of the judged domain's organization */
	bool tenant;    /* under a platform's name for its customers */
	bool ours;      /* and by itself it names this domain (5.1) */
	uint32_t group; /* names_group() knows it; MAP_NONE: not asked yet */
	int rp, dkim;   /* services, or SERVICE_NONE */
};

/* An own signature in a set of results. */
struct signature {
	uint32_t selector; /* index into selectors */
	uint32_t entries;  /* with it */
	uint32_t passes;   /* of them, those that pass */
};

/* A set of authentication results. */
struct results {
	const struct signature *signatures; /* each selector once */
	uint32_t n_signatures;
	const uint32_t *passes; /* names of all signatures that pass */
	uint32_t n_passes;
	const struct facts_auth *auth;
	uint32_t spf_name; /* index into names; MAP_NONE without a domain */
	bool spf_pass;
	bool spf_other;  /* passes for somebody else's domain */
	bool spf_spoken; /* pass, fail or softfail */
	bool own_dkim;   /* a signature of ours passes, aligned relaxed */
	bool consistent; /* a signature of the domain whose spf passes */
	bool ours;       /* a signature that names us at a platform */
	int dkim_service; /* of the first signature that names one */
};

/* An aligned (d, s). */
struct selector {
	const char *domain, *selector;
	int64_t passes; /* messages */
	day_t first, last; /* days with a pass */
	bool known;        /* KNOWN (5.1) */
	uint32_t home;     /* key with most of its passes, or MAP_NONE */
	int64_t seen[2], passed[2]; /* at home, by period (struct drift) */
};

struct shape {
	int64_t messages; /* all */
	day_t first, last;
	uint32_t source, auth, key;
	uint8_t flags; /* FACTS_DKIM, FACTS_SPF, FACTS_EXCUSED */
	uint8_t stream;
	bool relaying; /* F_FWD: role of the service, or seen elsewhere */
	bool relays;   /* passes, and is a relay by what this domain shows */
};

struct source {
	uint32_t key;
	uint32_t net;     /* index into nets: /24 or /48 */
	uint32_t shapes;  /* first in by_source; the next source's ends it */
	uint32_t ptr_group; /* of its PTR; MAP_NONE: none, or not asked yet */
	int ptr_service;
	bool ptr_own;
	int64_t messages;
};

/* What a sender does over the history (5.3). */
struct unauth {
	int64_t n, service, consistent, ours, own;
	int64_t top[4]; /* messages of the busiest addresses, most first */
	struct ages days;
};

/* The recent days against those before (6.7). */
enum { BEFORE, NOW, PERIODS };

struct drift {
	int64_t n[PERIODS], fail[PERIODS], spf[PERIODS]; /* direct mail */
	bool permerror; /* now: an SPF record is too long */
};

/* A sender at work. */
struct key {
	struct advice_sender out; /* counts of the window, classes */
	int service;              /* or SERVICE_NONE */
	bool is_net;
	int64_t direct;       /* messages of the history */
	struct unauth unauth; /* over the history */
	enum advice_class class; /* of its unauthenticated mail: FIXABLE,
	                            UNKNOWN, MAYBE_FORWARD, SPOOF, NONE */
	bool noise; /* that mail is failing mail of the sender itself */
	bool has_unauth;
	day_t unauth_first, unauth_last; /* in all rows */
	int64_t strict; /* failing, though it would pass relaxed */
	bool fresh;  /* failures before `start` are forgotten */
	day_t start;
	uint32_t rows; /* first in by_key; the next key's ends it */
	struct drift drift;
};

/* What each thing could be hit as, for the what-if (6.3). */
enum hit { HIT_DIRECT, HIT_FIXABLE, HIT_UNKNOWN, HIT_FORWARD, HIT_SPOOF, HITS };
/* Where a row stands: [under a subdomain][reporter follows RFC 9989]. */
struct hits {
	int64_t n[HITS][2][2];
};

struct items {
	struct advice_item *v;
	size_t n, room;
};

struct engine {
	const struct facts *f;
	const struct advise_settings *s;
	const struct advise_services *services; /* the settings', or none */
	struct advise_params p;
	struct arena *a;
	struct advice *out;

	struct strings names; /* domains, in struct name */
	struct name *name;
	uint32_t name_room;
	struct results *results;   /* by auth */
	struct strings signers;    /* "selector@domain" */
	struct selector *selectors;
	uint32_t selector_room;

	struct pairs shape_map;
	struct shape *shapes;
	uint32_t n_shapes, shape_room;
	uint32_t *shape_of;  /* by row; MAP_NONE: not judged */
	uint32_t *by_source; /* shapes */
	struct source *sources;
	struct pairs nets;
	bool *own_net; /* OWNNET (5.1) */
	bool *tenant;  /* TENANT (5.1), by name */
	bool any_known;

	struct strings key_names;
	struct key *keys; /* by key_names */
	uint32_t key_room;

	uint32_t *by_key;  /* rows of the last RECENT_MAX days */
	bool passed_lately; /* in the last 90 days */
	struct ages known_days; /* days with legitimate mail */
	int64_t direct_day[RECENT_MAX], forged_day[RECENT_MAX]; /* by age */
	int64_t *reporter_day; /* legitimate mail of the window, by reporter
	                          and age */
	struct ages report_days;

	struct hits hits;       /* failing mail of the window */
	int64_t *direct_by;     /* direct messages by reporter */
	int64_t *legit_by, *all_by;
	int64_t window_n, window_passed;
	double modern; /* share at receivers of RFC 9989, unrounded */

	struct items hard, sub, soft, alerts, notices;
};

/* All phases, for one domain; what they fill is in *g. */
enum err engine_run(struct engine *g, const struct facts *f,
    const struct advise_settings *s, struct arena *a, struct error *e)
    MUST_CHECK;

/* ERR_LIMIT, with the sentence. */
enum err engine_full(const struct engine *g, struct error *e);

/* Days before as_of. */
static inline int
engine_age(const struct engine *g, day_t day)
{
	return g->f->as_of - day;
}

/* The service of a sender, or NULL. */
const struct service *engine_service(const struct engine *g,
    const struct key *k);

/* Whether it is mail of ours: direct or fixable. */
static inline bool
engine_legit(const struct engine *g, const struct shape *s)
{
	return s->stream == STREAM_DIRECT ||
	    (s->stream == STREAM_UNAUTH &&
	        g->keys[s->key].class == CLASS_FIXABLE);
}

/* Whose mail it is, of a row of by_key. */
enum advice_traffic engine_traffic(const struct engine *g,
    const struct shape *s);

/* DMARC pass. */
static inline bool
engine_passes(const struct shape *s)
{
	return (s->flags & (FACTS_DKIM | FACTS_SPF)) != 0;
}

/* Whether the owner has confirmed a code. */
bool engine_acked(const struct engine *g, const char *code);

/* Add an item unless its code is muted; a full arena is found out later. */
void items_add(struct engine *g, struct items *list, struct advice_item item);

/* A confirmation, unless it is given (confirm.c), and those of a step. */
void confirm_add(struct engine *g, struct advice_item item);
void confirm_gates(struct engine *g);

/* Whether a sender has enough mail before and now to be compared. */
bool drift_enough(const struct key *k);

/* The phases, in their order. */
#define ENGINE_PHASES(X)                                                      \
	X(results_read)    /* results.c: what each set of results says */     \
	X(shapes_read)     /* shapes.c: rows into shapes */                   \
	X(keys_find)       /* keys.c: which sender an address is (4.1) */     \
	X(learned_read)    /* learn.c: KNOWN, HOME, OWNNET, TENANT (5.1) */   \
	X(guesses_find)    /* guess.c: names of networks, display (4.2) */    \
	X(streams_find)    /* streams.c: direct, relay, unauth (5.2) */       \
	X(relays_find)     /* relays.c: sources that passed mail on (5.1) */  \
	X(window_find)     /* window.c: W, the history, rows by key */        \
	X(classes_find)    /* classes.c: of unauthenticated mail (5.3) */     \
	X(changes_find)    /* changes.c: broken, repaired (5.6) */            \
	X(senders_count)   /* senders.c: the window's sums */                 \
	X(days_sum)        /* daily.c: each day's sums */                     \
	X(senders_class)   /* classed.c: classes as displayed (5.4) */        \
	X(together_find)   /* together.c: networks shown as one (4.2) */      \
	X(senders_sort)    /* classed.c: their list, and numbers (6.3) */     \
	X(ladder_find)     /* ladder.c: stage, rungs, target (6.1, 6.2) */    \
	X(drift_find)      /* drift.c: a sender's days against before (6.7) */ \
	X(alerts_find)     /* alerts.c: news, the record, silence (6.7) */    \
	X(watch_find)      /* watch.c: the alerts that change no verdict */   \
	X(whatif_find)     /* whatif.c: what each rung would do (6.3) */      \
	X(gates_find)      /* gates.c, confirm.c: what is in the way (6.4) */ \
	X(verdict_find)    /* verdict.c: verdict, score (6.5) */              \
	X(publish_find)    /* publish.c: the record to publish (6.6) */       \
	X(series_find)     /* series.c: each day's mail by sender */          \
	X(replay_find)     /* replay_cells.c: what a record is tried on */    \
	X(origins_find)    /* origins.c: addresses, if they are wanted */

#define ENGINE_PHASE_(name)                                                   \
	enum err name(struct engine *g, struct error *e) MUST_CHECK;
ENGINE_PHASES(ENGINE_PHASE_)
#undef ENGINE_PHASE_

#endif
