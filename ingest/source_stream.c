/*
 * What can be read once and has no size: a pipe, standard input of a shell, a
 * FIFO.  Its first mail decides: with a second one behind it, it is an mbox,
 * else one item as a file would be.  No more is in memory than one mail and
 * what was read beyond it; of a mail over its ceiling, a piece.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/source.h"
#include "ingest/source_mbox.h"

/* A separator and the empty line before it are looked at together. */
enum { CHUNK = 64 * 1024, SCAN = 256 };

/* More is no first mail: then it is an mbox all the same. */
static const size_t FIRST_MAX = 64 * MIB;

struct stream {
	int fd;
	char *data; /* owned; begins with the mail at hand */
	size_t len, cap;
	size_t scanned; /* so far there is no separator */
	bool inside;    /* the line that `scanned` is in began before it */
	bool eof;
	bool found; /* the mail at hand ends at `end` */
	size_t end;
	size_t number; /* of the mail at hand; 0: before the first */
};

/* Say that we may wait now; only then wait. */
static enum err
await(struct source *s, const struct stream *m, struct error *e)
{
	struct pollfd fd = { .fd = m->fd, .events = POLLIN };

	if (s->wait == NULL || poll(&fd, 1, 0) != 0)
		return OK;
	return s->wait(s->wait_ctx, e);
}

static enum err
read_chunk(struct source *s, struct stream *m, struct error *e)
{
	ssize_t got;
	enum err err = await(s, m, e);

	if (err != OK)
		return err;
	if (m->cap - m->len < CHUNK) {
		m->cap = 2 * m->cap + CHUNK;
		m->data = xrealloc(m->data, m->cap);
	}
	do
		got = read(m->fd, m->data + m->len, CHUNK);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return source_failed(e, s->name, errno);
	m->eof = got == 0;
	m->len += (size_t)got;
	return OK;
}

/* Look for the end of the mail in what is there. */
static void
scan(struct stream *m)
{
	size_t n = m->len - m->scanned, used;
	const char *at = m->data + m->scanned, *separator;

	if (n == 0 || (n < SCAN && !m->eof))
		return;
	separator = mbox_separator(at, n, m->eof, m->inside, &used);
	m->found = separator != NULL;
	if (m->found) {
		m->end = (size_t)(separator - m->data);
		return;
	}
	m->scanned += used;
	m->inside = m->data[m->scanned - 1] != '\n';
}

/* Read until the mail's end is found, or it has more than max bytes. */
static enum err
gather(struct source *s, struct stream *m, size_t max, struct error *e)
{
	enum err err = OK;

	while (err == OK && !m->found && m->len <= max) {
		scan(m);
		if (!m->found && m->eof) {
			m->found = true;
			m->end = m->len;
		}
		if (!m->found)
			err = read_chunk(s, m, e);
	}
	return err;
}

static void
drop(struct stream *m, size_t n)
{
	m->len -= n;
	memmove(m->data, m->data + n, m->len);
	m->scanned = m->scanned > n ? m->scanned - n : 0;
}

/* Go to the end of the mail at hand, which nobody wants (any more). */
static enum err
skip(struct source *s, struct stream *m, struct error *e)
{
	enum err err = OK;

	while (err == OK && !m->found) {
		drop(m, m->scanned);
		err = gather(s, m, m->len + CHUNK, e);
	}
	if (err != OK)
		return err;
	drop(m, m->end);
	m->scanned = 0;
	m->found = m->inside = false;
	return OK;
}

static enum err
next_mail(struct source *s, struct source_item *ret, bool *ret_more,
    struct error *e)
{
	struct stream *m = s->state;
	enum err err = m->number > 0 ? skip(s, m, e) : OK;

	if (err == OK && m->len == 0 && !m->eof)
		err = read_chunk(s, m, e);
	if (err != OK)
		return err;
	*ret_more = m->len > 0;
	if (!*ret_more)
		return OK;
	m->number++;
	buf_reset(&s->path);
	buf_printf(&s->path, "%s#%zu", s->name, m->number);
	*ret = (struct source_item){ .path = s->path.data };
	return OK;
}

static int
over_ceiling(struct source *s, struct error *e)
{
	error_set(e, ERR_LIMIT, "%s: cannot be read: larger than %zu bytes",
	    s->path.data, s->max);
	return -1;
}

static int
in_memory(struct source *s, const struct stream *m, size_t n, struct error *e)
{
	int fd = source_memory(m->data, n);

	if (fd < 0)
		source_failed(e, s->path.data, errno);
	return fd;
}

static int
open_mail(struct source *s, struct error *e)
{
	struct stream *m = s->state;

	if (gather(s, m, s->max, e) != OK)
		return -1;
	if (!m->found || m->end > s->max)
		return over_ceiling(s, e);
	return in_memory(s, m, mbox_unstuff(m->data, m->end), e);
}

static enum err
next_one(struct source *s, struct source_item *ret, bool *ret_more,
    struct error *e)
{
	struct stream *m = s->state;

	(void)e;
	*ret_more = m->number == 0;
	m->number = 1;
	buf_reset(&s->path);
	buf_addstr(&s->path, s->name);
	*ret = (struct source_item){ .path = s->path.data };
	return OK;
}

static int
open_one(struct source *s, struct error *e)
{
	struct stream *m = s->state;

	while (!m->eof && m->len <= s->max)
		if (read_chunk(s, m, e) != OK)
			return -1;
	if (m->len > s->max)
		return over_ceiling(s, e);
	return in_memory(s, m, m->len, e);
}

static size_t
count_one(struct source *s)
{
	(void)s;
	return 1;
}

/* Who knows? */
static size_t
count_mails(struct source *s)
{
	(void)s;
	return 0;
}

static void
close_stream(struct source *s)
{
	struct stream *m = s->state;

	close(m->fd);
	free(m->data);
	free(m);
}

static const struct source_kind_ops input_ops = { SOURCE_STDIN, next_one,
	open_one, count_one, close_stream };
static const struct source_kind_ops file_ops = { SOURCE_FILE, next_one,
	open_one, count_one, close_stream };
static const struct source_kind_ops mbox_ops = { SOURCE_MBOX, next_mail,
	open_mail, count_mails, close_stream };

/* Whether a second mail follows the first. */
static enum err
is_mbox(struct source *s, struct stream *m, bool *ret, struct error *e)
{
	enum err err = OK;

	while (err == OK && m->len < 5 && !m->eof)
		err = read_chunk(s, m, e);
	if (err != OK)
		return err;
	*ret = m->len >= 5 && memcmp(m->data, "From ", 5) == 0;
	if (!*ret)
		return OK;
	err = gather(s, m, FIRST_MAX, e);
	*ret = !m->found || m->end < m->len;
	return err;
}

enum err
source_stream_state(struct source *s, int fd, struct error *e)
{
	struct stream *m = xcalloc(1, sizeof(*m));
	bool mbox = false;
	enum err err;

	m->fd = fd;
	s->state = m;
	s->ops = strcmp(s->name, "-") == 0 ? &input_ops : &file_ops;
	err = is_mbox(s, m, &mbox, e);
	if (mbox)
		s->ops = &mbox_ops;
	return err;
}
