/*
 * What happened to a domain, out of four sources: the records that receivers
 * saw, what people decided, verdicts where they changed, and alerts.
 */
#ifndef ADVISE_DIARY_H
#define ADVISE_DIARY_H

#include "core/core.h"

struct store;

struct diary_entry {
	day_t day;
	const char *kind; /* record, decision, verdict, alert; static */
	const char *text; /* in plain words */
	const char *by;   /* who decided; NULL: nobody did */
	const char *code; /* of a verdict or an alert; or NULL */
	const char *stage, *target; /* of a record or a verdict; or NULL */
	size_t order;               /* within the diary, oldest first */
};
extern const struct table diary_table;

/* It goes back so far. */
enum { DIARY_DAYS = 3650 };

/*
 * All of it up to today, oldest first; entries and texts are in the arena.
 * ERR_LIMIT: the arena is too small.
 */
enum err evaluate_diary(struct store *st, const char *domain, day_t today,
    struct arena *a, const struct diary_entry **ret, size_t *ret_n,
    struct error *e) MUST_CHECK;

#endif
