#ifndef STORE_SAVE_H
#define STORE_SAVE_H

#include "store/internal.h"

/*
 * Find out whether the open document's report is here already, and store it if
 * not: st->rows are its records.  Sets ret->outcome, and *ret_reason (static)
 * when that is not what the parser said.
 */
enum err save_report(struct store *st, const struct document *d,
    struct saved *ret, const char **ret_reason, struct error *e) MUST_CHECK;

/* Remember the mail of the open item. */
enum err save_mail(struct store *st, const struct mail_name *name,
    struct error *e) MUST_CHECK;

#endif
