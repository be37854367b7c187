/* The wire between parser workers and the process that owns the database. */
#include "tests/unit/core/wire_fixture.h"

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
check_source(struct fixture *f, size_t *at)
{
	struct wire_frame got;
	struct error e;

	assert_int_equal(next(f, at, &got, &e), OK);
	assert_int_equal(got.type, WIRE_SOURCE);
	check_text("the path stays here", got.source.path, NULL);
	check_text("message_id", got.source.message_id,
	    plain_source.message_id);
	check_text("mail_from", got.source.mail_from, plain_source.mail_from);
	check_int("provenance", got.source.provenance, plain_source.provenance);
	check_int("size", got.source.size, plain_source.size);
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

		check_source(f, &at);
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
	const struct CMUnitTest tests[] = {
		TEST(all_comes_back),
		TEST(an_error_comes_back),
		TEST(the_largest_record_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
