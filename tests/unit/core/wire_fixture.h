/* A writer, a reader, and what went from the one to the other. */
#ifndef TESTS_CORE_WIRE_FIXTURE_H
#define TESTS_CORE_WIRE_FIXTURE_H

#include "tests/unit/core/check.h"
#include "tests/unit/core/wire_make.h"

#include <stdlib.h>

#include "core/wire.h"

struct fixture {
	struct limits limits;
	struct arena arena;
	struct chance chance;
	struct buf sent; /* what the writer flushed */
	struct wire_writer writer;
	struct wire_reader *reader;
};

static inline enum err
keep(void *ctx, const void *p, size_t n, struct error *e)
{
	(void)e;
	buf_add(ctx, p, n);
	return OK;
}

static inline int
setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->limits = limits_default();
	arena_init(&f->arena, 64 * MIB);
	f->chance = (struct chance){ UINT64_C(0x9e3779b97f4a7c15), &f->arena };
	buf_init(&f->sent, 256 * MIB);
	wire_writer_init(&f->writer, &f->limits, keep, &f->sent);
	f->reader = wire_reader_new(&f->limits);
	*state = f;
	return 0;
}

static inline int
teardown(void **state)
{
	struct fixture *f = *state;

	wire_reader_free(f->reader);
	wire_writer_free(&f->writer);
	buf_free(&f->sent);
	arena_release(&f->arena);
	free(f);
	return 0;
}

#define sent(call) \
	do { \
		struct error e_; \
		assert_int_equal((call), OK); \
		(void)e_; \
	} while (0)

static const struct intake_source plain_source = { .path = "not sent",
	.message_id = "1@example.net",
	.mail_from = "example.net",
	.provenance = PROVENANCE_UNVERIFIED,
	.size = 4711 };
static const struct document plain_document = { .outcome = OUTCOME_OTHER,
	.reason = "a sentence",
	.size = 12 };

/* The bytes that the writer holds back, too. */
static inline void
flush(struct fixture *f)
{
	buf_add(&f->sent, f->writer.buf.data, f->writer.buf.len);
	buf_reset(&f->writer.buf);
}

/* Read the next frame of f->sent at *at. */
static inline enum err
next(struct fixture *f, size_t *at, struct wire_frame *ret, struct error *e)
{
	enum wire_type type;
	size_t size;

	assert_int_equal(wire_frame_at(f->sent.data + *at, f->sent.len - *at,
	                     wire_body_max(&f->limits), &type, &size, e),
	    OK);
	assert_true(size > 0 && size <= f->sent.len - *at);
	*at += size;
	return wire_read(f->reader, f->sent.data + *at - size, size, ret, e);
}

/* A report of n records, whose sums fit them. */
static inline void
send_document(struct fixture *f, const struct record *records, size_t n,
    struct document *d, struct report *report, const struct buf *deflated)
{
	struct error e;

	report->n_records = n;
	report->messages = 0;
	for (size_t i = 0; i < n; i++) {
		report->messages += records[i].count;
		sent(wire_write_record(&f->writer, &records[i], &e));
	}
	d->deflated = deflated;
	d->report = report;
	if (d->outcome != OUTCOME_REPORT && chance_number(&f->chance, 2))
		d->report = NULL;
	sent(wire_write_document(&f->writer, d, &e));
}

static inline void
same_json(json_t *got, json_t *want)
{
	char *text = json_dumps(got, JSON_SORT_KEYS);
	char *wanted = json_dumps(want, JSON_SORT_KEYS);

	check_text("the struct as JSON", text, wanted);
	free(text);
	free(wanted);
	json_decref(got);
	json_decref(want);
}

/* The length in a frame's head. */
static inline void
set_length(char *frame, size_t n)
{
	for (int i = 0; i < 4; i++)
		frame[i] = (char)(n >> 8 * i & 0xff);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif
