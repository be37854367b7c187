/* Another reading of a stored report takes the place of the old one. */
#include "tests/unit/store/fixture.h"

#define ROWS "192.0.2.1 5 none pass fail; 192.0.2.2 3 none fail fail"

static struct repair repairs[] = {
	{ REPAIR_GZIP_TRAILING, "2 bytes after the gzip data" },
	{ REPAIR_WORD, "nil" },
};

static struct report
reading(void)
{
	return (struct report){ .org_name = "R",
		.email = "d@receiver.example",
		.report_id = "1",
		.begin = DAY0,
		.end = DAY0 + DAY_SECONDS - 1,
		.dialect = { DIALECT_7489, "7489" },
		.policy_published = { .domain = "example.org",
		    .p = { POLICY_NONE, "none" },
		    .pct = -1 },
		.repairs = repairs,
		.n_repairs = 2,
		.total_repairs = 2 };
}

enum { MEMBER = 80 };

/* What reporters call their documents: the reading's own words, mostly. */
static const char *
member(char out[MEMBER])
{
	struct report r = reading();

	snprintf(out, MEMBER, "r.example!%s!%lld!%lld.xml.gz",
	    r.policy_published.domain, (long long)r.begin, (long long)r.end);
	return out;
}

/* Stored with both repairs, ROWS, and this document. */
static struct kept
store_first(struct store *st)
{
	static const char bytes[] = "<feedback/>";
	char name[MEMBER];
	struct report r = reading();
	struct document d = { .outcome = OUTCOME_REPORT,
		.report = &r,
		.member = member(name) };
	struct fake f = { .domain = "example.org", .rows = ROWS };
	struct saved saved;
	struct deflater *z;
	struct buf deflated;
	struct kept k;

	buf_init(&deflated, KIB);
	z = deflate_begin(1, &deflated);
	deflate_add(z, bytes, sizeof(bytes) - 1);
	deflate_finish(z);
	d.deflated = &deflated;
	d.size = sizeof(bytes) - 1;
	digest_of(bytes, d.size, &d.digest);
	ok(store_begin(st, &e));
	fake_begin(st, &f);
	fake_rows(st, &f);
	ok(store_document(st, &d, &saved, &e));
	ok(store_item_end(st, NULL, &e));
	ok(store_commit(st, &e));
	buf_free(&deflated);
	ok(store_kept_next(st, 0, &k, &e));
	assert_int_equal(k.id, saved.report);
	assert_int_equal(k.received, NOW);
	assert_int_equal(k.provenance, PROVENANCE_IMPORTED);
	assert_memory_equal(&k.digest, &d.digest, sizeof(d.digest));
	return k;
}

/* Without the repair of the packing, which nobody sees again. */
static struct replaced
read_again(struct store *st, const struct kept *k, struct report r,
    const char *rows)
{
	struct document d = { .outcome = OUTCOME_REPORT, .report = &r };
	struct fake f = { .domain = r.policy_published.domain, .rows = rows };
	struct replaced ret;

	r.repairs++;
	r.n_repairs--;
	r.total_repairs--;
	ok(store_begin(st, &e));
	fake_rows(st, &f);
	ok(store_replace(st, k, &d, &ret, &e));
	ok(store_commit(st, &e));
	return ret;
}

static void
the_same_reading_changes_nothing(void **state)
{
	struct fixture *x = *state;
	struct kept k = store_first(x->st), none;
	struct replaced got;
	struct error end;
	int64_t before, after;

	ok(store_change(x->st, &before, &e));
	got = read_again(x->st, &k, reading(), ROWS);
	ok(store_change(x->st, &after, &e));
	assert_false(got.changed);
	assert_int_equal(before, after);
	assert_int_equal(store_kept_next(x->st, k.id, &none, &end),
	    ERR_NOTFOUND);
}

