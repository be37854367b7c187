/* Judging after something changed: an ingest, a decision, a day. */
#ifndef CLI_JUDGE_H
#define CLI_JUDGE_H

#include "advise/advise.h"
#include "cli/cli.h"

/*
 * Bring the advice up to date: of all domains that were not judged today, or of
 * which something has changed since, with a progress line.  After everything
 * that changes what advice rests on.  What is stored stays stored: a failure is
 * said and otherwise passed over, the next run tries again.
 */
void cli_judge_due(const struct args *a, struct store *st);
/* The same then; what when says of progress is not used. */
void cli_judge_due_when(const struct args *a, struct store *st,
    struct evaluate_when when);
/* The same of one domain, whether it is due or not. */
void cli_judge(const struct args *a, struct store *st, const char *domain);

#endif
