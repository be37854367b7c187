/*
 * For the pool's tests: items of every kind, what a worker can do instead of
 * reading them (read_or_misbehave), and a sink that writes down what it is
 * told.
 */
#ifndef TESTS_POOL_MAKE_H
#define TESTS_POOL_MAKE_H

#include "tests/unit/ingest/collect.h"
#include "tests/unit/ingest/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "core/wire.h"

/* Seen by test and workers alike. */
struct shared {
	volatile int tries;     /* of the item that misbehaves */
	volatile pid_t pid;     /* of a worker that waits to be killed */
	volatile int processes; /* how many different ones read something */
	volatile pid_t last;
};
static struct shared *shared;

/* ------------------------------------------------------------ misbehaviour */

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

/* An ingest_reader: "!..." is not read but done. */
static inline enum err
read_or_misbehave(struct ingest *in, const char *path,
    enum provenance provenance, const void *p, size_t n,
    const struct ingest_sink *sink, struct error *e)
{
	const char *c = p;
	const struct intake_source s = { .provenance = provenance,
		.size = (int64_t)n };
	static char *const no_words[] = { NULL };

	if (shared->last != getpid()) {
		shared->last = getpid();
		shared->processes++;
	}
	if (n < 8 || c[0] != '!')
		return ingest_item(in, path, provenance, p, n, sink, e);
	shared->tries++;
	if (memcmp(c, "!abort  ", 8) == 0)
		abort();
	if (memcmp(c, "!segv   ", 8) == 0)
		raise_fault();
	if (memcmp(c, "!spin   ", 8) == 0)
		for (;;)
			pause_ms(1000);
	if (memcmp(c, "!once   ", 8) == 0 && shared->tries == 1)
		abort();
	if (memcmp(c, "!half   ", 8) == 0)
		return half(sink, &s, shared->tries == 1, e);
	if (memcmp(c, "!halves ", 8) == 0)
		return half(sink, &s, true, e);
	if (memcmp(c, "!kill   ", 8) == 0 && shared->tries == 1) {
		enum err err = tell(sink, &s, "before", 1, e);

		shared->pid = getpid();
		while (err == OK)
			pause_ms(1000);
	}
	if (memcmp(c, "!error  ", 8) == 0)
		return error_set(e, ERR_LIMIT, "no more memory for it");
	if (memcmp(c, "!lie   ", 7) == 0)
		lie(&s, c[7]);
	if (memcmp(c, "!wait   ", 8) == 0)
		pause_ms(700);
	if (memcmp(c, "!flood  ", 8) == 0)
		return flood(sink, &s, e);
	if (memcmp(c, "!open   ", 8) == 0)
		return tell(sink, &s, "open",
		    open("/etc/passwd", O_RDONLY) < 0 ? errno : 0, e);
	if (memcmp(c, "!socket ", 8) == 0)
		return tell(sink, &s, "socket",
		    socket(AF_INET, SOCK_STREAM, 0), e);
	if (memcmp(c, "!exec   ", 8) == 0)
		return tell(sink, &s, "exec",
		    execve("/bin/true", no_words, no_words), e);
	return tell(sink, &s, "done after", shared->tries, e);
}

/* -------------------------------------------------------------------- sink */

/* What a sink was told, as text; the records of an open document last. */
struct notes {
	struct buf text;
	size_t mark;     /* where the open document begins */
	size_t restarts;
	size_t begun, ended;
	enum err refuse; /* what document() shall return */
	void (*watch)(void *ctx); /* called at each document, or NULL */
	void *watch_ctx;
	struct pool_sink sink;
};

static inline enum err
note_begin(void *ctx, const struct source_item *item, struct error *e)
{
	struct notes *n = ctx;

	(void)e;
	assert_int_equal(n->begun, n->ended);
	n->begun++;
	buf_printf(&n->text, "== %s\n", item->path);
	return OK;
}

static inline enum err
note_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct notes *n = ctx;

	(void)e;
	buf_printf(&n->text, "source %s %s %s %s %lld\n", s->path,
	    s->message_id != NULL ? s->message_id : "-",
	    s->mail_from != NULL ? s->mail_from : "-",
	    word_text(VOCAB_PROVENANCE, (int)s->provenance),
	    (long long)s->size);
	n->mark = n->text.len;
	return OK;
}

static inline void
note_json(struct notes *n, const char *word, json_t *j)
{
	char *text = json_dumps(j, JSON_COMPACT | JSON_SORT_KEYS);

	buf_printf(&n->text, "%s %s\n", word, text);
	free(text);
	json_decref(j);
}

static inline enum err
note_record(void *ctx, const struct record *r, struct error *e)
{
	(void)e;
	note_json(ctx, "record", record_to_json(r));
	return OK;
}

static inline void
note_restart(void *ctx)
{
	struct notes *n = ctx;

	n->restarts++;
	n->text.len = n->mark;
}

static inline enum err
note_document(void *ctx, const struct document *d, struct error *e)
{
	struct notes *n = ctx;
	struct digest deflated = { 0 };
	char text[DIGEST_TEXT_MAX];

	if (d->deflated != NULL)
		digest_of(d->deflated->data, d->deflated->len, &deflated);
	note_json(n, "document", document_to_json(d, NULL, NULL));
	buf_printf(&n->text, "%zu %s ", d->size,
	    digest_format(&d->digest, text));
	buf_printf(&n->text, "%s\n", digest_format(&deflated, text));
	n->mark = n->text.len;
	if (n->watch != NULL)
		n->watch(n->watch_ctx);
	return n->refuse == OK ? OK : error_set(e, n->refuse, "refused");
}

