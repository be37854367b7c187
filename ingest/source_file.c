/*
 * One file that is no mbox, or standard input that is one: given once.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/source.h"

struct one {
	bool given;
};

void *
source_file_state(void)
{
	return xcalloc(1, sizeof(struct one));
}

static enum err
one_next(struct source *s, struct source_item *ret, bool *ret_more,
    struct error *e)
{
	struct one *one = s->state;
	struct stat st;
	int rc;

	*ret_more = !one->given;
	if (one->given)
		return OK;
	one->given = true;
	*ret = (struct source_item){ .path = s->name };
	buf_reset(&s->path);
	buf_addstr(&s->path, s->name);
	rc = s->ops->kind == SOURCE_STDIN ? fstat(STDIN_FILENO, &st)
	                                  : stat(s->name, &st);
	if (rc != 0)
		return source_failed(e, s->name, errno);
	source_item_stat(ret, &st);
	return OK;
}

static int
file_open(struct source *s, struct error *e)
{
	int fd = source_open_file(AT_FDCWD, s->name, 0);

	if (fd < 0)
		source_failed(e, s->name, errno);
	return fd;
}

static int
stdin_open(struct source *s, struct error *e)
{
	int fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);

	if (fd < 0)
		source_failed(e, s->name, errno);
	return fd;
}

static size_t
one_count(struct source *s)
{
	(void)s;
	return 1;
}

static void
one_close(struct source *s)
{
	free(s->state);
}

const struct source_kind_ops source_file_ops = { SOURCE_FILE, one_next,
	file_open, one_count, one_close };
const struct source_kind_ops source_stdin_ops = { SOURCE_STDIN, one_next,
	stdin_open, one_count, one_close };
