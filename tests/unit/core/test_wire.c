/* The wire between parser workers and the process that owns the database. */
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

static enum err
keep(void *ctx, const void *p, size_t n, struct error *e)
{
	(void)e;
	buf_add(ctx, p, n);
	return OK;
}

static int
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

static int
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
static void
flush(struct fixture *f)
{
	buf_add(&f->sent, f->writer.buf.data, f->writer.buf.len);
	buf_reset(&f->writer.buf);
}

/* Read the next frame of f->sent at *at. */
static enum err
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

static void
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

/* Some pieces of deflated bytes, or none. */
static const struct buf *
chance_deflated(struct fixture *f, struct buf *b)
{
	uint64_t n = chance_number(&f->chance, 4);

	buf_reset(b);
	if (n == 0)
		return NULL;
	n = n == 1 ? 0 : chance_number(&f->chance, 200000);
	while (b->len < n)
		buf_addch(b, (char)chance_number(&f->chance, 256));
	return b;
}

static void
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

static void
check_document(struct fixture *f, size_t *at, const struct document *want)
{
	struct wire_frame got;
	struct error e;

	do
		assert_int_equal(next(f, at, &got, &e), OK);
	while (got.type == WIRE_PIECE);
	assert_int_equal(got.type, WIRE_DOCUMENT);
	same_json(document_to_json(&got.document, "p", NULL),
	    document_to_json(want, "p", NULL));
	assert_int_equal(got.document.size, want->size);
	assert_memory_equal(&got.document.digest, &want->digest,
	    sizeof(want->digest));
	assert_int_equal(got.document.deflated == NULL, want->deflated == NULL);
	if (want->deflated != NULL) {
		assert_int_equal(got.document.deflated->len,
		    want->deflated->len);
		assert_memory_equal(got.document.deflated->data,
		    want->deflated->data, want->deflated->len);
	}
	assert_int_equal(got.document.report == NULL, want->report == NULL);
	if (want->report != NULL) {
		same_json(report_to_json(got.document.report),
		    report_to_json(want->report));
		assert_int_equal(got.document.report->total_repairs,
		    want->report->total_repairs);
	}
}

static void
check_record(struct fixture *f, size_t *at, const struct record *want)
{
	struct wire_frame got;
	struct error e;

	assert_int_equal(next(f, at, &got, &e), OK);
	assert_int_equal(got.type, WIRE_RECORD);
	same_json(record_to_json(&got.record), record_to_json(want));
	assert_int_equal(got.record.disposition.code, want->disposition.code);
	assert_int_equal(got.record.outside_domain, want->outside_domain);
}

static void
all_comes_back(void **state)
{
	enum { ITEMS = 200, RECORDS = 6 };
	struct fixture *f = *state;
	struct record records[RECORDS];
	struct report report;
	struct document d;
	struct buf deflated;
	struct wire_frame got;
	struct error e;

	buf_init(&deflated, MIB);
	for (int i = 0; i < ITEMS; i++) {
		size_t n = chance_number(&f->chance, RECORDS + 1), at = 0;

		arena_reset(&f->arena);
		buf_reset(&f->sent);
		for (size_t r = 0; r < n; r++)
			chance_record(&f->chance, &f->limits, &records[r]);
		chance_report(&f->chance, &f->limits, &report);
		chance_document(&f->chance, &d);
		sent(wire_write_source(&f->writer, &plain_source, &e));
		send_document(f, records, n, &d, &report,
		    chance_deflated(f, &deflated));
		sent(wire_write_end(&f->writer, &e));

		assert_int_equal(next(f, &at, &got, &e), OK);
		assert_int_equal(got.type, WIRE_SOURCE);
		check_text("the path stays here", got.source.path, NULL);
		check_text("message_id", got.source.message_id,
		    plain_source.message_id);
		check_text("mail_from", got.source.mail_from,
		    plain_source.mail_from);
		check_int("provenance", got.source.provenance,
		    plain_source.provenance);
		check_int("size", got.source.size, plain_source.size);
		for (size_t r = 0; r < n; r++)
			check_record(f, &at, &records[r]);
		check_document(f, &at, &d);
		assert_int_equal(next(f, &at, &got, &e), OK);
		assert_int_equal(got.type, WIRE_END);
		assert_int_equal(at, f->sent.len);
	}
	buf_free(&deflated);
}

