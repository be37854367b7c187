#ifndef STORE_SAVE_H
#define STORE_SAVE_H

#include "store/internal.h"

/*
 * Find out whether the open document's report is here already, and store it if
 * not: st->rows are its records.  Sets ret->outcome, and *ret_reason (borrowed
 * until the next document) when that is not what the parser said.
 */
enum err save_report(struct store *st, const struct document *d,
    struct saved *ret, const char **ret_reason, struct error *e) MUST_CHECK;

/* What is needed of a report besides the struct report. */
struct arrival {
	const struct document *d;
	const struct report *r;
	char reporter[REPORTER_MAX + 1];
	int64_t submitter;
	bool late;
	struct content c;
};

/*
 * The steps of it that a new reading of an old report takes, too (replace.c):
 * whether it can be stored at all; what it is, from st->rows and the item's
 * provenance and time, a->reporter given; and what hangs on a->c.id besides
 * the records.
 */
enum outcome save_check(const struct report *r, const char **ret_reason);
enum err save_identify(struct store *st, struct arrival *a,
    struct error *e) MUST_CHECK;
enum err save_rest(struct store *st, const struct arrival *a,
    struct error *e) MUST_CHECK;

/* Open an item: mark it, and who sent it. */
enum err save_item_open(struct store *st, const struct intake_source *s,
    int64_t now, struct error *e) MUST_CHECK;

/* *ret: the intake that the mail was taken in as, 0 when it is not known. */
enum err save_mail_find(struct store *st, const struct mail_name *m,
    int64_t *ret, struct error *e) MUST_CHECK;

/* Remember the mail of the open item. */
enum err save_mail(struct store *st, const struct mail_name *name,
    struct error *e) MUST_CHECK;

#endif