static inline enum err
note_end(void *ctx, const struct source_item *item, struct error *e)
{
	struct notes *n = ctx;

	(void)e;
	(void)item;
	n->ended++;
	return OK;
}

static inline enum err
note_unread(void *ctx, const struct source_item *item,
    const struct error *why, struct error *e)
{
	struct notes *n = ctx;

	(void)e;
	buf_printf(&n->text, "== %s\nunread %s\n", item->path, why->text);
	return OK;
}

static inline void
notes_init(struct notes *n)
{
	*n = (struct notes){ .sink = { { n, note_source, note_record,
					   note_restart, note_document },
				 note_begin, note_end, note_unread } };
	buf_init(&n->text, 512 * MIB);
}

/* ------------------------------------------------------------------- items */

enum { ITEMS_MAX = 128 };

struct items {
	struct buf bytes[ITEMS_MAX];
	size_t n;
};

static inline struct buf *
items_add(struct items *l)
{
	assert_true(l->n < ITEMS_MAX);
	buf_init(&l->bytes[l->n], 64 * MIB);
	return &l->bytes[l->n++];
}

static inline void
items_add_text(struct items *l, const char *text)
{
	buf_addstr(items_add(l), text);
}

static inline void
items_free(struct items *l)
{
	for (size_t i = 0; i < l->n; i++)
		buf_free(&l->bytes[i]);
	l->n = 0;
}

static inline void
add_report(struct buf *b, int number, int records, const char *org)
{
	buf_printf(b, "<feedback><report_metadata><org_name>%s</org_name>"
	    "<email>a@receiver%d.example</email><report_id>%d</report_id>"
	    "<date_range><begin>1795046400</begin><end>1795132799</end>"
	    "</date_range></report_metadata>" REPORT_POLICY, org, number % 7,
	    number);
	for (int i = 0; i < records; i++)
		buf_addstr(b, REPORT_RECORD);
	buf_addstr(b, "</feedback>\n");
}

static inline void
add_mail(struct buf *b, const void *attached, size_t n, int copies)
{
	buf_addstr(b, "From: =?iso-8859-2?q?=B1?= <noreply@receiver.example>\n"
	    "Message-ID: <1@receiver.example>\nMIME-Version: 1.0\n"
	    "Date: Fri, 20 Nov 2026 06:12:00 +0000\n"
	    "Content-Type: multipart/mixed; boundary=\"b\"\n\n");
	while (copies-- > 0) {
		buf_addstr(b, "--b\nContent-Type: application/gzip; "
		    "name=\"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=.gz\"\n"
		    "Content-Transfer-Encoding: base64\n\n");
		pack_base64(b, attached, n);
	}
	buf_addstr(b, "--b--\n");
}

/* One of each kind, `rounds` times with other numbers. */
static inline void
items_make(struct items *l, int rounds)
{
	for (int i = 0; i < rounds; i++) {
		struct buf xml, gz, *b;
		struct pack_zip zip;

		buf_init(&xml, 16 * MIB);
		buf_init(&gz, 16 * MIB);
		add_report(&xml, i, i * i * 50, "Receiver");
		pack_deflate(&gz, 31, xml.data, xml.len);
		pack_zip_begin(&zip);
		pack_zip_add(&zip, "a.xml", xml.data, xml.len, 0);
		pack_zip_add(&zip, "\x82.xml", xml.data, xml.len, 0);
		pack_zip_end(&zip);
		b = items_add(l);
		buf_add(b, xml.data, xml.len);
		b = items_add(l);
		buf_add(b, gz.data, gz.len);
		b = items_add(l);
		buf_add(b, zip.out.data, zip.out.len);
		add_mail(items_add(l), gz.data, gz.len, 1 + i % 3);
		add_report(items_add(l), 100 + i, 3, "Caf\xe9 Co \xa0");
		b = items_add(l);
		buf_addstr(b, "<?xml version=\"1.0\" "
		    "encoding=\"windows-1252\"?>");
		add_report(b, 200 + i, 2, "10 \x80");
		b = items_add(l);
		buf_addstr(b, "<feedback>" REPORT_HEAD REPORT_POLICY REPORT_RECORD
		    "<x>\xe9</x>" REPORT_RECORD "</feedback>");
		b = items_add(l);
		buf_add(b, xml.data, xml.len - 20);
		items_add_text(l, "");
		items_add_text(l, "{\"organization-name\":\"x\","
		    "\"policies\":[]}");
		items_add_text(l, "From: a@example.net\n\nHello.\n");
		buf_free(&xml);
		buf_free(&gz);
		pack_zip_free(&zip);
	}
}

static inline int
to_descriptor(const struct buf *b)
{
	int fd = memfd_create("item", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, b->data, b->len), (ssize_t)b->len);
	return fd;
}

static inline struct ingest_options
test_options(void)
{
	return (struct ingest_options){ .limits = limits_default(),
		.now = TEST_NOW,
		.keep_documents = true };
}

#endif
