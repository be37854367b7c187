/* The ledger's list and counts, and repairs per reporter. */
#include "tests/unit/store/fixture.h"

static const struct fake genuine = { "R", "d@receiver.example", "1",
	"example.org", 0, 0, "192.0.2.1 5 none pass fail", 0, NULL, "none",
	NULL, 0 };

/* A document that is no report, in a mail of its own. */
static void
set_aside(struct store *st, enum outcome outcome, const struct report *r,
    const char *path, int64_t now)
{
	struct intake_source s = { .path = path,
		.mail_from = "mx.receiver.example",
		.provenance = PROVENANCE_UNVERIFIED,
		.size = 10 };
	struct document d = { .outcome = outcome,
		.reason = "so it is",
		.report = r,
		.size = 7 };
	struct saved saved;

	ok(store_begin(st, &e));
	ok(store_item_begin(st, &s, now, &e));
	ok(store_document(st, &d, &saved, &e));
	ok(store_item_end(st, NULL, &e));
	ok(store_commit(st, &e));
	assert_int_equal(saved.report, 0);
}

static enum err
see(void *ctx, const struct intake_row *row, struct error *e)
{
	char *out = ctx;

	(void)e;
	snprintf(out + strlen(out), 500 - strlen(out), "%s %s %s %lld; ",
	    row->outcome, row->path, row->reporter ? row->reporter : "-",
	    (long long)row->report);
	return OK;
}

/* Three things on two days. */
static void
fill(struct store *st)
{
	struct report known = { .org_name = "Cut", .email = "d@cut.example" };

	fake_save(st, &genuine);
	set_aside(st, OUTCOME_OTHER, NULL, "mail/cur/spam", NOW);
	set_aside(st, OUTCOME_TRUNCATED, &known, "cut.xml", NOW + DAY_SECONDS);
}

static void
the_ledger_is_listed(void **state)
{
	static const struct {
		const char *what, *word, *value, *want;
		int64_t total;
	} cases[] = {
		{ "what was set aside", "limit", "100",
		    "truncated cut.xml cut.example 0; "
		    "other mail/cur/spam - 0; ",
		    2 },
		{ "one outcome", "outcome", "other",
		    "other mail/cur/spam - 0; ", 1 },
		{ "a report", "outcome", "report",
		    "report mail/cur/1.x:2,S receiver.example 1; ", 1 },
		{ "an outcome that nothing had", "outcome", "bounce", "", 0 },
		{ "everything", "outcome", "all",
		    "truncated cut.xml cut.example 0; "
		    "other mail/cur/spam - 0; "
		    "report mail/cur/1.x:2,S receiver.example 1; ",
		    3 },
		{ "a reporter", "reporter", "cut.example",
		    "truncated cut.xml cut.example 0; ", 1 },
		{ "a reporter that none is", "reporter", "x", "", 0 },
		{ "from a day", "from", "2026-11-22",
		    "truncated cut.xml cut.example 0; ", 1 },
		{ "to a day", "to", "2026-11-21", "other mail/cur/spam - 0; ",
		    1 },
	};
	struct fixture *x = *state;

	fill(x->st);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter f;
		struct page page;
		char seen[500] = "";

		filter_init(&f);
		ok(filter_set(&f, ~0U, cases[i].word, cases[i].value, &e));
		ok(store_intake(x->st, &f, see, seen, &page, &e));
		if (strcmp(seen, cases[i].want) != 0 ||
		    page.total != cases[i].total || page.more)
			fail_msg("%s: %s(%lld)", cases[i].what, seen,
			    (long long)page.total);
	}
}

static void
a_cursor_goes_on(void **state)
{
	struct fixture *x = *state;
	struct filter f;
	struct page page;
	struct error wrong;
	char seen[500] = "";
	int pages = 0;

	fill(x->st);
	filter_init(&f);
	f.set = FILTER_OUTCOME;
	f.limit = 1;
	do {
		ok(store_intake(x->st, &f, see, seen, &page, &e));
		assert_int_equal(page.total, 3);
		f.set |= FILTER_CURSOR;
		snprintf(f.cursor, sizeof(f.cursor), "%s", page.next);
		pages++;
	} while (page.more);
	assert_int_equal(pages, 3);
	assert_string_equal(seen, "truncated cut.xml cut.example 0; "
	                          "other mail/cur/spam - 0; "
	                          "report mail/cur/1.x:2,S receiver.example "
	                          "1; ");
	snprintf(f.cursor, sizeof(f.cursor), "x");
	assert_int_equal(store_intake(x->st, &f, see, seen, &page, &wrong),
	    ERR_INPUT);
}