static void
an_error_comes_back(void **state)
{
	struct fixture *f = *state;
	struct error why = { ERR_SYSTEM, "cannot be read: it is away" }, e;
	struct wire_frame got;
	size_t at = 0;

	/* What was half written of the item is left out. */
	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_error(&f->writer, &why, &e));
	assert_int_equal(next(f, &at, &got, &e), OK);
	assert_int_equal(got.type, WIRE_ERROR);
	check_int("its code", got.error.code, ERR_SYSTEM);
	check_text("its text", got.error.text, why.text);
	assert_int_equal(at, f->sent.len);
}

/* One item with everything in it, short enough to try each of its bits. */
static void
send_item(struct fixture *f)
{
	struct buf deflated;
	struct record r[2];
	struct report report;
	struct document d;
	struct error e;

	buf_init(&deflated, KIB);
	buf_addstr(&deflated, "deflated");
	chance_record(&f->chance, &f->limits, &r[0]);
	chance_record(&f->chance, &f->limits, &r[1]);
	r[0].n_auth_dkim = r[0].n_auth_dkim > 2 ? 2 : r[0].n_auth_dkim;
	chance_report(&f->chance, &f->limits, &report);
	chance_document(&f->chance, &d);
	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_record(&f->writer, &r[1], &e));
	sent(wire_write_restart(&f->writer, &e));
	send_document(f, r, 2, &d, &report, &deflated);
	sent(wire_write_end(&f->writer, &e));
	buf_free(&deflated);
}

/* Read to the first error or the end; all that is read must be sound. */
static enum err
read_on(struct fixture *f, const char *p, size_t n)
{
	struct buf again;
	struct wire_writer w;
	struct wire_frame got;
	enum wire_type type;
	struct error e;
	size_t size;
	enum err err = OK;

	buf_init(&again, 64 * MIB);
	wire_writer_init(&w, &f->limits, keep, &again);
	wire_reader_reset(f->reader);
	while (err == OK && n > 0) {
		err = wire_frame_at(p, n, wire_body_max(&f->limits), &type,
		    &size, &e);
		if (err != OK || size == 0 || size > n)
			break;
		err = wire_read(f->reader, p, size, &got, &e);
		/* Writing it again walks through every text. */
		if (err == OK && got.type == WIRE_RECORD)
			sent(wire_write_record(&w, &got.record, &e));
		if (err == OK && got.type == WIRE_DOCUMENT)
			sent(wire_write_document(&w, &got.document, &e));
		p += size;
		n -= size;
	}
	wire_writer_free(&w);
	buf_free(&again);
	return err;
}

static void
flipped_bits_do_no_harm(void **state)
{
	struct fixture *f = *state;
	size_t refused = 0;

	send_item(f);
	assert_int_equal(read_on(f, f->sent.data, f->sent.len), OK);
	for (size_t i = 0; i < f->sent.len; i++)
		for (int bit = 0; bit < 8; bit++) {
			f->sent.data[i] ^= (char)(1 << bit);
			refused += read_on(f, f->sent.data, f->sent.len) != OK;
			f->sent.data[i] ^= (char)(1 << bit);
		}
	assert_true(refused > f->sent.len);
}

static void
a_cut_stream_does_no_harm(void **state)
{
	struct fixture *f = *state;

	send_item(f);
	for (size_t n = 0; n < f->sent.len; n++) {
		char *copy = malloc(n + 1); /* ends where ASan looks */

		memcpy(copy, f->sent.data, n);
		read_on(f, copy, n);
		free(copy);
	}
}

/* The length in a frame's head. */
static void
set_length(char *frame, size_t n)
{
	for (int i = 0; i < 4; i++)
		frame[i] = (char)(n >> 8 * i & 0xff);
}

