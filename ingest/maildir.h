/*
 * A maildir that is being listed: new/ first, then cur/.  Private to
 * source_maildir.c.
 */
#ifndef INGEST_MAILDIR_H
#define INGEST_MAILDIR_H

#include <limits.h>

#include "ingest/source.h"

enum maildir_folder { MAILDIR_NEW, MAILDIR_CUR, MAILDIR_FOLDERS };

struct maildir {
	char *real;               /* path of the folder, resolved; owned */
	int fds[MAILDIR_FOLDERS]; /* of the directories */
	DIR *dir;                 /* open listing, or NULL */
	int folder; /* that is listed; MAILDIR_FOLDERS: at the end */
	struct name_list names;
	size_t at;         /* the next of the names */
	unsigned searches; /* in this block */
	/* The last item. */
	int item_folder;
	char name[NAME_MAX + 1], base[NAME_MAX + 1];
};

/* "new", "cur"; static. */
extern const char *const maildir_folders[MAILDIR_FOLDERS];

/* Caller frees by maildir_free().  As source_failed(). */
enum err maildir_open(const char *name, struct maildir **ret,
    struct error *e) MUST_CHECK;
void maildir_free(struct maildir *m); /* NULL: nothing */

/*
 * Go to the next name, which becomes the item; false at the end, which stays
 * the end.  `path` is what an error names.
 */
enum err maildir_next(struct maildir *m, const char *path, bool *ret_more,
    struct error *e) MUST_CHECK;

/*
 * The item's mail, which is not where it was, under other flags in cur/; then
 * it is the item.  Now and then only (see maildir.c): false says nothing.
 */
bool maildir_find(struct maildir *m);

#endif