static void
outcomes_are_counted(void **state)
{
	struct fixture *x = *state;
	struct intake_counts c;
	struct filter f;
	json_t *got, *want;

	fill(x->st);
	fake_save(x->st, &genuine);
	filter_init(&f);
	ok(store_intake_counts(x->st, &f, &c, &e));
	got = intake_counts_to_json(&c);
	want = json_pack("[{s:s,s:i},{s:s,s:i},{s:s,s:i},{s:s,s:i}]", "outcome",
	    "report", "documents", 1, "outcome", "duplicate", "documents", 1,
	    "outcome", "other", "documents", 1, "outcome", "truncated",
	    "documents", 1);
	assert_true(json_equal(got, want));
	json_decref(got);
	json_decref(want);
	ok(filter_set(&f, ~0U, "reporter", "receiver.example", &e));
	ok(store_intake_counts(x->st, &f, &c, &e));
	assert_int_equal(c.documents[OUTCOME_REPORT], 1);
	assert_int_equal(c.documents[OUTCOME_DUPLICATE], 1);
	assert_int_equal(c.documents[OUTCOME_OTHER], 0);
	assert_int_equal(c.documents[OUTCOME_TRUNCATED], 0);
}

/* A report with n repairs, each other one of the same code. */
static void
save_repaired(struct store *st, const char *id, const char *domain, size_t n)
{
	struct repair repairs[8];
	struct report r = { .email = "d@receiver.example",
		.report_id = id,
		.begin = DAY0,
		.end = DAY0 + DAY_SECONDS - 1,
		.dialect = { DIALECT_7489, "7489" },
		.policy_published = { .domain = domain, .pct = -1 },
		.repairs = repairs,
		.n_repairs = n,
		.total_repairs = n };
	struct document d = { .outcome = OUTCOME_REPORT, .report = &r };
	struct saved saved;

	for (size_t i = 0; i < n; i++)
		repairs[i] =
		    (struct repair){ i % 2 ? REPAIR_COUNT : REPAIR_WORD,
			    "frob" };
	digest_of(id, strlen(id), &d.digest);
	ok(store_begin(st, &e));
	fake_begin(st, &genuine);
	ok(store_document(st, &d, &saved, &e));
	ok(store_item_end(st, NULL, &e));
	ok(store_commit(st, &e));
}

static enum err
see_repair(void *ctx, const struct repair_row *row, struct error *e)
{
	char *out = ctx;

	(void)e;
	snprintf(out + strlen(out), 500 - strlen(out), "%s %s %lld in %lld; ",
	    row->reporter, row->code, (long long)row->repairs,
	    (long long)row->reports);
	return OK;
}

static enum err
see_reporter(void *ctx, const struct reporter_row *row, struct error *e)
{
	int64_t *repairs = ctx;

	(void)e;
	*repairs += row->repairs;
	return OK;
}

static void
repairs_are_counted_per_reporter(void **state)
{
	static const struct {
		const char *word, *value, *want;
		int64_t repairs;
	} cases[] = {
		{ "limit", "100",
		    "receiver.example unknown-word 4 in 2; "
		    "receiver.example count 3 in 2; ",
		    7 },
		{ "domain", "example.net",
		    "receiver.example count 1 in 1; "
		    "receiver.example unknown-word 1 in 1; ",
		    2 },
		{ "domain", "nobody.example", "", 0 },
		{ "reporter", "other.example", "", 0 },
	};
	struct fixture *x = *state;

	save_repaired(x->st, "none", "example.org", 0);
	save_repaired(x->st, "five", "example.org", 5);
	save_repaired(x->st, "two", "example.net", 2);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter f;
		struct page page;
		char seen[500] = "";
		int64_t repairs = 0;

		filter_init(&f);
		ok(filter_set(&f, ~0U, cases[i].word, cases[i].value, &e));
		ok(store_repairs(x->st, &f, always, see_repair, seen, &e));
		assert_string_equal(seen, cases[i].want);
		ok(store_reporters(x->st, &f, always, see_reporter, &repairs,
		    &page, &e));
		assert_int_equal(repairs, cases[i].repairs);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_ledger_is_listed, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(a_cursor_goes_on, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(outcomes_are_counted, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(
		    repairs_are_counted_per_reporter, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
