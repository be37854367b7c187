/* What the commands that write or list decisions share (cli/decide.c). */
#ifndef CLI_DECIDE_H
#define CLI_DECIDE_H

#include "cli/cli.h"

/*
 * Decide for the domain of a word, or for all of them if it is `all`: domain,
 * decided_by, decided_at, note and the day to ask again are filled in here.
 * The database is made if there is none.  Then say it: said is a line for
 * people; --json prints what holds now.
 */
enum err decide(const struct args *a, const char *word, struct decision *d,
    size_t n, const char *said, struct error *e) MUST_CHECK;

/*
 * List what was decided of that kind; word: the domain, NULL: of any.  Those
 * that hold, or with --history all.
 */
enum err decide_list(const struct args *a, const char *word,
    enum decision_kind kind, struct error *e) MUST_CHECK;

#endif
