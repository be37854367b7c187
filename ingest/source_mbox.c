/*
 * The file is gone through once, in pieces, for lines that separate mails: one
 * that begins with "From ", holds a time and follows an empty line.  So a file
 * of any size costs the memory of its largest mail, and a body that says
 * "From here on" is not cut in two where a mail program did not stuff it.
 *
 * A mail is copied into a file in memory: who reads an item gets a descriptor
 * that holds its bytes and nothing else.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/source_mbox.h"

enum { PIECE = 64 * 1024, LINE = 128 };

struct mbox {
	int fd;
	struct stat st;
	off_t start, end; /* of the mail */
	size_t number;
	int error; /* the mail cannot be read: an errno, or 0 */
	char piece[PIECE];
};

/* "From sender weekday month day 02:11:00 2026". */
static bool
is_separator(const char *p, size_t n)
{
	const char *eol = memchr(p, '\n', n);
	size_t len = eol != NULL ? (size_t)(eol - p) : n;

	if (len < 10 || memcmp(p, "From ", 5) != 0)
		return false;
	for (size_t i = 5; i + 5 <= len; i++)
		if (isdigit((unsigned char)p[i]) &&
		    isdigit((unsigned char)p[i + 1]) && p[i + 2] == ':' &&
		    isdigit((unsigned char)p[i + 3]) &&
		    isdigit((unsigned char)p[i + 4]))
			return true;
	return false;
}

const char *
mbox_separator(const char *p, size_t n, bool last, bool inside,
    size_t *ret_used)
{
	const char *line = p, *end = p + n, *eol;

	*ret_used = n;
	while ((eol = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		size_t len = (size_t)(eol - line);
		bool empty = (len == 0 || (len == 1 && *line == '\r')) &&
		             !(inside && line == p);

		/* The next line must be there to be looked at. */
		if (empty && !last && end - eol <= LINE)
			break;
		if (empty && is_separator(eol + 1, (size_t)(end - eol - 1)))
			return eol + 1;
		line = eol + 1;
	}
	if (line > p && !last)
		*ret_used = (size_t)(line - p);
	return NULL;
}

/* -1 and errno, or where the mail ends whose "From " line begins at `at`. */
static off_t
find_end(struct mbox *m, off_t at)
{
	bool inside = false;

	for (;;) {
		ssize_t got = pread(m->fd, m->piece, PIECE, at);
		const char *found;
		size_t used;

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			return at;
		found = mbox_separator(m->piece, (size_t)got, got < PIECE,
		    inside, &used);
		if (found != NULL)
			return at + (found - m->piece);
		inside = m->piece[used - 1] != '\n';
		at += (off_t)used;
	}
}

struct mbox *
mbox_open(int fd)
{
	struct mbox *m;
	char first[5];
	off_t end;

	if (fd < 0)
		return NULL;
	if (pread(fd, first, 5, 0) != 5 || memcmp(first, "From ", 5) != 0) {
		close(fd);
		return NULL;
	}
	m = xcalloc(1, sizeof(*m));
	m->fd = fd;
	end = find_end(m, 0);
	if (fstat(fd, &m->st) != 0 || !S_ISREG(m->st.st_mode) || end < 0 ||
	    end >= m->st.st_size) {
		mbox_close(m);
		return NULL;
	}
	return m;
}

bool
mbox_next(struct mbox *m, struct source *s, size_t path_len,
    struct source_item *ret)
{
	m->start = m->end;
	if (m->start >= m->st.st_size)
		return false;
	m->end = find_end(m, m->start);
	m->error = m->end < 0 ? errno : 0;
	/* What cannot be read is an item, so that it is said. */
	if (m->error != 0)
		m->end = m->st.st_size;
	if (m->end <= m->start) /* the file shrank */
		return false;
	m->number++;
	s->path.len = path_len;
	s->path.overflow = false;
	buf_printf(&s->path, "#%zu", m->number);
	*ret = (struct source_item){ .path = s->path.data };
	source_item_stat(ret, &m->st);
	ret->size = m->end - m->start;
	return true;
}

size_t
mbox_unstuff(char *p, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] == '>' && (i == 0 || p[i - 1] == '\n')) {
			size_t k = i;

			while (k < n && p[k] == '>')
				k++;
			if (n - k >= 5 && memcmp(p + k, "From ", 5) == 0)
				continue;
		}
		p[out++] = p[i];
	}
	return out;
}

static bool
read_exactly(int fd, char *p, size_t n, off_t at)
{
	while (n > 0) {
		ssize_t got = pread(fd, p, n, at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
		at += got;
	}
	return true;
}

int
mbox_mail(struct mbox *m, struct source *s, struct error *e)
{
	size_t n = (size_t)(m->end - m->start);
	char *p;
	int fd = -1;

	if (m->error != 0) {
		source_failed(e, s->path.data, m->error);
		return -1;
	}
	if (n > s->max) {
		error_set(e, ERR_LIMIT, "%s: larger than %zu bytes",
		    s->path.data, s->max);
		return -1;
	}
	p = xmalloc(n);
	errno = EIO;
	if (read_exactly(m->fd, p, n, m->start))
		fd = source_memory(p, mbox_unstuff(p, n));
	if (fd < 0)
		source_failed(e, s->path.data, errno);
	free(p);
	return fd;
}

void
mbox_close(struct mbox *m)
{
	if (m == NULL)
		return;
	close(m->fd);
	free(m);
}

/* A source that is one mbox. */

static enum err
next(struct source *s, struct source_item *ret, bool *ret_more, struct error *e)
{
	(void)e;
	if (s->path.len == 0)
		buf_addstr(&s->path, s->name);
	*ret_more = mbox_next(s->state, s, strlen(s->name), ret);
	return OK;
}

static int
open_mail(struct source *s, struct error *e)
{
	return mbox_mail(s->state, s, e);
}

/* A walk of its own over the file, so that the one under way is not moved. */
static size_t
count(struct source *s)
{
	struct mbox *m = s->state;
	size_t n = 0;

	for (off_t at = 0; at < m->st.st_size; n++) {
		off_t end = find_end(m, at);

		if (end <= at)
			break;
		at = end;
	}
	return n;
}

static void
close_mbox(struct source *s)
{
	mbox_close(s->state);
}

const struct source_kind_ops source_mbox_ops = { SOURCE_MBOX, next, open_mail,
	count, close_mbox };
