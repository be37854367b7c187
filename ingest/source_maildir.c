/*
 * A maildir: new/ first, then cur/, so that a mail which a reader moves
 * meanwhile is met there.  Names come in directory order, 4,096 of them
 * sorted at a time.  In cur/ only the flags behind ":2," change; a mail that
 * is gone is looked for under its base name, but not more often than now and
 * then: one whole listing for each would take hours when somebody marks a
 * large folder as read, and the next run meets those mails anyway.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/source.h"

enum { BLOCK = 4096, SEARCHES_PER_BLOCK = 16 };

static const char *const folders[] = { "new", "cur" };
enum { NEW, CUR, FOLDERS };

struct maildir {
	char *real;       /* path of the folder, resolved */
	int fds[FOLDERS]; /* of the directories */
	DIR *dir;         /* open listing, or NULL */
	int folder;       /* that is listed; FOLDERS: at the end */
	struct name_list names;
	size_t at;
	bool more;         /* the listing goes on */
	unsigned searches; /* in this block */
	/* The last item. */
	int item_folder;
	char name[NAME_MAX + 1], base[NAME_MAX + 1];
};

/* A failure is no answer: a maildir read as a plain directory would be taken
   for files that a person vouches for. */
enum err
source_is_maildir(const char *name, bool *ret, struct error *e)
{
	struct stat st;
	bool yes = true;
	int error = 0, fd = open(name, O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return source_failed(e, name, errno);
	for (int i = 0; i < FOLDERS && error == 0; i++) {
		if (fstatat(fd, folders[i], &st, 0) == 0)
			yes = yes && S_ISDIR(st.st_mode);
		else if (errno == ENOENT)
			yes = false;
		else
			error = errno;
	}
	close(fd);
	if (error != 0)
		return source_failed(e, name, error);
	*ret = yes;
	return OK;
}

static void
maildir_free(struct maildir *m)
{
	if (m == NULL)
		return;
	if (m->dir != NULL)
		closedir(m->dir);
	for (int i = 0; i < FOLDERS; i++)
		if (m->fds[i] >= 0)
			close(m->fds[i]);
	name_list_free(&m->names);
	free(m->real);
	free(m);
}

enum err
source_maildir_state(const char *name, void **ret, struct error *e)
{
	struct maildir *m = xcalloc(1, sizeof(*m));
	int dir = open(name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int error = dir < 0 ? errno : 0;

	m->real = realpath(name, NULL);
	if (error == 0 && m->real == NULL)
		error = errno;
	for (int i = 0; i < FOLDERS; i++) {
		m->fds[i] = dir < 0 ? -1
		                    : openat(dir, folders[i],
		                          O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (m->fds[i] < 0 && error == 0)
			error = errno;
	}
	if (dir >= 0)
		close(dir);
	if (error != 0) {
		maildir_free(m);
		return source_failed(e, name, error);
	}
	*ret = m;
	return OK;
}

/* Start or go on with the listing; at the end of both, folder is FOLDERS. */
static enum err
next_block(struct source *s, struct maildir *m, struct error *e)
{
	name_list_clear(&m->names);
	m->at = 0;
	m->searches = 0;
	while (m->folder < FOLDERS && m->names.n == 0) {
		if (m->dir == NULL)
			m->dir = fdopendir(openat(m->fds[m->folder], ".",
			    O_RDONLY | O_DIRECTORY | O_CLOEXEC));
		if (m->dir == NULL)
			return source_failed(e, s->name, errno);
		m->more = name_list_read(&m->names, m->dir, BLOCK);
		if (!m->more && errno != 0)
			return source_failed(e, s->name, errno);
		if (m->names.n > 0 && m->more)
			break;
		closedir(m->dir);
		m->dir = NULL;
		/* The names that were read still belong to this folder. */
		if (m->names.n > 0)
			break;
		m->folder++;
	}
	name_list_sort(&m->names);
	return OK;
}

static void
set_item(struct maildir *m, int folder, const char *name)
{
	size_t n = strnlen(name, NAME_MAX);
	const char *flags;

	m->item_folder = folder;
	memmove(m->name, name, n);
	m->name[n] = '\0';
	flags = strstr(m->name, ":2,");
	if (flags != NULL)
		n = (size_t)(flags - m->name);
	memcpy(m->base, m->name, n);
	m->base[n] = '\0';
}

/* Find the mail of m->base in cur/ under other flags. */
static bool
search(struct maildir *m)
{
	size_t len = strlen(m->base);
	struct dirent *entry;
	bool found = false;
	DIR *d;

	if (m->searches++ >= SEARCHES_PER_BLOCK)
		return false;
	d = fdopendir(
	    openat(m->fds[CUR], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	if (d == NULL)
		return false;
	while (!found && (entry = readdir(d)) != NULL)
		found = strncmp(entry->d_name, m->base, len) == 0 &&
		        (entry->d_name[len] == '\0' ||
		            strncmp(entry->d_name + len, ":2,", 3) == 0);
	if (found)
		set_item(m, CUR, entry->d_name);
	closedir(d);
	return found;
}

static void
set_path(struct source *s, const struct maildir *m)
{
	size_t n = strlen(s->name);

	buf_reset(&s->path);
	/* Room for any name: an item's path stays where it is when the mail
	   is found under other flags. */
	if (s->path.cap < n + NAME_MAX + sizeof("/cur/")) {
		buf_printf(&s->path, "%s/cur/%*s", s->name, NAME_MAX, "");
		buf_reset(&s->path);
	}
	buf_add(&s->path, s->name, n);
	if (n == 0 || s->name[n - 1] != '/')
		buf_addch(&s->path, '/');
	buf_addstr(&s->path, folders[m->item_folder]);
	buf_addch(&s->path, '/');
	buf_addstr(&s->path, m->name);
}

/* See the file of the item; false to pass it over. */
static bool
look(struct maildir *m, struct stat *st)
{
	int flags = AT_SYMLINK_NOFOLLOW;

	if (fstatat(m->fds[m->item_folder], m->name, st, flags) == 0)
		return S_ISREG(st->st_mode);
	/* What left new/ is met when cur/ is listed. */
	if (errno != ENOENT || m->item_folder == NEW || !search(m))
		return false;
	return fstatat(m->fds[CUR], m->name, st, flags) == 0 &&
	       S_ISREG(st->st_mode);
}

static enum err
maildir_next(struct source *s, struct source_item *ret, bool *ret_more,
    struct error *e)
{
	struct maildir *m = s->state;
	struct stat st;
	enum err err;

	for (;;) {
		if (m->at == m->names.n) {
			/* An ended listing: on to the next folder. */
			if (m->names.n > 0 && m->dir == NULL)
				m->folder++;
			if ((err = next_block(s, m, e)) != OK)
				return err;
			*ret_more = m->folder < FOLDERS;
			if (!*ret_more)
				return OK;
		}
		set_item(m, m->folder, m->names.names[m->at++]);
		if (look(m, &st))
			break;
	}
	set_path(s, m);
	*ret = (struct source_item){ .path = s->path.data,
		.folder = m->real,
		.base = m->base,
		.name = m->name,
		.in_new = m->item_folder == NEW };
	source_item_stat(ret, &st);
	*ret_more = true;
	return OK;
}

static int
maildir_open(struct source *s, struct error *e)
{
	struct maildir *m = s->state;
	int flags = O_NOFOLLOW | O_NONBLOCK, fd;
	struct stat st;

	fd = source_open_file(m->fds[m->item_folder], m->name, flags);
	if (fd < 0 && errno == ENOENT && search(m)) {
		fd = source_open_file(m->fds[CUR], m->name, flags);
		set_path(s, m);
	}
	if (fd < 0) {
		source_failed(e, s->path.data, errno);
		return -1;
	}
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		error_set(e, ERR_SYSTEM,
		    "%s: cannot be read: not a regular file", s->path.data);
		close(fd);
		return -1;
	}
	return fd;
}

static size_t
maildir_count(struct source *s)
{
	struct maildir *m = s->state;
	size_t n = 0;

	for (int i = 0; i < FOLDERS; i++) {
		DIR *d = fdopendir(
		    openat(m->fds[i], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
		struct dirent *entry;

		if (d == NULL)
			continue;
		while ((entry = readdir(d)) != NULL)
			n += entry->d_name[0] != '.';
		closedir(d);
	}
	return n;
}

static void
maildir_close(struct source *s)
{
	maildir_free(s->state);
}

const struct source_kind_ops source_maildir_ops = { SOURCE_MAILDIR,
	maildir_next, maildir_open, maildir_count, maildir_close };
