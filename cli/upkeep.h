/* What `rampart db` and the daily pruning of `rampart run` share. */
#ifndef CLI_UPKEEP_H
#define CLI_UPKEEP_H

#include "cli/cli.h"

/*
 * Prune to a horizon in batches, with a pause after each in which others may
 * write; stopped (or NULL) is asked between them.
 */
enum err upkeep_prune(struct store *st, const struct horizon *to,
    bool (*stopped)(void), struct pruned *ret, struct error *e) MUST_CHECK;

/* "120 records of 3 days, ...", or "nothing". */
void upkeep_print(const struct pruned *p, const char *what);

/* Warn when records are kept for less than a year and what came late in it. */
void upkeep_warn_short(const struct settings *s);

#endif
