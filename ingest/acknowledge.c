/*
 * Mails of a maildir after they are safe.  Nothing is ever replaced: a rename
 * that would, fails (RENAME_NOREPLACE; where a file system has no such thing,
 * link and unlink do the same in two steps, and a mail that a crash left under
 * both names is told by its inode and loses the old one).  A mail that another
 * program renamed or removed meanwhile is that program's.  Directories are
 * synced once for all mails between open and close; only between link and
 * unlink it must be at once.
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

static const char *const filed_in[PLACES] = { NULL, NULL, "Processed",
	"Failed" };

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

static const char *const words[] = { "leave", "seen", "file" };

const char *
acknowledge_word(enum acknowledge how)
{
	return words[how];
}

bool
acknowledge_read(const char *word, enum acknowledge *ret)
{
	for (int i = 0; i < 3; i++) {
		if (strcmp(word, words[i]) != 0)
			continue;
		*ret = (enum acknowledge)i;
		return true;
	}
	return false;
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

/* Whether root/.. is a maildir, too, of which this is a folder. */
static bool
is_subfolder(const char *folder, int root)
{
	const char *slash = strrchr(folder, '/');
	struct stat st;

	return slash != NULL && slash[1] == '.' &&
	       fstatat(root, "../cur", &st, 0) == 0 && S_ISDIR(st.st_mode) &&
	       fstatat(root, "../new", &st, 0) == 0 && S_ISDIR(st.st_mode);
}

/* The folder of a place, seen from the maildir, whose root is open. */
static int
place_name(const char *folder, int root, int place, char name[PATH_MAX])
{
	if (is_subfolder(folder, root))
		return snprintf(name, PATH_MAX, "../%s.%s",
		    strrchr(folder, '/') + 1, filed_in[place]);
	return snprintf(name, PATH_MAX, ".%s", filed_in[place]);
}

void
acknowledge_folders(const char *folder, char *ret[ACKNOWLEDGE_FOLDERS])
{
	int root = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);

	for (int i = 0; i < ACKNOWLEDGE_FOLDERS; i++) {
		char name[PATH_MAX];
		struct buf path;

		place_name(folder, root, PROCESSED + i, name);
		buf_init(&path, 16 * KIB);
		buf_printf(&path, "%s/%s", folder, name);
		ret[i] = xstrdup(path.data);
		buf_free(&path);
	}
	if (root >= 0)
		close(root);
}

static int
make_directory(int parent, const char *name, mode_t mode)
{
	if (mkdirat(parent, name, mode) != 0 && errno != EEXIST)
		return -1;
	return openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* A file that says what the directory is; -1 if there is none. */
static int
make_mark(int folder, mode_t mode)
{
	int fd = openat(folder, "maildirfolder", O_WRONLY | O_CREAT | O_CLOEXEC,
	    mode);

	return fd < 0 ? -1 : close(fd);
}

/* All that a Maildir++ folder has, cur/ last; its descriptor, or -1. */
static int
make_parts(int folder, mode_t mode)
{
	static const char *const parts[] = { "tmp", "new", "cur" };
	int fd = -1;

	if (make_mark(folder, mode & 0666) != 0)
		return -1;
	for (int i = 0; i < 3; i++) {
		if (fd >= 0)
			close(fd);
		fd = make_directory(folder, parts[i], mode);
		if (fd < 0)
			return -1;
	}
	return fd;
}

/* The descriptor of the folder's cur/, or -1. */
static int
make_folder(int root, const char *name)
{
	int folder, fd, error;
	struct stat st;

	if (fstat(root, &st) != 0)
		return -1;
	folder = make_directory(root, name, st.st_mode & 0777);
	if (folder < 0)
		return -1;
	fd = make_parts(folder, st.st_mode & 0777);
	error = errno;
	if (fd >= 0) {
		fsync(folder);
		fsync(root);
	}
	close(folder);
	errno = error;
	return fd;
}

static enum err
open_place(struct acknowledger *a, int place, struct error *e)
{
	char name[PATH_MAX], what[64];

	if (a->fds[place] >= 0)
		return OK;
	if (place_name(a->folder, a->root, place, name) >= PATH_MAX)
		errno = ENAMETOOLONG;
	else
		a->fds[place] = make_folder(a->root, name);
	snprintf(what, sizeof(what), "make its folder %s", filed_in[place]);
	return a->fds[place] >= 0 ? OK : folder_failed(a, what, e);
}

static int
compare_letters(const void *a, const void *b)
{
	return *(const char *)a - *(const char *)b;
}

/* What follows the letters is some program's own and stays behind them. */
bool
acknowledge_name(const char *name, bool seen, char out[ACKNOWLEDGE_NAME_MAX])
{
	const char *info = strstr(name, ":2,");
	size_t base = info != NULL ? (size_t)(info - name) : strlen(name);
	const char *flags = info != NULL ? info + 3 : "";
	size_t n = strspn(flags,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
	char letters[ACKNOWLEDGE_NAME_MAX];
	const char *rest = flags + n;

	if (strlen(name) >= ACKNOWLEDGE_NAME_MAX)
		return false;
	memcpy(letters, flags, n);
	if (seen && memchr(flags, 'S', n) == NULL) {
		letters[n++] = 'S';
		qsort(letters, n, 1, compare_letters);
	}
	return snprintf(out, ACKNOWLEDGE_NAME_MAX, "%.*s:2,%.*s%s", (int)base,
	           name, (int)n, letters, rest) < ACKNOWLEDGE_NAME_MAX;
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
