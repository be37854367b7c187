/*
 * Depth first, names sorted, so that a run reads the same folders in the same
 * order.  Subfolders of Maildir++ begin with a dot; Dovecot's LAYOUT=fs and
 * mbsync's Verbatim nest plain directories: both are gone into.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/source.h"

enum { LEVELS_MAX = 16, FOLDERS_MAX = 10000 };

/* Ours, where mails go that were read (architecture.md 4). */
static const char *const left_out[] = { ".", "..", "cur", "new", "tmp",
	".Processed", ".Failed" };

static bool
is_left_out(const char *name)
{
	for (size_t i = 0; i < sizeof(left_out) / sizeof(*left_out); i++)
		if (strcmp(name, left_out[i]) == 0)
			return true;
	return false;
}

static void
add(struct name_list *l, const char *name)
{
	if (l->n == l->cap) {
		l->cap = l->cap ? 2 * l->cap : 64;
		l->names = xrealloc(l->names, l->cap * sizeof(*l->names));
	}
	l->names[l->n++] = xstrdup(name);
}

/* The directories right below one, as paths; links are not followed. */
static void
list_directories(struct name_list *l, const char *path)
{
	DIR *d = opendir(path);
	struct dirent *entry;
	struct buf b;
	struct stat st;

	if (d == NULL)
		return;
	while ((entry = readdir(d)) != NULL) {
		if (is_left_out(entry->d_name) ||
		    fstatat(dirfd(d), entry->d_name, &st,
		        AT_SYMLINK_NOFOLLOW) != 0 ||
		    !S_ISDIR(st.st_mode))
			continue;
		buf_init(&b, 64 * KIB);
		buf_printf(&b, "%s%s%s", path,
		    path[strlen(path) - 1] == '/' ? "" : "/", entry->d_name);
		if (!b.overflow)
			add(l, b.data);
		buf_free(&b);
	}
	closedir(d);
	name_list_sort(l);
}

static void
collect(struct name_list *found, const char *path, unsigned level)
{
	struct name_list below = { 0 };
	struct error unused;
	bool maildir = false;

	/* One that cannot be looked into is opened too: that says why. */
	if (source_is_maildir(path, &maildir, &unused) != OK)
		maildir = true;
	if (maildir && found->n < FOLDERS_MAX)
		add(found, path);
	if (level < LEVELS_MAX)
		list_directories(&below, path);
	for (size_t i = 0; i < below.n; i++)
		collect(found, below.names[i], level + 1);
	name_list_free(&below);
}

size_t
source_folders(const char *name, char ***ret)
{
	struct name_list found = { 0 };

	if (*name != '\0' && strcmp(name, "-") != 0)
		collect(&found, name, 0);
	if (found.n == 0)
		add(&found, name);
	*ret = found.names;
	return found.n;
}

void
source_folders_free(char **folders, size_t n)
{
	struct name_list l = { .names = folders, .n = n };

	name_list_free(&l);
}