static void
a_cut_frame_is_refused(void **state)
{
	struct fixture *f = *state;
	enum wire_type type;
	struct error e;
	size_t size;

	send_item(f);
	for (size_t at = 0; at < f->sent.len; at += size) {
		char *frame = f->sent.data + at;

		assert_int_equal(wire_frame_at(frame, f->sent.len - at,
		                     wire_body_max(&f->limits), &type, &size,
		                     &e),
		    OK);
		if (type == WIRE_PIECE)
			continue; /* is as long as it is */
		for (size_t n = 0; n < size - WIRE_HEAD; n++) {
			set_length(frame, n);
			assert_int_equal(read_on(f, f->sent.data,
			                     at + WIRE_HEAD + n),
			    ERR_INPUT);
		}
		set_length(frame, size - WIRE_HEAD);
	}
}

/* What follows makes one thing wrong in what would else be read. */

static void
document(struct fixture *f, const struct document *d)
{
	struct error e;

	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_document(&f->writer, d, &e));
}

static void
record(struct fixture *f, const struct record *r)
{
	struct error e;

	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_record(&f->writer, r, &e));
}

static void
record_from(struct fixture *f, const char *header_from)
{
	record(f, &(struct record){ .header_from = header_from });
}

static void
report_with(struct fixture *f, const char *domain, int64_t begin,
    size_t n_records, int pct)
{
	struct report r = { .begin = begin,
		.end = 100,
		.n_records = n_records };

	r.policy_published.domain = domain;
	r.policy_published.pct = pct;
	document(f,
	    &(struct document){ .outcome = OUTCOME_REPORT, .report = &r });
}

static void
bare_record(struct fixture *f)
{
	struct error e;

	sent(wire_write_record(&f->writer, &(struct record){ 0 }, &e));
}

static void
two_sources(struct fixture *f)
{
	struct error e;

	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_source(&f->writer, &plain_source, &e));
}

static void
early_end(struct fixture *f)
{
	struct error e;

	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_end(&f->writer, &e));
}

static void
orphan_record(struct fixture *f)
{
	struct error e;

	document(f, &plain_document);
	bare_record(f);
	sent(wire_write_end(&f->writer, &e));
}

static void
restarts(struct fixture *f)
{
	struct error e;

	record_from(f, NULL);
	for (int i = 0; i < 2; i++)
		sent(wire_write_restart(&f->writer, &e));
}

static void
control_character(struct fixture *f)
{
	record_from(f, "a\033[2J");
}

static void
c1_character(struct fixture *f)
{
	record_from(f, "a\xc2\x9b");
}

static void
invalid_utf8(struct fixture *f)
{
	record_from(f, "\xed\xa0\x80");
}

static void
long_text(struct fixture *f)
{
	char *s = arena_alloc(&f->arena, f->limits.text_bytes + 2);

	memset(s, 'a', f->limits.text_bytes + 1);
	record_from(f, s);
}

static void
many_entries(struct fixture *f)
{
	size_t n = f->limits.spf_entries + 1;

	record(f, &(struct record){ .n_auth_spf = n,
	              .auth_spf = arena_alloc(&f->arena,
	                  n * sizeof(struct auth_spf)) });
}

static void
negative_count(struct fixture *f)
{
	record(f, &(struct record){ .count = -1 });
}

static void
large_count(struct fixture *f)
{
	record(f, &(struct record){ .count = RECORD_COUNT_MAX + 1 });
}

static void
odd_address(struct fixture *f)
{
	record(f, &(struct record){ .source_ip.len = 5 });
}

static void
empty_word(struct fixture *f)
{
	record(f, &(struct record){ .dkim = { ALIGNED_PASS, "" } });
}

static void
strange_provenance(struct fixture *f)
{
	struct intake_source s = plain_source;
	struct error e;

	s.provenance = (enum provenance)WORD_UNKNOWN;
	sent(wire_write_source(&f->writer, &s, &e));
}

