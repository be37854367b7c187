/*
 * A maildir as a source.  new/ comes first, then cur/, so that a mail which a
 * reader moves meanwhile is met there (maildir.c).
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/maildir.h"

enum err
source_maildir_state(const char *name, void **ret, struct error *e)
{
	struct maildir *m;
	enum err err = maildir_open(name, &m, e);

	if (err == OK)
		*ret = m;
	return err;
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
	buf_addstr(&s->path, maildir_folders[m->item_folder]);
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
	if (errno != ENOENT || m->item_folder == MAILDIR_NEW ||
	    !maildir_find(m))
		return false;
	return fstatat(m->fds[MAILDIR_CUR], m->name, st, flags) == 0 &&
	       S_ISREG(st->st_mode);
}

static enum err
next_mail(struct source *s, struct source_item *ret, bool *ret_more,
    struct error *e)
{
	struct maildir *m = s->state;
	struct stat st;
	bool more;

	do {
		enum err err = maildir_next(m, s->name, &more, e);

		if (err != OK)
			return err;
	} while (more && !look(m, &st));
	*ret_more = more;
	if (!more)
		return OK;
	set_path(s, m);
	*ret = (struct source_item){ .path = s->path.data,
		.folder = m->real,
		.base = m->base,
		.name = m->name,
		.in_new = m->item_folder == MAILDIR_NEW };
	source_item_stat(ret, &st);
	return OK;
}

static int
open_mail(struct source *s, struct error *e)
{
	struct maildir *m = s->state;
	int flags = O_NOFOLLOW | O_NONBLOCK, fd;
	struct stat st;

	fd = source_open_file(m->fds[m->item_folder], m->name, flags);
	if (fd < 0 && errno == ENOENT && maildir_find(m)) {
		fd = source_open_file(m->fds[MAILDIR_CUR], m->name, flags);
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
count_mails(struct source *s)
{
	struct maildir *m = s->state;
	size_t n = 0;

	for (int i = 0; i < MAILDIR_FOLDERS; i++) {
		DIR *d = source_list(m->fds[i]);
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
close_maildir(struct source *s)
{
	maildir_free(s->state);
}

const struct source_kind_ops source_maildir_ops = { SOURCE_MAILDIR, next_mail,
	open_mail, count_mails, close_maildir };
