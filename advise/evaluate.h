/*
 * Where the advisor meets the store: load the facts and what people said,
 * judge, save.  evaluate*.c alone of this folder may use store/.
 */
#ifndef ADVISE_EVALUATE_H
#define ADVISE_EVALUATE_H

#include "advise/addresses.h"
#include "advise/replay.h"
#include "advise/result.h"
#include "advise/text.h"

struct store;

/* Memory for the judgement of one domain. */
#define EVALUATE_ARENA_MAX (1024 * MIB)

/* When it is judged. */
struct evaluate_when {
	day_t today; /* UTC; it is not over, so the day before counts */
	/* Judge on that day, as if nothing had come later; 0: on the last day
	   with a report. */
	day_t as_of;
	int64_t now; /* UTC seconds, for what is saved */
	/* Be content with what was judged today though newer reports are in,
	   as long as more are coming: who takes them in judges at the end. */
	bool while_taken_in;
	/* Asked before each of several domains: end here?  NULL: never. */
	bool (*stopped)(void);
	/* Told before each: so many of all are done; NULL: nobody is. */
	void (*step)(void *ctx, size_t done, size_t of);
	void *ctx;
};

/*
 * What is to be said of a domain: as it was judged and kept today, if nothing
 * has changed since, else judged now, saving nothing.  The advice and its
 * services are in the arena.  ERR_NOTFOUND: no report that counts is about it.
 */
enum err evaluate(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a,
    struct advice_context *ret, struct error *e) MUST_CHECK;

/*
 * Try a record on the mail of the last `days` days, from the stored results.
 * Errors as evaluate(), and ERR_INPUT for a record or days that are none.
 */
enum err evaluate_replay(struct store *st, const char *domain,
    const struct evaluate_when *when, const char *record, int days,
    struct arena *a, struct replay **ret, struct error *e) MUST_CHECK;

/* Where a domain's mail came from.  Errors as evaluate(). */
enum err evaluate_addresses(struct store *st, const char *domain,
    const struct evaluate_when *when, const struct advice_ask *ask,
    struct arena *a, struct advice_addresses *ret, struct error *e) MUST_CHECK;

/*
 * Judge it and keep what is said: the verdict of the day, alerts, days; one
 * transaction.  A domain that is not our own, by its settings, and one that
 * has no report are passed over.  when->as_of is not used.
 */
enum err evaluate_and_save(struct store *st, const char *domain,
    const struct evaluate_when *when, struct error *e) MUST_CHECK;

/*
 * The same for all domains whose advice of today is not kept, or is not right
 * any more: a new day, new reports, decisions, names, another program.  The
 * error of one that is too large is returned when the others are judged.
 */
enum err evaluate_due(struct store *st, const struct evaluate_when *when,
    struct error *e) MUST_CHECK;

/*
 * Whether the verdict of today is kept and still right, and with it the line
 * on the board.
 */
enum err evaluate_is_kept(struct store *st, const char *domain,
    const struct evaluate_when *when, bool *ret, struct error *e) MUST_CHECK;

/*
 * The board: the line of each domain that is ours (board.h), the most urgent
 * first, each with its group besides; kept ones where they are right.  The text
 * of an array is added to out, whose overflow is left to the caller.
 */
enum err evaluate_board(struct store *st, const struct evaluate_when *when,
    struct buf *out, struct error *e) MUST_CHECK;

/* The advice with its texts, as API and commands answer; new reference. */
json_t *evaluate_to_json(const struct advice_context *c);

#endif
