/* What the reader of the wire refuses: one thing wrong in what would else be
   read. */
#include "tests/unit/core/wire_fixture.h"

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

static const struct {
	const char *sentence;
	void (*make)(struct fixture *f);
	const char *want; /* in the error */
} cases[] = {
	{ "a record before the source", bare_record, "before the source" },
	{ "a second source", two_sources, "twice" },
	{ "an end without a document", early_end, "before the document" },
	{ "a record without a document", orphan_record, "before the document" },
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
	{ "fewer deflated bytes than it says", fewer_pieces, "as many" },
	{ "bytes behind the last field", bytes_behind, "behind" },
};

static void
what_a_worker_may_not_send(void **state)
{
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_a_worker_may_not_send),
		TEST(a_frame_over_its_ceiling_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
