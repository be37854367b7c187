/*
 * The loop of a worker.  Its descriptors are its socket and /dev/null; an item
 * is read into memory as a whole, then parsed by a sink that writes frames.
 * Whatever goes wrong with the socket means that nobody waits for an answer:
 * the process ends.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/wire.h"
#include "ingest/descriptor.h"
#include "ingest/item.h"
#include "ingest/sandbox.h"
#include "ingest/source.h"
#include "ingest/worker.h"

enum { KEEP_BYTES = 1 << 20, DESCRIPTORS = 16 };

/* The ceilings of a mail sum up to about half of this. */
static const struct sandbox_limits cage = { 768 * MIB, DESCRIPTORS };

struct worker {
	int fd;
	struct ingest *in;
	ingest_reader *read;
	struct wire_writer wire;
	bool lost;  /* nobody reads our answers any more */
	char *data; /* of the item; owned */
	size_t cap;
};

static enum err
send_frames(void *ctx, const void *p, size_t n, struct error *e)
{
	struct worker *w = ctx;
	const char *c = p;

	while (n > 0) {
		ssize_t put = write(w->fd, c, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) {
			w->lost = true;
			return error_set(e, ERR_SYSTEM, "cannot answer: %s",
			    strerror(errno));
		}
		c += put;
		n -= (size_t)put;
	}
	return OK;
}

static enum err
on_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct worker *w = ctx;

	return wire_write_source(&w->wire, s, e);
}

static enum err
on_record(void *ctx, const struct record *r, struct error *e)
{
	struct worker *w = ctx;

	return wire_write_record(&w->wire, r, e);
}

static void
on_restart(void *ctx)
{
	struct worker *w = ctx;
	struct error unused;

	if (wire_write_restart(&w->wire, &unused) != OK)
		w->lost = true;
}

static enum err
on_document(void *ctx, const struct document *d, struct error *e)
{
	struct worker *w = ctx;

	return wire_write_document(&w->wire, d, e);
}

/* One request and its descriptor; false when there are no more. */
static bool
receive(const struct worker *w, struct worker_request *ret, int *ret_fd)
{
	return descriptor_receive(w->fd, ret, sizeof(*ret), ret_fd) ==
	           (ssize_t)sizeof(*ret) &&
	       *ret_fd >= 0;
}

static void
make_room(struct worker *w, size_t n)
{
	if (w->data != NULL && n <= w->cap &&
	    (w->cap <= KEEP_BYTES || n > KEEP_BYTES))
		return;
	free(w->data);
	w->cap = n < KEEP_BYTES ? KEEP_BYTES : n;
	w->data = xmalloc(w->cap);
}

/* The item's bytes; fewer than asked for when the file shrank meanwhile. */
static enum err
load(struct worker *w, int fd, size_t size, size_t *ret_n, struct error *e)
{
	size_t n = 0;

	make_room(w, size);
	while (n < size) {
		ssize_t got = pread(fd, w->data + n, size - n, (off_t)n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return error_set(e, ERR_SYSTEM, "cannot be read: %s%s",
			    strerror(errno), source_hint(errno));
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*ret_n = n;
	return OK;
}

static void
serve(struct worker *w, const struct worker_request *q, int fd)
{
	const struct ingest_sink sink = { w, on_source, on_record, on_restart,
		on_document };
	struct error e;
	size_t n = 0;
	enum err err = load(w, fd, (size_t)q->size, &n, &e);

	close(fd);
	w->in->options.now = q->now;
	if (err == OK)
		err = w->read(w->in, "", (enum provenance)q->provenance,
		    w->data, n, &sink, &e);
	if (w->lost)
		return;
	if (err == OK)
		err = wire_write_end(&w->wire, &e);
	else
		err = wire_write_error(&w->wire, &e, &e);
	w->lost |= err != OK;
}

static void
hello(struct worker *w)
{
	struct worker_hello h = { 0 };
	struct error unused;
	unsigned layers = 0;

	if (sandbox_enter(&cage, &layers, &h.error) != OK)
		w->lost = true;
	h.layers = (int32_t)layers;
	if (send_frames(w, &h, sizeof(h), &unused) != OK)
		w->lost = true;
}

_Noreturn void
worker_run(int fd, struct ingest *in, ingest_reader *read)
{
	struct worker w = { .fd = fd, .in = in, .read = read };
	struct worker_request q = { 0 };
	int item;

	wire_writer_init(&w.wire, &in->options.limits, send_frames, &w);
	hello(&w);
	while (!w.lost && receive(&w, &q, &item))
		serve(&w, &q, item);
	_exit(0);
}