static void
another_reading_takes_its_place(void **state)
{
	struct fixture *x = *state;
	struct kept k = store_first(x->st);
	struct report r = reading();
	struct stored_report s;
	struct replaced got;
	struct arena a;
	char name[MEMBER];

	r.policy_published.domain = "example.net";
	r.end += DAY_SECONDS;
	r.generator = "a better parser saw it";
	got = read_again(x->st, &k, r,
	    "192.0.2.1 5 none pass fail; 192.0.2.2 30 none fail fail;"
	    "192.0.2.3 1 none fail fail");
	assert_true(got.changed && got.figures);
	assert_int_equal(got.messages_was, 8);
	assert_int_equal(got.messages, 36);
	assert_int_equal(got.records_was, 2);
	assert_int_equal(got.records, 3);
	assert_int_equal(got.is, OUTCOME_REPORT);
	assert_int_equal(totals_of(x->st, "example.org").sums.messages, 0);
	assert_int_equal(totals_of(x->st, "example.net").sums.messages, 36);
	assert_int_equal(totals_of(x->st, NULL).reports, 1);

	arena_init(&a, MIB);
	ok(store_report(x->st, k.id, &a, &s, &e));
	assert_string_equal(s.row.domain, "example.net");
	/* The document is called as it was. */
	assert_string_equal(s.member, member(name));
	assert_string_equal(s.row.reporter, "receiver.example");
	assert_string_equal(s.report.generator, "a better parser saw it");
	assert_int_equal(s.row.messages, 36);
	assert_int_equal(s.row.end, r.end);
	assert_true(s.row.coarse);
	assert_true(s.has_document);
	assert_int_equal(s.report.n_repairs, 2);
	assert_int_equal(s.report.repairs[0].code, REPAIR_GZIP_TRAILING);
	arena_release(&a);
	assert_false(read_again(x->st, &k, r,
	    "192.0.2.1 5 none pass fail; 192.0.2.2 30 none fail fail;"
	    "192.0.2.3 1 none fail fail")
	                 .changed);
}

static void
remarks_alone_change_no_figure(void **state)
{
	static struct repair others[] = { { REPAIR_WORD, "" },
		{ REPAIR_WORD, "nul" } };
	struct fixture *x = *state;
	struct kept k = store_first(x->st);
	struct report r = reading();
	struct replaced got;

	r.repairs = others;
	got = read_again(x->st, &k, r, ROWS);
	assert_true(got.changed);
	assert_false(got.figures);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 8);
}

static void
whether_it_counts_is_found_out_anew(void **state)
{
	struct fixture *x = *state;
	struct kept k = store_first(x->st), second = k;
	struct fake f = { .org = "R",
		.email = "d@receiver.example",
		.id = "1",
		.domain = "example.org",
		.p = "none",
		.rows =
		    "192.0.2.1 5 none pass fail; 192.0.2.7 9 none pass pass" };
	struct replaced got;

	second.id = fake_save(x->st, &f).report;
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 8);
	got = read_again(x->st, &second, reading(),
	    "192.0.2.6 5 none pass fail; 192.0.2.7 9 none pass pass");
	assert_int_equal(got.was, OUTCOME_CONFLICT);
	assert_int_equal(got.is, OUTCOME_REPORT);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 22);
	got = read_again(x->st, &second, reading(),
	    "192.0.2.1 5 none pass fail; 192.0.2.7 9 none pass pass");
	assert_int_equal(got.is, OUTCOME_CONFLICT);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 8);
	/* A person's word stands. */
	ok(store_accept(x->st, second.id, "me", NOW, &e));
	got = read_again(x->st, &second, reading(),
	    "192.0.2.1 5 none pass fail; 192.0.2.7 8 none pass pass");
	assert_int_equal(got.is, OUTCOME_REPORT);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 21);
	ok(store_accept_undo(x->st, second.id, &e));
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 8);
}

static void
what_is_no_report_any_more_stays(void **state)
{
	struct fixture *x = *state;
	struct kept k = store_first(x->st);
	struct report r = reading();
	struct document d = { .outcome = OUTCOME_TRUNCATED, .report = &r };
	struct replaced got;
	struct error wrong;

	ok(store_begin(x->st, &e));
	assert_int_equal(store_replace(x->st, &k, &d, &got, &wrong), ERR_INPUT);
	store_rollback(x->st);
	d.outcome = OUTCOME_REPORT;
	r.policy_published.domain = NULL;
	ok(store_begin(x->st, &e));
	assert_int_equal(store_replace(x->st, &k, &d, &got, &wrong), ERR_INPUT);
	store_rollback(x->st);
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    the_same_reading_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(another_reading_takes_its_place,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(remarks_alone_change_no_figure,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    whether_it_counts_is_found_out_anew, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    what_is_no_report_any_more_stays, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
