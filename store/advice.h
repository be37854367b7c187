/*
 * What the advisor said, kept: a history of verdicts, alerts from their first
 * day to their last, and what it took each day's messages for.  Included by
 * store.h; the words are the advisor's (advise/result.h).
 */
#ifndef STORE_ADVICE_H
#define STORE_ADVICE_H

#include <jansson.h>

#include "core/core.h"

struct store;

/* A verdict about a domain on a day. */
struct evaluation {
	const char *domain;
	day_t day;                  /* the last full day when it was judged */
	day_t as_of;                /* the last day with a report, or `day` */
	const char *stage, *target; /* target NULL: nothing left to climb */
	const char *verdict;
	bool announced;
	int64_t score, n_legit, x_legit; /* as in advise/result.h */
	int64_t evaluated_at; /* UTC seconds */
	/* JSON, its line on the board; NULL when the day after says the same */
	const char *board;
};

struct alert {
	const char *domain;
	const char *code, *subject; /* subject "": the domain */
	const char *severity;
	const char *detail; /* JSON of the last time */
	/* Set by the store. */
	day_t opened_day, last_day, closed_day; /* closed 0: it is open */
};
extern const struct table alert_table;

/* A cell of day_sender. */
struct sender_day {
	day_t day;
	const char *sender; /* key; "": all that was forged */
	int traffic;        /* enum advice_traffic */
	int disposition;    /* enum disposition */
	bool passed, exempt;
	int64_t messages;
};

/* The whole of what was said, in the advisor's own form. */
struct advice_kept {
	int64_t changes;     /* store_advice_changes(), before it was judged */
	const char *engine;  /* which program, and all else that it hangs on */
	const void *content; /* NULL: it is not kept */
	size_t n;
	/* When it is saved: where its mail came from; NULL: not kept. */
	const void *origins;
	size_t n_origins;
};

/* A source that passed on mail of the domain which still proved whose it is. */
struct relay_judged {
	struct ip ip;
	day_t last_day; /* on which it did */
};

struct evaluation_save {
	struct evaluation evaluation;
	struct advice_kept kept;
	const struct alert *alerts; /* the open ones, all of them */
	size_t n_alerts;
	const struct sender_day *days; /* each cell once */
	size_t n_days;
	day_t days_from; /* they are all of the days from this one on */
	/* Each source once, all there are; other domains see them from the next
	   day on (relayed_elsewhere in core/facts.h). */
	const struct relay_judged *relays;
	size_t n_relays;
};

/*
 * Keep it, in one transaction, in the place of what was said about the same
 * day.  An alert that is there no more is closed; one that comes back within
 * 7 days of that is the same as before, later a new one.
 */
enum err store_evaluation_save(struct store *st,
    const struct evaluation_save *s, struct error *e) MUST_CHECK;

/*
 * How often something that the advice on a domain rests on has changed: its
 * reports that count, what is said of it or of all domains, imported names.
 */
enum err store_advice_changes(struct store *st, const char *domain,
    int64_t *ret, struct error *e) MUST_CHECK;

/* Which evaluation is asked for, and what makes it right. */
struct advice_wanted {
	const char *domain;
	day_t day;
	const char *engine;
	/* Nothing has changed since; or the newest mail came in at that time
	   or later (UTC seconds; INT64_MAX: that does not help). */
	int64_t taken_in_since;
};

/*
 * What was kept of it, if it is right, as content; arena.  ERR_NOTFOUND: it is
 * to be judged again.
 */
enum err store_advice_kept(struct store *st, const struct advice_wanted *w,
    struct arena *a, struct advice_kept *ret, struct error *e) MUST_CHECK;
/* Its origins as content.  ERR_NOTFOUND, too: of fewer rows than are worth it. */
enum err store_origins_kept(struct store *st, const struct advice_wanted *w,
    struct arena *a, struct advice_kept *ret, struct error *e) MUST_CHECK;
/* Only whether there is one. */
enum err store_advice_is_kept(struct store *st, const struct advice_wanted *w,
    bool *ret, struct error *e) MUST_CHECK;

/*
 * The last evaluation before a day, its strings in the arena.  ERR_NOTFOUND:
 * there is none.
 */
enum err store_evaluation_before(struct store *st, const char *domain,
    day_t day, struct arena *a, struct evaluation *ret,
    struct error *e) MUST_CHECK;

/* All of a domain, oldest first; borrowed until fn returns. */
typedef enum err (
    *evaluation_fn)(void *ctx, const struct evaluation *v, struct error *e);
enum err store_evaluations(struct store *st, const char *domain,
    evaluation_fn fn, void *ctx, struct error *e) MUST_CHECK;

/* Alerts, of a domain or (NULL) of all, in the order of their first day. */
typedef enum err (*alert_fn)(void *ctx, const struct alert *a, struct error *e);
enum err store_alerts(struct store *st, const char *domain, bool open_only,
    alert_fn fn, void *ctx, struct error *e) MUST_CHECK;

/* A record as one reporter saw it, from its first day to its last. */
struct policy_seen {
	const char *reporter;
	const char *p, *sp, *testing; /* as reported; NULL: not */
	int pct;                      /* -1: not reported */
	day_t first_day, last_day;
	int64_t messages;
};
extern const struct table policy_seen_table;
typedef enum err (
    *policy_seen_fn)(void *ctx, const struct policy_seen *s, struct error *e);
/* All of a domain that count, by first day. */
enum err store_policies_seen(struct store *st, const char *domain,
    policy_seen_fn fn, void *ctx, struct error *e) MUST_CHECK;

/*
 * The cells of day_sender of a domain and span, by day; or (NULL) of all
 * domains together, where sender is "" and exempt is not said.
 */
typedef enum err (
    *sender_day_fn)(void *ctx, const struct sender_day *d, struct error *e);
enum err store_sender_days(struct store *st, const char *domain, day_t from,
    day_t to, sender_day_fn fn, void *ctx, struct error *e) MUST_CHECK;

/* The same summed over the days, by sender. */
struct sender_sum {
	const char *sender; /* key; "": all that was forged */
	int traffic;        /* enum advice_traffic */
	bool passed;
	int64_t messages;
	day_t first_day, last_day; /* inside the span */
};
typedef enum err (
    *sender_sum_fn)(void *ctx, const struct sender_sum *s, struct error *e);
enum err store_sender_sums(struct store *st, const char *domain, day_t from,
    day_t to, sender_sum_fn fn, void *ctx, struct error *e) MUST_CHECK;

/* Domains that a counted report is about, by name. */
typedef enum err (*name_fn)(void *ctx, const char *name, struct error *e);
enum err store_domain_names(struct store *st, name_fn fn, void *ctx,
    struct error *e) MUST_CHECK;

#endif
