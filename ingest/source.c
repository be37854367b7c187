/*
 * What a person named is looked at once, then its kind does the rest.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/source.h"
#include "ingest/source_mbox.h"

const char *
source_hint(int error)
{
	if (error == EACCES || error == EPERM)
		return " (see to its owner and rights)";
	return error == EIO ? " (see to the disk)" : "";
}

enum err
source_failed(struct error *e, const char *path, int error)
{
	enum err code =
	    error == ENOENT || error == ENOTDIR ? ERR_NOTFOUND : ERR_SYSTEM;

	return error_set(e, code, "%s: cannot be read: %s%s", path,
	    strerror(error), source_hint(error));
}

DIR *
source_list(int dir)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), error;
	DIR *d = fd < 0 ? NULL : fdopendir(fd);

	if (d == NULL && fd >= 0) {
		error = errno;
		close(fd);
		errno = error;
	}
	return d;
}

int
source_open_file(int dir, const char *name, int flags)
{
	int fd;

	flags |= O_RDONLY | O_CLOEXEC;
	/* Only the owner of a file may ask for this. */
	fd = openat(dir, name, flags | O_NOATIME);
	if (fd < 0 && errno == EPERM)
		fd = openat(dir, name, flags);
	return fd;
}

void
source_item_stat(struct source_item *item, const struct stat *st)
{
	item->inode = st->st_ino;
	item->mtime_ns =
	    (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
	item->size = st->st_size;
}

/* A file: an mbox if fd (may be -1) says so, else one item. */
static void
choose_file(struct source *s, int fd, const struct source_kind_ops *ops)
{
	s->state = mbox_open(fd);
	s->ops = s->state != NULL ? &source_mbox_ops : ops;
	if (s->state == NULL)
		s->state = source_file_state();
}

static enum err
choose_stream(struct source *s, int fd, struct error *e)
{
	return fd < 0 ? source_failed(e, s->name, errno)
	              : source_stream_state(s, fd, e);
}

static enum err
choose_input(struct source *s, struct error *e)
{
	int fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		choose_file(s, fd, &source_stdin_ops);
		return OK;
	}
	return choose_stream(s, fd, e);
}

void
source_wait_set(struct source *s, enum err (*fn)(void *ctx, struct error *e),
    void *ctx)
{
	s->wait = fn;
	s->wait_ctx = ctx;
}

static enum err
choose(struct source *s, struct error *e)
{
	struct stat st;
	bool maildir;
	enum err err;

	if (strcmp(s->name, "-") == 0)
		return choose_input(s, e);
	if (stat(s->name, &st) != 0)
		return source_failed(e, s->name, errno);
	if (S_ISREG(st.st_mode)) {
		choose_file(s, source_open_file(AT_FDCWD, s->name, O_NONBLOCK),
		    &source_file_ops);
		return OK;
	}
	if (!S_ISDIR(st.st_mode))
		return choose_stream(s, open(s->name, O_RDONLY | O_CLOEXEC), e);
	err = source_is_maildir(s->name, &maildir, e);
	if (err != OK)
		return err;
	if (maildir) {
		s->ops = &source_maildir_ops;
		return source_maildir_state(s->name, &s->state, e);
	}
	if (access(s->name, R_OK | X_OK) != 0)
		return source_failed(e, s->name, errno);
	s->ops = &source_directory_ops;
	s->state = source_directory_state();
	return OK;
}

enum err
source_open(const char *name, struct source **ret, struct error *e)
{
	struct source *s = xcalloc(1, sizeof(*s));
	enum err err;

	s->name = xstrdup(name);
	buf_init(&s->path, 64 * KIB);
	err = choose(s, e);
	if (err != OK) {
		source_close(s);
		return err;
	}
	*ret = s;
	return OK;
}

enum source_kind
source_kind(const struct source *s)
{
	return s->ops->kind;
}

size_t
source_count(struct source *s)
{
	return s->ops->count(s);
}

enum err
source_next(struct source *s, struct source_item *ret, bool *ret_more,
    struct error *e)
{
	return s->ops->next(s, ret, ret_more, e);
}

void
source_close(struct source *s)
{
	if (s == NULL)
		return;
	if (s->ops != NULL)
		s->ops->close(s);
	buf_free(&s->path);
	free(s->name);
	free(s->data);
	free(s);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool
name_list_read(struct name_list *l, DIR *d, size_t max)
{
	while (l->n < max) {
		struct dirent *entry;

		errno = 0;
		entry = readdir(d);
		if (entry == NULL)
			return false;
		if (entry->d_name[0] == '.')
			continue;
		if (l->n == l->cap) {
			l->cap = l->cap ? 2 * l->cap : 64;
			l->names =
			    xrealloc(l->names, l->cap * sizeof(*l->names));
		}
		l->names[l->n++] = xstrdup(entry->d_name);
	}
	return true;
}

void
name_list_sort(struct name_list *l)
{
	if (l->n > 1)
		qsort(l->names, l->n, sizeof(*l->names), compare_names);
}

void
name_list_clear(struct name_list *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->names[i]);
	l->n = 0;
}

void
name_list_free(struct name_list *l)
{
	name_list_clear(l);
	free(l->names);
	l->names = NULL;
	l->cap = 0;
}