static void
strange_host(struct fixture *f)
{
	struct intake_source s = plain_source;
	struct error e;

	s.mail_from = "Example.ORG";
	sent(wire_write_source(&f->writer, &s, &e));
}

static void
not_its_outcome(struct fixture *f)
{
	document(f,
	    &(struct document){ .outcome = OUTCOME_DUPLICATE, .reason = "r" });
}

static void
strange_outcome(struct fixture *f)
{
	document(f,
	    &(struct document){ .outcome = (enum outcome)99, .reason = "r" });
}

static void
no_reason(struct fixture *f)
{
	document(f, &(struct document){ .outcome = OUTCOME_OTHER });
}

static void
no_report(struct fixture *f)
{
	document(f, &(struct document){ .outcome = OUTCOME_REPORT });
}

static void
no_domain(struct fixture *f)
{
	report_with(f, NULL, 1, 0, -1);
}

static void
no_begin(struct fixture *f)
{
	report_with(f, "example.org", TIME_UNSET, 0, -1);
}

static void
late_begin(struct fixture *f)
{
	report_with(f, "example.org", 101, 0, -1);
}

static void
wrong_sum(struct fixture *f)
{
	report_with(f, "example.org", 1, 1, -1);
}

static void
wrong_pct(struct fixture *f)
{
	report_with(f, "example.org", 1, 0, 101);
}

static void
fewer_pieces(struct fixture *f)
{
	struct buf deflated = { .data = (char *)(uintptr_t) "abc", .len = 3 };
	struct document d = plain_document;

	d.deflated = &deflated;
	document(f, &d);
	flush(f);
	/* The first piece's body becomes shorter by what is cut off. */
	for (size_t at = 0; at < f->sent.len;) {
		size_t n = (unsigned char)f->sent.data[at];

		if (f->sent.data[at + 4] == WIRE_PIECE) {
			set_length(f->sent.data + at, 2);
			memmove(f->sent.data + at + WIRE_HEAD + 2,
			    f->sent.data + at + WIRE_HEAD + 3,
			    f->sent.len - at - WIRE_HEAD - 3);
			f->sent.len--;
			return;
		}
		at += WIRE_HEAD + n;
	}
}

static void
bytes_behind(struct fixture *f)
{
	struct error e;

	sent(wire_write_source(&f->writer, &plain_source, &e));
	flush(f);
	set_length(f->sent.data, f->sent.len - WIRE_HEAD + 1);
	buf_addch(&f->sent, 'x');
}

