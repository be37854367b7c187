/*
 * An mbox (RFC 4155): mails in one file, each behind a "From " line.  Not a
 * kind of source by itself alone: a directory may hold one too.
 */
#ifndef INGEST_SOURCE_MBOX_H
#define INGEST_SOURCE_MBOX_H

#include "ingest/source.h"

/*
 * Lines of one piece of n bytes.  Returns where a separator begins, else NULL
 * and in *ret_used how much was gone through.  inside: the piece begins within
 * a line; last: nothing follows it.
 */
const char *mbox_separator(const char *p, size_t n, bool last, bool inside,
    size_t *ret_used);

/* Take one ">" off each line of them before "From "; returns what is left. */
size_t mbox_unstuff(char *p, size_t n);

struct mbox;

/*
 * Look at an open file, which from then on belongs to the mbox.  NULL, and the
 * descriptor closed, unless several mails are in it: one alone is a mail.
 */
struct mbox *mbox_open(int fd);

/* The next mail as "path#N"; the first path_len bytes of s->path are kept. */
bool mbox_next(struct mbox *m, struct source *s, size_t path_len,
    struct source_item *ret);

/*
 * A descriptor with the bytes of the mail that mbox_next() gave last, ">From "
 * at the start of a line as "From " again; caller closes.  -1 and *e.
 */
int mbox_mail(struct mbox *m, struct source *s, struct error *e);

void mbox_close(struct mbox *m); /* NULL: nothing */

#endif
