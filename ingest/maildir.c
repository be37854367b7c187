/*
 * Names come in directory order, 4,096 of them sorted at a time, so a
 * folder of any size costs the memory of a block.  In cur/ only the flags
 * behind ":2," change; a mail that is gone is looked for under its base name,
 * but not more often than now and then: one whole listing for each would take
 * hours when somebody marks a large folder as read, and the next run meets
 * those mails anyway.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/maildir.h"

enum { BLOCK = 4096, SEARCHES_PER_BLOCK = 16 };

const char *const maildir_folders[MAILDIR_FOLDERS] = { "new", "cur" };

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
	for (int i = 0; i < MAILDIR_FOLDERS && error == 0; i++) {
		if (fstatat(fd, maildir_folders[i], &st, 0) == 0)
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

void
maildir_free(struct maildir *m)
{
	if (m == NULL)
		return;
	if (m->dir != NULL)
		closedir(m->dir);
	for (int i = 0; i < MAILDIR_FOLDERS; i++)
		if (m->fds[i] >= 0)
			close(m->fds[i]);
	name_list_free(&m->names);
	free(m->real);
	free(m);
}

enum err
maildir_open(const char *name, struct maildir **ret, struct error *e)
{
	struct maildir *m = xcalloc(1, sizeof(*m));
	int dir = open(name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int error = dir < 0 ? errno : 0;

	m->real = realpath(name, NULL);
	if (error == 0 && m->real == NULL)
		error = errno;
	for (int i = 0; i < MAILDIR_FOLDERS; i++) {
		m->fds[i] = dir < 0 ? -1
		                    : openat(dir, maildir_folders[i],
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

/* Start or go on with the listing; at the end of both there are no names. */
static enum err
next_block(struct maildir *m, const char *path, struct error *e)
{
	bool more;

	name_list_clear(&m->names);
	m->at = 0;
	m->searches = 0;
	while (m->folder < MAILDIR_FOLDERS && m->names.n == 0) {
		if (m->dir == NULL)
			m->dir = source_list(m->fds[m->folder]);
		if (m->dir == NULL)
			return source_failed(e, path, errno);
		more = name_list_read(&m->names, m->dir, BLOCK);
		if (!more && errno != 0)
			return source_failed(e, path, errno);
		if (m->names.n > 0 && more)
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

bool
maildir_find(struct maildir *m)
{
	size_t len = strlen(m->base);
	struct dirent *entry;
	bool found = false;
	DIR *d;

	if (m->searches++ >= SEARCHES_PER_BLOCK)
		return false;
	d = source_list(m->fds[MAILDIR_CUR]);
	if (d == NULL)
		return false;
	while (!found && (entry = readdir(d)) != NULL)
		found = strncmp(entry->d_name, m->base, len) == 0 &&
		        (entry->d_name[len] == '\0' ||
		            strncmp(entry->d_name + len, ":2,", 3) == 0);
	if (found)
		set_item(m, MAILDIR_CUR, entry->d_name);
	closedir(d);
	return found;
}

enum err
maildir_next(struct maildir *m, const char *path, bool *ret_more,
    struct error *e)
{
	if (m->at == m->names.n) {
		enum err err;

		/* An ended listing: on to the next folder. */
		if (m->names.n > 0 && m->dir == NULL)
			m->folder++;
		err = next_block(m, path, e);
		if (err != OK)
			return err;
	}
	*ret_more = m->folder < MAILDIR_FOLDERS;
	if (*ret_more)
		set_item(m, m->folder, m->names.names[m->at++]);
	return OK;
}
