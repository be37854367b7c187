/* What goes in comes out again: records, reports, documents. */
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

static struct report
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
static int64_t
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

struct expected {
	const struct record *const *records;
	size_t n;
};

static enum err
see_record(void *ctx, const struct record *r, struct error *e)
{
	struct expected *x = ctx;
	json_t *got = record_to_json(r);
	json_t *want = record_to_json(x->records[x->n]);

	(void)e;
	if (!json_equal(got, want))
		fail_msg("record %zu: %s", x->n, json_dumps(got, 0));
	assert_int_equal(r->outside_domain, x->records[x->n]->outside_domain);
	assert_int_equal(r->disposition.code,
	    x->records[x->n]->disposition.code);
	if (r->n_auth_spf > 0)
		assert_int_equal(r->auth_spf[0].result.code, AUTH_FAIL);
	json_decref(got);
	json_decref(want);
	x->n++;
	return OK;
}

static void
records_come_back(void **state)
{
	static const struct record *const all[] = { &plain, &rich, &bare };
	struct fixture *x = *state;
	struct expected seen = { all, 0 };
	int64_t id = save(x->st, "a", true);
	struct filter f;
	struct page page;

	filter_init(&f);
	ok(store_report_records(x->st, id, &f, see_record, &seen, &page, &e));
	assert_int_equal(seen.n, 3);
	assert_int_equal(page.total, 3);
	assert_false(page.more);
	f.limit = 1;
	for (seen.n = 0; seen.n == 0 || page.more; f.set |= FILTER_CURSOR) {
		ok(store_report_records(x->st, id, &f, see_record, &seen, &page,
		    &e));
		strcpy(f.cursor, page.next);
	}
	assert_int_equal(seen.n, 3);
}

static void
the_report_comes_back(void **state)
{
	struct fixture *x = *state;
	int64_t id = save(x->st, "a", true);
	struct stored_report s;
	struct report r = whole_report();
	struct arena a;
	json_t *got, *want;

	arena_init(&a, MIB);
	ok(store_report(x->st, id, &a, &s, &e));
	got = report_to_json(&s.report);
	want = report_to_json(&r);
	if (!json_equal(got, want))
		fail_msg("%s", json_dumps(got, 0));
	json_decref(got);
	json_decref(want);
	assert_int_equal(s.report.n_records, 3);
	assert_int_equal(s.report.messages, r.messages);
	assert_int_equal(s.report.total_repairs, 7);
	assert_int_equal(s.report.policy_published.sp.code, WORD_UNKNOWN);
	assert_string_equal(s.path, "/mail/cur/1.x:2,S");
	assert_string_equal(s.member, "a!b.xml");
	assert_string_equal(s.message_id, "m@receiver.example");
	assert_string_equal(s.mail_from, "mx.receiver.example");
	assert_string_equal(s.row.reporter, "receiver.example");
	assert_int_equal(s.row.pass, 5);
	assert_int_equal(s.row.received, NOW);
	assert_true(s.has_document);
	arena_release(&a);
}

static void
its_json_has_the_keys_of_the_api(void **state)
{
	static const char *const keys[] = { "id", "org_name", "reporter",
		"email", "report_id", "domain", "begin", "end", "day",
		"messages", "pass", "outcome", "counted", "provenance",
		"dialect", "part", "coarse", "late", "repairs_total",
		"received", "digest", "extra_contact_info", "generator",
		"errors", "version", "xml_namespace", "policy_published",
		"repairs", "path", "member", "message_id", "mail_from",
		"auth_from", "has_document", "accepted" };
	struct fixture *x = *state;
	int64_t id = save(x->st, "a", false);
	struct stored_report s;
	struct arena a;
	json_t *j;

	arena_init(&a, MIB);
	ok(store_report(x->st, id, &a, &s, &e));
	j = stored_report_to_json(&s);
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (json_object_get(j, keys[i]) == NULL)
			fail_msg("no \"%s\"", keys[i]);
	assert_int_equal(json_object_size(j), sizeof(keys) / sizeof(keys[0]));
	assert_int_equal(json_array_size(json_object_get(j, "repairs")), 2);
	assert_string_equal(json_string_value(json_object_get(j, "day")),
	    "2026-11-20");
	assert_false(json_boolean_value(json_object_get(j, "has_document")));
	json_decref(j);
	arena_release(&a);
}

static void
the_document_comes_back(void **state)
{
	struct fixture *x = *state;
	int64_t id = save(x->st, "a", true);
	struct buf b;

	buf_init(&b, 1000);
	ok(store_report_document(x->st, id, &b, &e));
	assert_int_equal(b.len, sizeof(bytes) - 1);
	assert_string_equal(b.data, bytes);
	buf_free(&b);
}

static void
what_is_not_there_is_not_found(void **state)
{
	struct fixture *x = *state;
	int64_t id = save(x->st, "a", false);
	struct stored_report s;
	struct error why;
	struct filter f;
	struct page page;
	struct arena a;
	struct buf b;

	filter_init(&f);
	arena_init(&a, MIB);
	buf_init(&b, 1000);
	assert_int_equal(store_report(x->st, id + 1, &a, &s, &why),
	    ERR_NOTFOUND);
	assert_int_equal(store_report_records(x->st, id + 1, &f, see_record,
	                     NULL, &page, &why),
	    ERR_NOTFOUND);
	assert_int_equal(store_report_document(x->st, id, &b, &why),
	    ERR_NOTFOUND);
	assert_int_equal(store_report_document(x->st, id + 1, &b, &why),
	    ERR_NOTFOUND);
	arena_release(&a);
	buf_free(&b);
}

static void
a_small_arena_is_an_error_not_a_gap(void **state)
{
	struct fixture *x = *state;
	int64_t id = save(x->st, "a", false);
	struct stored_report s;
	struct error why;
	struct arena a;

	arena_init(&a, 256);
	assert_int_equal(store_report(x->st, id, &a, &s, &why), ERR_LIMIT);
	arena_release(&a);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(records_come_back),
		WITH_STORE(the_report_comes_back),
		WITH_STORE(its_json_has_the_keys_of_the_api),
		WITH_STORE(the_document_comes_back),
		WITH_STORE(what_is_not_there_is_not_found),
		WITH_STORE(a_small_arena_is_an_error_not_a_gap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
