/* What goes in comes out again: records, reports, documents. */
#include "tests/unit/store/report_whole.h"

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