static void
what_a_worker_may_not_send(void **state)
{
	static const struct {
		const char *sentence;
		void (*make)(struct fixture *f);
		const char *want; /* in the error */
	} cases[] = {
		{ "a record before the source", bare_record,
		    "before the source" },
		{ "a second source", two_sources, "twice" },
		{ "an end without a document", early_end,
		    "before the document" },
		{ "a record without a document", orphan_record,
		    "before the document" },
		{ "restarts without end", restarts, "may come" },
		{ "a control character", control_character, "clean" },
		{ "a C1 control character", c1_character, "clean" },
		{ "half a surrogate", invalid_utf8, "clean" },
		{ "a text over its ceiling", long_text, "ceiling" },
		{ "entries over their ceiling", many_entries, "entries" },
		{ "a negative count", negative_count, "range" },
		{ "a count over 2^31-1", large_count, "range" },
		{ "an address of 5 bytes", odd_address, "address" },
		{ "a word without letters", empty_word, "empty" },
		{ "a provenance that is none", strange_provenance, "code" },
		{ "a host name in capitals", strange_host, "host name" },
		{ "an outcome that only the store knows", not_its_outcome,
		    "cannot know" },
		{ "an outcome that is none", strange_outcome, "code" },
		{ "a failure without reason", no_reason, "reason" },
		{ "a report without report", no_report, "none" },
		{ "a report without domain", no_domain, "none" },
		{ "a report without dates", no_begin, "none" },
		{ "a report that ends before it begins", late_begin, "none" },
		{ "a report of more records than came", wrong_sum, "sums" },
		{ "101 per cent", wrong_pct, "range" },
		{ "fewer deflated bytes than it says", fewer_pieces,
		    "as many" },
		{ "bytes behind the last field", bytes_behind, "behind" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fixture *f = *state;
		struct wire_frame got;
		struct error e = { 0 };
		size_t at = 0;

		buf_reset(&f->sent);
		wire_reader_reset(f->reader);
		cases[i].make(f);
		flush(f);
		while (at < f->sent.len && next(f, &at, &got, &e) == OK)
			continue;
		if (strstr(e.text, cases[i].want) == NULL)
			check_text(cases[i].sentence, e.text, cases[i].want);
	}
}

static void
a_frame_over_its_ceiling_is_none(void **state)
{
	struct fixture *f = *state;
	char head[WIRE_HEAD] = { 0, 0, 0, 0x7f, WIRE_RECORD };
	enum wire_type type;
	struct error e;
	size_t size;

	(void)f;
	check_int("a length of 2 GiB",
	    wire_frame_at(head, sizeof(head), wire_body_max(&f->limits), &type,
	        &size, &e),
	    ERR_INPUT);
	head[3] = 0;
	head[4] = 99;
	check_int("a type that is none",
	    wire_frame_at(head, sizeof(head), wire_body_max(&f->limits), &type,
	        &size, &e),
	    ERR_INPUT);
	check_int("half a head is no error",
	    wire_frame_at(head, 4, 10, &type, &size, &e), OK);
	check_int("and no frame", size, 0);
}

/* The largest record that limits allow fits into a frame. */
static void
the_largest_record_fits(void **state)
{
	struct fixture *f = *state;
	const struct limits *l = &f->limits;
	struct record r = { .n_auth_dkim = l->dkim_entries,
		.n_auth_spf = l->spf_entries,
		.n_reasons = l->reasons };
	char *text = arena_alloc(&f->arena, l->text_bytes + 1);
	char *comment = arena_alloc(&f->arena, l->comment_bytes + 1);
	char *word = arena_alloc(&f->arena, l->word_bytes + 1);
	struct wire_frame got;
	struct error e;
	size_t at = 0;

	memset(text, 't', l->text_bytes);
	memset(comment, 'c', l->comment_bytes);
	memset(word, 'w', l->word_bytes);
	r.auth_dkim =
	    arena_alloc(&f->arena, r.n_auth_dkim * sizeof(*r.auth_dkim));
	r.auth_spf = arena_alloc(&f->arena, r.n_auth_spf * sizeof(*r.auth_spf));
	r.reasons = arena_alloc(&f->arena, r.n_reasons * sizeof(*r.reasons));
	for (size_t i = 0; i < r.n_auth_dkim; i++)
		r.auth_dkim[i] = (struct auth_dkim){ text, text,
			{ WORD_UNKNOWN, word }, comment };
	for (size_t i = 0; i < r.n_auth_spf; i++)
		r.auth_spf[i] = (struct auth_spf){ text, { WORD_UNKNOWN, word },
			{ WORD_UNKNOWN, word }, comment };
	for (size_t i = 0; i < r.n_reasons; i++)
		r.reasons[i] =
		    (struct reason){ { WORD_UNKNOWN, word }, comment };
	r.header_from = r.envelope_from = r.envelope_to = text;
	r.disposition = r.dkim = r.spf = (struct word){ WORD_UNKNOWN, word };

	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_record(&f->writer, &r, &e));
	flush(f);
	assert_int_equal(next(f, &at, &got, &e), OK);
	assert_int_equal(next(f, &at, &got, &e), OK);
	same_json(record_to_json(&got.record), record_to_json(&r));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(all_comes_back),
		TEST(an_error_comes_back),
		TEST(flipped_bits_do_no_harm),
		TEST(a_cut_stream_does_no_harm),
		TEST(a_cut_frame_is_refused),
		TEST(what_a_worker_may_not_send),
		TEST(a_frame_over_its_ceiling_is_none),
		TEST(the_largest_record_fits),
	};
#undef TEST

	return cmocka_run_group_tests(tests, NULL, NULL);
}
