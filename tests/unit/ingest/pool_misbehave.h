/*
 * What a worker can do instead of reading an item (read_or_misbehave): end,
 * hang, lie, send half of it, or more than there is room for.
 */
#ifndef TESTS_POOL_MISBEHAVE_H
#define TESTS_POOL_MISBEHAVE_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "core/wire.h"
#include "ingest/ingest.h"

/* Seen by test and workers alike. */
struct shared {
	volatile int tries;     /* of the item that misbehaves */
	volatile pid_t pid;     /* of a worker that waits to be killed */
	volatile int processes; /* how many different ones read something */
	volatile pid_t last;
};
static struct shared *shared;

/* A worker's socket is its descriptor 3. */
enum { WORKER_SOCKET = 3 };

static inline enum err
say(void *ctx, const void *p, size_t n, struct error *e)
{
	(void)ctx;
	(void)e;
	return write(WORKER_SOCKET, p, n) == (ssize_t)n ? OK : ERR_SYSTEM;
}

/* Frames past the worker's own writer, at once. */
static inline void
say_frames(const struct intake_source *s, const struct document *d, int ends)
{
	const struct limits limits = limits_default();
	struct wire_writer w;
	struct error e;

	wire_writer_init(&w, &limits, say, NULL);
	if ((s != NULL && wire_write_source(&w, s, &e) != OK) ||
	    (d != NULL && wire_write_document(&w, d, &e) != OK))
		_exit(9);
	say(NULL, w.buf.data, w.buf.len, &e);
	buf_reset(&w.buf);
	while (ends-- > 0)
		if (wire_write_end(&w, &e) != OK)
			_exit(9);
}

static inline void
pause_ms(int ms)
{
	struct timespec now, from;

	clock_gettime(CLOCK_MONOTONIC, &from);
	do
		clock_gettime(CLOCK_MONOTONIC, &now);
	while ((now.tv_sec - from.tv_sec) * 1000 +
	        (now.tv_nsec - from.tv_nsec) / 1000000 <
	    ms);
}

/* A document whose reason tells a number. */
static inline enum err
tell(const struct ingest_sink *sink, const struct intake_source *s,
    const char *word, int number, struct error *e)
{
	char reason[64];
	const struct document d = { .outcome = OUTCOME_OTHER,
		.reason = reason };
	enum err err = OK;

	snprintf(reason, sizeof(reason), "%s %d", word, number);
	if (s != NULL)
		err = sink->source(sink->ctx, s, e);
	return err == OK ? sink->document(sink->ctx, &d, e) : err;
}

/*
 * Two whole documents, more than the pool keeps back, then two records of
 * another, then something bad.
 */
static inline enum err
half(const struct ingest_sink *sink, const struct intake_source *s,
    bool dies, struct error *e)
{
	struct record r = { .count = 1 };
	struct report report = { .begin = 1, .end = 2, .n_records = 2,
		.messages = 3, .policy_published = { .domain = "example.org" } };
	const struct document d = { .outcome = OUTCOME_REPORT,
		.report = &report, .member = "second" };
	/* Larger than what the writer holds back, so that it is sent. */
	struct buf large;
	struct document first = { .outcome = OUTCOME_OTHER,
		.reason = "the first", .deflated = &large };
	enum err err;

	buf_init(&large, 16 * MIB);
	while (large.len < 9 * MIB)
		buf_addstr(&large, "0123456789abcdef");
	err = tell(sink, s, "try", 0, e);
	if (err == OK)
		err = sink->document(sink->ctx, &first, e);
	if (err == OK)
		err = sink->record(sink->ctx, &r, e);
	r.count = 2;
	if (err == OK)
		err = sink->record(sink->ctx, &r, e);
	if (dies) {
		/* The records go out only when the buffer is full. */
		for (int i = 0; i < 5000 && err == OK; i++)
			err = sink->record(sink->ctx, &r, e);
		pause_ms(100);
		abort();
	}
	if (err == OK)
		err = sink->document(sink->ctx, &d, e);
	buf_free(&large);
	return err;
}

static inline void
lie(const struct intake_source *s, char kind)
{
	struct intake_source claim = *s;
	struct report report = { .begin = 1, .end = 2, .n_records = 7,
		.policy_published = { .domain = "example.org" } };
	struct document d = { .outcome = OUTCOME_REPORT, .report = &report };
	static const char garbage[64] = "GET / HTTP/1.1\r\n\r\n";
	static const char huge[5] = { '\xff', '\xff', '\xff', '\x7f', 2 };
	struct error e;

	switch (kind) {
	case 'g': say(NULL, garbage, sizeof(garbage), &e); break;
	case 'h': say(NULL, huge, sizeof(huge), &e); break;
	case 's': say_frames(s, &d, 1); break;
	case 'c':
		claim.provenance = PROVENANCE_IMPORTED;
		say_frames(&claim, NULL, 1);
		break;
	case 'z':
		claim.size += 1000000;
		say_frames(&claim, NULL, 1);
		break;
	case 'e': say_frames(s, NULL, 1); break;
	case 'u':
		d = (struct document){ .outcome = OUTCOME_OTHER,
			.reason = "r" };
		say_frames(s, &d, 3);
		break;
	default: break;
	}
	pause_ms(20000);
}

static inline enum err
flood(const struct ingest_sink *sink, const struct intake_source *s,
    struct error *e)
{
	struct buf large;
	struct document d = { .outcome = OUTCOME_OTHER, .reason = "large",
		.deflated = &large };
	enum err err;

	buf_init(&large, 64 * MIB);
	for (size_t i = 0; i < 20 * KIB; i++)
		buf_add(&large, "0123456789abcdef0123456789abcdef0123456789"
		    "abcdef0123456789abcdef0123456789abcdef0123456789"
		    "abcdef0123456789abcdef0123456789abcdef0123456789"
		    "abcdef0123456789abcdef0123456789abcdef0123456789"
		    "abcdef0123456789abcdef0123456789abcdef0123456789"
		    "abcdef0123456789abcdef01234567", 256);
	err = sink->source(sink->ctx, s, e);
	for (int i = 0; i < 6 && err == OK; i++)
		err = sink->document(sink->ctx, &d, e);
	buf_free(&large);
	return err;
}

/* What cmocka, and many a program, has a handler for. */
static inline void
raise_fault(void)
{
	volatile int *volatile nowhere = NULL;

	*nowhere = 1;
}

/* Whether the item asks for this: "!" and the word, in 8 bytes. */
static inline bool
asks(const char *item, const char *word)
{
	char want[16];

	snprintf(want, sizeof(want), "!%-7s", word);
	return memcmp(item, want, 8) == 0;
}

/* What does not come back, or only late. */
static inline void
end_or_wait(const char *c, const struct intake_source *s)
{
	if (asks(c, "abort") || (asks(c, "once") && shared->tries == 1))
		abort();
	if (asks(c, "segv"))
		raise_fault();
	if (asks(c, "spin"))
		for (;;)
			pause_ms(1000);
	if (memcmp(c, "!lie   ", 7) == 0)
		lie(s, c[7]);
	if (asks(c, "wait"))
		pause_ms(700);
}

static inline enum err
wait_to_be_killed(const struct ingest_sink *sink,
    const struct intake_source *s, struct error *e)
{
	enum err err = tell(sink, s, "before", 1, e);

	shared->pid = getpid();
	while (err == OK)
		pause_ms(1000);
	return err;
}

static inline enum err
misbehave(const char *c, const struct ingest_sink *sink,
    const struct intake_source *s, struct error *e)
{
	static char *const no_words[] = { NULL };

	end_or_wait(c, s);
	if (asks(c, "half"))
		return half(sink, s, shared->tries == 1, e);
	if (asks(c, "halves"))
		return half(sink, s, true, e);
	if (asks(c, "kill") && shared->tries == 1)
		return wait_to_be_killed(sink, s, e);
	if (asks(c, "error"))
		return error_set(e, ERR_LIMIT, "no more memory for it");
	if (asks(c, "flood"))
		return flood(sink, s, e);
	if (asks(c, "open"))
		return tell(sink, s, "open",
		    open("/etc/passwd", O_RDONLY) < 0 ? errno : 0, e);
	if (asks(c, "socket"))
		return tell(sink, s, "socket",
		    socket(AF_INET, SOCK_STREAM, 0), e);
	if (asks(c, "exec"))
		return tell(sink, s, "exec",
		    execve("/bin/true", no_words, no_words), e);
	return tell(sink, s, "done after", shared->tries, e);
}

/* An ingest_reader: "!..." is not read but done. */
static inline enum err
read_or_misbehave(struct ingest *in, const char *path,
    enum provenance provenance, const void *p, size_t n,
    const struct ingest_sink *sink, struct error *e)
{
	const struct intake_source s = { .provenance = provenance,
		.size = (int64_t)n };

	if (shared->last != getpid()) {
		shared->last = getpid();
		shared->processes++;
	}
	if (n < 8 || *(const char *)p != '!')
		return ingest_item(in, path, provenance, p, n, sink, e);
	shared->tries++;
	return misbehave(p, sink, &s, e);
}

#endif
