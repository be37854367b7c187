/* A report with everything in it, its three records and its document. */
#ifndef TESTS_UNIT_STORE_REPORT_WHOLE_H
#define TESTS_UNIT_STORE_REPORT_WHOLE_H

#include "tests/unit/store/fixture.h"

static struct reason reasons[] = {
	{ { REASON_FORWARDED, "forwarded" }, NULL },
	{ { REASON_LOCAL_POLICY, "local_policy" }, "arc=pass; \xc3\xa9" },
	{ { WORD_UNKNOWN, "because" }, "of it" },
	{ { WORD_UNSET, NULL }, NULL },
};
static struct auth_dkim dkim[] = {
	{ "example.org", "s1", { AUTH_PASS, "pass" }, "2048-bit key" },
	{ "not a host!", NULL, { WORD_UNKNOWN, "signed" }, NULL },
	{ NULL, NULL, { WORD_UNSET, NULL }, NULL },
};
static struct auth_spf spf[] = {
	{ "bounce.example", { SCOPE_MFROM, "mfrom" }, { AUTH_FAIL, "hardfail" },
	    NULL },
	{ "helo.example", { WORD_UNSET, NULL }, { AUTH_SOFTFAIL, "softfail" },
	    "x" },
};

static const struct record plain = {
	.source_ip = { 4, { 192, 0, 2, 1 } },
	.count = 5,
	.disposition = { DISPOSITION_NONE, "none" },
	.dkim = { ALIGNED_PASS, "pass" },
	.spf = { ALIGNED_FAIL, "fail" },
	.header_from = "example.org",
};
static const struct record rich = {
	.source_ip = { 16, { 0x20, 1, 0xd, 0xb8, [15] = 7 } },
	.count = RECORD_COUNT_MAX,
	.disposition = { WORD_UNKNOWN, "nil" },
	.dkim = { WORD_UNKNOWN, "softfail" },
	.spf = { WORD_UNSET, NULL },
	.reasons = reasons,
	.n_reasons = 4,
	.header_from = "Some <b>Body</b>",
	.envelope_from = "",
	.envelope_to = "rcpt.example",
	.auth_dkim = dkim,
	.n_auth_dkim = 3,
	.auth_spf = spf,
	.n_auth_spf = 2,
	.outside_domain = true,
};
static const struct record bare = { .count = 0 };

static const char bytes[] = "<feedback>the document itself</feedback>";

static struct repair repairs[] = {
	{ REPAIR_WORD, "disposition nil" },
	{ REPAIR_TRAILING, NULL },
};
static const char *errors[] = { "first error", "second" };

static inline struct report
whole_report(void)
{
	return (struct report){
		.org_name = "Receiver \xc3\x84",
		.email = "d@receiver.example",
		.extra_contact_info = "https://receiver.example/",
		.generator = "test 1",
		.report_id = "<id@receiver>",
		.errors = errors,
		.n_errors = 2,
		.begin = DAY0,
		.end = DAY0 + DAY_SECONDS - 1,
		.version = "1.0",
		.xml_namespace = "urn:ietf:params:xml:ns:dmarc-2.0",
		.dialect = { DIALECT_9990, "9990" },
		.policy_published = {
			.domain = "example.org",
			.p = { POLICY_REJECT, "reject" },
			.sp = { WORD_UNKNOWN, "nil" },
			.adkim = { ALIGNMENT_STRICT, "s" },
			.testing = { TESTING_NO, "n" },
			.discovery_method = { DISCOVERY_PSL, "psl" },
			.fo = "1:d",
			.pct = 25,
		},
		.n_records = 3,
		.messages = 5 + RECORD_COUNT_MAX,
		.repairs = repairs,
		.n_repairs = 2,
		.total_repairs = 7,
	};
}

/* Save it with its three records; the id of the report. */
static inline int64_t
save(struct store *st, const char *salt, bool keep)
{
	struct intake_source source = { .path = "/mail/cur/1.x:2,S",
		.message_id = "m@receiver.example",
		.mail_from = "mx.receiver.example",
		.provenance = PROVENANCE_VERIFIED };
	struct report r = whole_report();
	struct document d = { .outcome = OUTCOME_REPORT,
		.member = "a!b.xml",
		.report = &r,
		.size = sizeof(bytes) - 1 };
	struct buf deflated;
	struct deflater *z;
	struct saved saved;

	buf_init(&deflated, 1000);
	z = deflate_begin(1, &deflated);
	deflate_add(z, bytes, sizeof(bytes) - 1);
	deflate_finish(z);
	d.deflated = keep ? &deflated : NULL;
	digest_of(salt, strlen(salt), &d.digest);
	ok(store_begin(st, &e));
	ok(store_item_begin(st, &source, NOW, &e));
	ok(store_record(st, &plain, &e));
	ok(store_record(st, &rich, &e));
	ok(store_record(st, &bare, &e));
	ok(store_document(st, &d, &saved, &e));
	ok(store_item_end(st, NULL, &e));
	ok(store_commit(st, &e));
	buf_free(&deflated);
	assert_int_equal(saved.outcome, OUTCOME_REPORT);
	return saved.report;
}

#endif
