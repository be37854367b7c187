/*
 * An item's bytes, here or behind a descriptor.  They are read with read(),
 * not mapped: a file that shrinks meanwhile is then a short one and no signal.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/source.h"

enum { KEEP_BYTES = 4 << 20, FIRST_BYTES = 64 << 10 };

/* Room for what stat says, and a byte that shows whether there is more. */
static void
make_room(struct source *s, size_t want)
{
	if (s->cap > KEEP_BYTES && want < s->cap / 4) {
		free(s->data);
		s->data = NULL;
		s->cap = 0;
	}
	if (want <= s->cap)
		return;
	s->data = xrealloc(s->data, want);
	s->cap = want;
}

static enum err
read_all(struct source *s, int fd, size_t max, size_t *ret_n, struct error *e)
{
	size_t n = 0;

	for (;;) {
		ssize_t got;

		if (n == s->cap)
			make_room(s, 2 * s->cap);
		got = read(fd, s->data + n, s->cap - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return source_failed(e, s->path.data, errno);
		if (got == 0)
			break;
		n += (size_t)got;
		if (n > max)
			return error_set(e, ERR_LIMIT,
			    "%s: cannot be read: larger than %zu bytes",
			    s->path.data, max);
	}
	*ret_n = n;
	return OK;
}

/* Open the item and see what it is; caller closes *ret_fd. */
static enum err
open_item(struct source *s, size_t max, int *ret_fd, struct stat *ret_st,
    struct error *e)
{
	enum err err = OK;
	int fd;

	s->max = max;
	fd = s->ops->open(s, e);
	if (fd < 0)
		return e->code;
	if (fstat(fd, ret_st) != 0)
		err = source_failed(e, s->path.data, errno);
	else if (S_ISREG(ret_st->st_mode) && (uint64_t)ret_st->st_size > max)
		err = error_set(e, ERR_LIMIT,
		    "%s: cannot be read: larger than %zu bytes", s->path.data,
		    max);
	if (err == OK)
		*ret_fd = fd;
	else
		close(fd);
	return err;
}

/* All bytes of an open item into s->data. */
static enum err
read_item(struct source *s, int fd, const struct stat *st, size_t max,
    size_t *ret_n, struct error *e)
{
	size_t want = S_ISREG(st->st_mode) ? (size_t)st->st_size + 1 : 0;

	make_room(s, want > FIRST_BYTES ? want : FIRST_BYTES);
	return read_all(s, fd, max, ret_n, e);
}

enum err
source_read(struct source *s, size_t max, const void **ret_p, size_t *ret_n,
    struct error *e)
{
	struct stat st = { 0 };
	int fd = -1;
	enum err err = open_item(s, max, &fd, &st, e);

	if (err != OK)
		return err;
	err = read_item(s, fd, &st, max, ret_n, e);
	if (err == OK)
		*ret_p = s->data;
	close(fd);
	return err;
}

int
source_memory(const void *p, size_t n)
{
	int fd = memfd_create("item", MFD_CLOEXEC | MFD_ALLOW_SEALING), error;
	const char *c = p;
	size_t done = 0;

	while (fd >= 0 && done < n) {
		ssize_t put = write(fd, c + done, n - done);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			break;
		done += (size_t)put;
	}
	if (fd >= 0 && done == n && lseek(fd, 0, SEEK_SET) == 0 &&
	    fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK) == 0)
		return fd;
	error = errno;
	if (fd >= 0)
		close(fd);
	errno = error;
	return -1;
}

static enum err
to_memory(struct source *s, size_t n, int *ret_fd, struct error *e)
{
	int fd = source_memory(s->data, n);

	if (fd < 0)
		return source_failed(e, s->path.data, errno);
	*ret_fd = fd;
	return OK;
}

enum err
source_descriptor(struct source *s, size_t max, int *ret_fd, size_t *ret_n,
    struct error *e)
{
	struct stat st = { 0 };
	size_t n = 0;
	int fd = -1;
	enum err err = open_item(s, max, &fd, &st, e);

	if (err != OK)
		return err;
	if (s->ops->kind != SOURCE_STDIN && S_ISREG(st.st_mode)) {
		*ret_fd = fd;
		*ret_n = (size_t)st.st_size;
		return OK;
	}
	err = read_item(s, fd, &st, max, &n, e);
	close(fd);
	if (err == OK)
		err = to_memory(s, n, ret_fd, e);
	if (err == OK)
		*ret_n = n;
	return err;
}
