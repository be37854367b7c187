/* What the reader of the wire refuses, and what it says of it. */
#include "tests/unit/core/wire_wrong.h"

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
