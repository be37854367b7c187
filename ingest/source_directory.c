/*
 * A directory that is no maildir, gone through depth first: a stack of open
 * levels, each with the sorted names of its directory.  Symbolic links to
 * directories are not followed, so there is no way round in a circle.  A file
 * that is an mbox is gone through mail by mail before the walk goes on.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/source.h"
#include "ingest/source_mbox.h"

enum { LEVELS_MAX = 32 };

/* One directory on the way down. */
struct level {
	int fd;
	struct name_list names;
	size_t at;       /* the next name */
	size_t path_len; /* of the directory's own path */
	bool maildir;    /* has cur and new: tmp is left out */
};

struct directory {
	struct level levels[LEVELS_MAX];
	size_t depth; /* open levels */
	bool started;
	struct mbox *mbox; /* the last name is one, NULL: it is none */
	size_t mbox_path;  /* length of its path */
};

void *
source_directory_state(void)
{
	return xcalloc(1, sizeof(struct directory));
}

static bool
has_name(const struct name_list *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->names[i], name) == 0)
			return true;
	return false;
}

/* All names of an open directory, sorted.  False and errno: none. */
static bool
read_names(int fd, struct name_list *l)
{
	DIR *dir = source_list(fd);
	int error;

	if (dir == NULL)
		return false;
	name_list_read(l, dir, SIZE_MAX);
	error = errno;
	closedir(dir);
	if (error != 0)
		name_list_free(l);
	else
		name_list_sort(l);
	errno = error;
	return error == 0;
}

/* Go down into a directory, whose path is in s->path.  False: it is none. */
static bool
enter(struct source *s, int parent, const char *name)
{
	struct directory *d = s->state;
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
	struct level *l = &d->levels[d->depth];
	int error;

	if (d->depth == LEVELS_MAX)
		return false;
	l->fd = openat(parent, name, d->depth > 0 ? flags | O_NOFOLLOW : flags);
	if (l->fd < 0)
		return false;
	l->names = (struct name_list){ 0 };
	if (!read_names(l->fd, &l->names)) {
		error = errno;
		close(l->fd);
		errno = error;
		return false;
	}
	l->at = 0;
	l->path_len = s->path.len;
	l->maildir = has_name(&l->names, "cur") && has_name(&l->names, "new");
	d->depth++;
	return true;
}

static void
leave(struct directory *d)
{
	struct level *l = &d->levels[--d->depth];

	name_list_free(&l->names);
	close(l->fd);
}

/* Cut the path to the level's directory and add a name. */
static void
set_path(struct source *s, const struct level *l, const char *name)
{
	s->path.len = l->path_len;
	s->path.overflow = false;
	if (l->path_len > 0 && s->path.data[l->path_len - 1] != '/')
		buf_addch(&s->path, '/');
	buf_addstr(&s->path, name);
}

/* The next mail of the mbox that is open; closes it at its end. */
static bool
next_in_mbox(struct source *s, struct source_item *ret)
{
	struct directory *d = s->state;

	if (d->mbox == NULL)
		return false;
	if (mbox_next(d->mbox, s, d->mbox_path, ret))
		return true;
	mbox_close(d->mbox);
	d->mbox = NULL;
	return false;
}

/* The next name of a level.  True: it is an item. */
static bool
take_name(struct source *s, struct level *l, struct source_item *ret)
{
	struct directory *d = s->state;
	const char *name = l->names.names[l->at++];
	struct stat st;

	set_path(s, l, name);
	if (fstatat(l->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return false;
	*ret = (struct source_item){ .path = s->path.data };
	/* One that cannot be entered is an item, so that it is said. */
	if (S_ISDIR(st.st_mode))
		return !(l->maildir && strcmp(name, "tmp") == 0) &&
		       !enter(s, l->fd, name);
	if (S_ISLNK(st.st_mode) && fstatat(l->fd, name, &st, 0) != 0)
		return false;
	if (!S_ISREG(st.st_mode))
		return false;
	d->mbox = mbox_open(source_open_file(l->fd, name, O_NONBLOCK));
	d->mbox_path = s->path.len;
	if (!next_in_mbox(s, ret))
		source_item_stat(ret, &st);
	return true;
}

/* Down into the directory itself, once. */
static enum err
start(struct source *s, struct error *e)
{
	struct directory *d = s->state;

	if (d->started)
		return OK;
	d->started = true;
	buf_reset(&s->path);
	buf_addstr(&s->path, s->name);
	return enter(s, AT_FDCWD, s->name) ? OK
	                                   : source_failed(e, s->name, errno);
}

static enum err
directory_next(struct source *s, struct source_item *ret, bool *ret_more,
    struct error *e)
{
	struct directory *d = s->state;
	enum err err = start(s, e);
	bool found;

	if (err != OK)
		return err;
	found = next_in_mbox(s, ret);
	while (!found && d->depth > 0) {
		struct level *l = &d->levels[d->depth - 1];

		if (l->at == l->names.n)
			leave(d);
		else
			found = take_name(s, l, ret);
	}
	*ret_more = found;
	return OK;
}

static int
directory_open(struct source *s, struct error *e)
{
	struct directory *d = s->state;
	struct level *l = &d->levels[d->depth - 1];
	struct stat st;
	int fd;

	if (d->mbox != NULL)
		return mbox_mail(d->mbox, s, e);
	fd = source_open_file(l->fd, l->names.names[l->at - 1], O_NONBLOCK);
	if (fd < 0) {
		source_failed(e, s->path.data, errno);
	} else if (fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
		close(fd);
		fd = -1;
		error_set(e, ERR_SYSTEM,
		    "%s: this folder cannot be listed, or lies more than %d "
		    "folders deep",
		    s->path.data, LEVELS_MAX);
	}
	return fd;
}

/* A walk of its own, so that the one that is under way is not moved. */
static size_t
directory_count(struct source *s)
{
	struct source own = { .ops = s->ops,
		.name = s->name,
		.state = source_directory_state() };
	struct source_item item;
	struct error unused;
	bool more = true;
	size_t n = 0;

	buf_init(&own.path, s->path.max);
	while (directory_next(&own, &item, &more, &unused) == OK && more)
		n++;
	own.ops->close(&own);
	buf_free(&own.path);
	return n;
}

static void
directory_close(struct source *s)
{
	struct directory *d = s->state;

	while (d != NULL && d->depth > 0)
		leave(d);
	if (d != NULL)
		mbox_close(d->mbox);
	free(d);
}

const struct source_kind_ops source_directory_ops = { SOURCE_DIRECTORY,
	directory_next, directory_open, directory_count, directory_close };
