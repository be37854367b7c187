/*
 * What the reader of the wire must refuse: one thing wrong in what would else
 * be read.
 */
#ifndef TESTS_CORE_WIRE_WRONG_H
#define TESTS_CORE_WIRE_WRONG_H

#include "tests/unit/core/wire_fixture.h"

static inline void
document(struct fixture *f, const struct document *d)
{
	struct error e;

	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_document(&f->writer, d, &e));
}

static inline void
record(struct fixture *f, const struct record *r)
{
	struct error e;

	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_record(&f->writer, r, &e));
}

static inline void
record_from(struct fixture *f, const char *header_from)
{
	record(f, &(struct record){ .header_from = header_from });
}

static inline void
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

static inline void
bare_record(struct fixture *f)
{
	struct error e;

	sent(wire_write_record(&f->writer, &(struct record){ 0 }, &e));
}

static inline void
two_sources(struct fixture *f)
{
	struct error e;

	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_source(&f->writer, &plain_source, &e));
}

static inline void
early_end(struct fixture *f)
{
	struct error e;

	sent(wire_write_source(&f->writer, &plain_source, &e));
	sent(wire_write_end(&f->writer, &e));
}

static inline void
orphan_record(struct fixture *f)
{
	struct error e;

	document(f, &plain_document);
	bare_record(f);
	sent(wire_write_end(&f->writer, &e));
}

static inline void
restarts(struct fixture *f)
{
	struct error e;

	record_from(f, NULL);
	for (int i = 0; i < 2; i++)
		sent(wire_write_restart(&f->writer, &e));
}

static inline void
control_character(struct fixture *f)
{
	record_from(f, "a\033[2J");
}

static inline void
c1_character(struct fixture *f)
{
	record_from(f, "a\xc2\x9b");
}

static inline void
invalid_utf8(struct fixture *f)
{
	record_from(f, "\xed\xa0\x80");
}

static inline void
long_text(struct fixture *f)
{
	char *s = arena_alloc(&f->arena, f->limits.text_bytes + 2);

	memset(s, 'a', f->limits.text_bytes + 1);
	record_from(f, s);
}

static inline void
many_entries(struct fixture *f)
{
	size_t n = f->limits.spf_entries + 1;

	record(f, &(struct record){ .n_auth_spf = n,
	              .auth_spf = arena_alloc(&f->arena,
	                  n * sizeof(struct auth_spf)) });
}

static inline void
negative_count(struct fixture *f)
{
	record(f, &(struct record){ .count = -1 });
}

static inline void
large_count(struct fixture *f)
{
	record(f, &(struct record){ .count = RECORD_COUNT_MAX + 1 });
}

static inline void
odd_address(struct fixture *f)
{
	record(f, &(struct record){ .source_ip.len = 5 });
}

static inline void
empty_word(struct fixture *f)
{
	record(f, &(struct record){ .dkim = { ALIGNED_PASS, "" } });
}

static inline void
strange_provenance(struct fixture *f)
{
	struct intake_source s = plain_source;
	struct error e;

	s.provenance = (enum provenance)WORD_UNKNOWN;
	sent(wire_write_source(&f->writer, &s, &e));
}

static inline void
strange_host(struct fixture *f)
{
	struct intake_source s = plain_source;
	struct error e;

	s.mail_from = "Example.ORG";
	sent(wire_write_source(&f->writer, &s, &e));
}

static inline void
not_its_outcome(struct fixture *f)
{
	document(f,
	    &(struct document){ .outcome = OUTCOME_DUPLICATE, .reason = "r" });
}

static inline void
strange_outcome(struct fixture *f)
{
	document(f,
	    &(struct document){ .outcome = (enum outcome)99, .reason = "r" });
}

static inline void
no_reason(struct fixture *f)
{
	document(f, &(struct document){ .outcome = OUTCOME_OTHER });
}

static inline void
no_report(struct fixture *f)
{
	document(f, &(struct document){ .outcome = OUTCOME_REPORT });
}

static inline void
no_domain(struct fixture *f)
{
	report_with(f, NULL, 1, 0, -1);
}

static inline void
no_begin(struct fixture *f)
{
	report_with(f, "example.org", TIME_UNSET, 0, -1);
}

static inline void
late_begin(struct fixture *f)
{
	report_with(f, "example.org", 101, 0, -1);
}

static inline void
wrong_sum(struct fixture *f)
{
	report_with(f, "example.org", 1, 1, -1);
}

static inline void
wrong_pct(struct fixture *f)
{
	report_with(f, "example.org", 1, 0, 101);
}

static inline void
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

static inline void
bytes_behind(struct fixture *f)
{
	struct error e;

	sent(wire_write_source(&f->writer, &plain_source, &e));
	flush(f);
	set_length(f->sent.data, f->sent.len - WIRE_HEAD + 1);
	buf_addch(&f->sent, 'x');
}

#endif
