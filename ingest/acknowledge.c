/*
 * Mails of a maildir after they are safe: which name one gets says
 * acknowledge_name.c, where its folder is acknowledge_folder.c.  Nothing is
 * ever replaced: a rename that would, fails (RENAME_NOREPLACE; where a file
 * system has no such thing, link and unlink do the same in two steps, and a
 * mail that a crash left under both names is told by its inode and loses the
 * old one).  A mail that another program renamed or removed meanwhile is that
 * program's.  Directories are synced once for all mails between open and close;
 * only between link and unlink it must be at once.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/acknowledge.h"

enum { NEW, CUR, PROCESSED, FAILED, PLACES };

struct acknowledger {
	char *folder;
	enum acknowledge how;
	int root;        /* of the maildir */
	int fds[PLACES]; /* directories that hold mails; -1: not open */
	bool touched[PLACES];
};

static enum err
folder_failed(const struct acknowledger *a, const char *what, struct error *e)
{
	int error = errno;

	return error_set(e, ERR_SYSTEM,
	    "%s: cannot %s: %s; its mails stay as they are and are remembered "
	    "as read",
	    a->folder, what, strerror(error));
}

enum err
acknowledge_open(const char *folder, enum acknowledge how,
    struct acknowledger **ret, struct error *e)
{
	static const char *const names[] = { "new", "cur" };
	struct acknowledger *a = xcalloc(1, sizeof(*a));
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
	enum err err = OK;

	a->folder = xstrdup(folder);
	a->how = how;
	for (int i = 0; i < PLACES; i++)
		a->fds[i] = -1;
	a->root = open(folder, flags);
	for (int i = NEW; i <= CUR && a->root >= 0; i++)
		a->fds[i] = openat(a->root, names[i], flags);
	if (a->root < 0 || a->fds[NEW] < 0 || a->fds[CUR] < 0) {
		err = folder_failed(a, "open it", e);
		acknowledge_close(a);
		return err;
	}
	*ret = a;
	return OK;
}

enum err
acknowledge_sync(struct acknowledger *a, struct error *e)
{
	int error = 0;

	/* The goal first: better a mail twice than in neither. */
	for (int i = PLACES - 1; i >= 0; i--) {
		if (a->touched[i] && fsync(a->fds[i]) != 0 && errno != EINVAL)
			error = errno;
		a->touched[i] = false;
	}
	if (error == 0)
		return OK;
	return error_set(e, ERR_SYSTEM,
	    "%s: cannot write its folders to the disk: %s; the reports are "
	    "safe, look after the disk",
	    a->folder, strerror(error));
}

void
acknowledge_close(struct acknowledger *a)
{
	if (a == NULL)
		return;
	for (int i = 0; i < PLACES; i++)
		if (a->fds[i] >= 0)
			close(a->fds[i]);
	if (a->root >= 0)
		close(a->root);
	free(a->folder);
	free(a);
}

static enum err
open_place(struct acknowledger *a, int place, struct error *e)
{
	int filed = place - PROCESSED;
	char what[64];

	if (a->fds[place] >= 0)
		return OK;
	a->fds[place] = acknowledge_folder_open(a->folder, a->root, filed);
	if (a->fds[place] >= 0)
		return OK;
	snprintf(what, sizeof(what), "make its folder %s",
	    acknowledge_folder_name(filed));
	return folder_failed(a, what, e);
}

static bool
same_file(int dir_a, const char *a, int dir_b, const char *b)
{
	struct stat sa, sb;

	return fstatat(dir_a, a, &sa, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstatat(dir_b, b, &sb, AT_SYMLINK_NOFOLLOW) == 0 &&
	       sa.st_dev == sb.st_dev && sa.st_ino == sb.st_ino;
}

/* As renameat(2), but never onto a file that is there: EEXIST. */
static int
move(int from, const char *name, int to, const char *to_name)
{
	if (renameat2(from, name, to, to_name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno == ENOSYS || errno == EINVAL) {
		if (linkat(from, name, to, to_name, 0) == 0) {
			if (fsync(to) != 0 && errno != EINVAL)
				return -1;
			return unlinkat(from, name, 0);
		}
	}
	if (errno != EEXIST)
		return -1;
	if (same_file(from, name, to, to_name) &&
	    (from != to || strcmp(name, to_name) != 0))
		return unlinkat(from, name, 0);
	errno = EEXIST;
	return -1;
}

static enum err
move_failed(const struct acknowledger *a, const char *name, const char *to_name,
    struct error *e)
{
	switch (errno) {
	case ENOENT: return OK; /* another program moved it */
	case EEXIST:
		return error_set(e, ERR_DUP,
		    "%s: the mail %s stays where it is: there is another one "
		    "of the name %s already",
		    a->folder, name, to_name);
	case ENAMETOOLONG:
		return error_set(e, ERR_INPUT,
		    "%s: the mail %s stays where it is: with flags its name "
		    "is too long",
		    a->folder, name);
	default: return folder_failed(a, "move mails in it", e);
	}
}

enum err
acknowledge_mail(struct acknowledger *a, const struct acknowledge_item *m,
    struct error *e)
{
	char to_name[ACKNOWLEDGE_NAME_MAX];
	int from = m->in_new ? NEW : CUR, to = CUR;
	struct stat st;
	enum err err;

	if (fstatat(a->fds[from], m->name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return move_failed(a, m->name, m->name, e);
	if (st.st_ino != m->inode)
		return OK; /* another mail has got the name */
	if (!acknowledge_name(m->name, a->how == ACKNOWLEDGE_SEEN, to_name)) {
		errno = ENAMETOOLONG;
		return move_failed(a, m->name, m->name, e);
	}
	if (a->how == ACKNOWLEDGE_FILE) {
		to = m->failed ? FAILED : PROCESSED;
		if ((err = open_place(a, to, e)) != OK)
			return err;
	}
	if (from == to && strcmp(m->name, to_name) == 0)
		return OK;
	if (move(a->fds[from], m->name, a->fds[to], to_name) != 0)
		return move_failed(a, m->name, to_name, e);
	a->touched[from] = true;
	a->touched[to] = true;
	return OK;
}
