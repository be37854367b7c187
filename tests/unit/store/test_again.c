/* An item of the ledger read again: its rows change, nothing counts twice. */
#include "tests/unit/core/check.h"
#include "tests/unit/store/fixture.h"

static const struct fake one = { .org = "R",
	.email = "a@r.example",
	.id = "one",
	.domain = "example.org",
	.rows = "192.0.2.1 5 none pass fail" };
static const struct fake two = { .org = "R",
	.email = "a@r.example",
	.id = "two",
	.domain = "example.org",
	.rows = "192.0.2.2 7 none pass fail" };

static void
set_aside(struct store *st, enum outcome outcome)
{
	const struct document d = { .outcome = outcome,
		.reason = "odd",
		.size = 10 };
	struct saved saved;

	ok(store_document(st, &d, &saved, &e));
}

static const struct mail_name name = { "/m", "1.x", 7, 8, 1000 };

/* A mail with a report, something malformed, and a copy of the report. */
static void
first_reading(struct store *st)
{
	ok(store_begin(st, &e));
	fake_begin(st, &one);
	fake_document(st, &one);
	set_aside(st, OUTCOME_MALFORMED);
	fake_document(st, &one);
	ok(store_item_end(st, &name, &e));
	ok(store_commit(st, &e));
}

static struct set_aside
found(struct store *st)
{
	struct set_aside item = { 0 };

	ok(store_mail_set_aside(st, &name, &item, &e));
	return item;
}

static void
again_begin(struct store *st, const struct set_aside *item)
{
	const struct intake_source s = { .path = "1",
		.provenance = item->provenance,
		.size = item->size,
		.mail_from = "r.example" };

	ok(store_begin(st, &e));
	ok(store_item_again(st, item->id, &s, &e));
}

static enum err
add_outcome(void *ctx, const struct intake_row *row, struct error *e)
{
	char *text = ctx;

	(void)e;
	snprintf(text + strlen(text), 200 - strlen(text), "%s%lld ",
	    row->outcome, (long long)row->report);
	return OK;
}

/* The whole ledger: outcomes with their reports, last come first. */
static void
check_ledger(const char *what, struct store *st, const char *want)
{
	char text[200] = "";
	struct filter f;
	struct page page;
	int64_t n = 0;

	filter_init(&f);
	f.set |= FILTER_OUTCOME;
	f.outcome = WORD_UNSET;
	ok(store_intake(st, &f, add_outcome, text, &page, &e));
	check_text(what, text, want);
	for (const char *c = text; *c != '\0'; c++)
		n += *c == ' ';
	assert_int_equal(page.total, n); /* from the sums of days */
}

static void
a_malformed_one_becomes_a_report(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct item_again a;
	struct set_aside item;
	int64_t n = -1;

	first_reading(st);
	check_ledger("before", st, "duplicate1 malformed0 report1 ");
	item = found(st);
	again_begin(st, &item);
	fake_document(st, &one);
	fake_document(st, &two);
	fake_document(st, &one);
	ok(store_item_again_end(st, &a, &e));
	assert_true(a.changed);
	assert_false(a.lost);
	assert_int_equal(a.n_was, 3);
	assert_int_equal(a.was[1].outcome, OUTCOME_MALFORMED);
	assert_int_equal(a.is[0].outcome, OUTCOME_REPORT);
	assert_int_equal(a.is[1].outcome, OUTCOME_REPORT);
	assert_int_equal(a.is[2].outcome, OUTCOME_DUPLICATE);
	ok(store_commit(st, &e));
	check_ledger("after", st, "duplicate1 report2 report1 ");
	assert_int_equal(totals_of(st, NULL).sums.messages, 12);
	assert_int_equal(totals_of(st, NULL).set_aside, 0);
	ok(store_set_aside_count(st, &n, &e));
	assert_int_equal(n, 0);
}

static void
rolled_back_nothing_has_changed(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct item_again a;
	struct set_aside item;

	first_reading(st);
	item = found(st);
	again_begin(st, &item);
	fake_document(st, &two);
	fake_document(st, &one);
	ok(store_item_again_end(st, &a, &e));
	assert_true(a.changed);
	assert_true(a.lost); /* of two copies only one is there */
	store_rollback(st);
	check_ledger("after", st, "duplicate1 malformed0 report1 ");
	assert_int_equal(totals_of(st, NULL).sums.messages, 5);
}

static void
a_report_moves_with_its_row(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct stored_report r;
	struct item_again a;
	struct set_aside item;
	struct arena arena;

	first_reading(st);
	item = found(st);
	again_begin(st, &item);
	fake_document(st, &two);
	set_aside(st, OUTCOME_TRUNCATED);
	fake_document(st, &one);
	fake_document(st, &one);
	ok(store_item_again_end(st, &a, &e));
	assert_false(a.lost);
	ok(store_commit(st, &e));
	check_ledger("after", st, "duplicate1 report1 truncated0 report2 ");
	arena_init(&arena, MIB);
	ok(store_report(st, 1, &arena, &r, &e));
	check_text("its mail", r.path, "mail/cur/1.x:2,S");
	check_text("its sender", r.mail_from, "r.example");
	arena_release(&arena);
}

static void
the_same_again_is_no_change(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct item_again a;
	struct set_aside item;

	first_reading(st);
	item = found(st);
	again_begin(st, &item);
	fake_document(st, &one);
	set_aside(st, OUTCOME_MALFORMED);
	fake_document(st, &one);
	ok(store_item_again_end(st, &a, &e));
	assert_false(a.changed);
	store_rollback(st);
}

static void
what_is_set_aside_is_found(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct mail_name other = name;
	struct set_aside item;
	struct arena arena;
	struct error why;
	const char *path;
	int64_t n, id;

	arena_init(&arena, MIB);
	first_reading(st);
	other.inode++;
	assert_int_equal(store_mail_set_aside(st, &other, &item, &why),
	    ERR_NOTFOUND);
	ok(store_maildir_next(st, 0, &arena, &id, &path, &e));
	check_text("the maildir", path, "/m");
	assert_int_equal(store_maildir_next(st, id, &arena, &id, &path, &why),
	    ERR_NOTFOUND);
	/* The fixture's items are imported, which mails are not. */
	ok(store_file_set_aside(st, 0, &arena, &item, &path, &e));
	check_text("the file", path, "mail/cur/1.x:2,S");
	assert_int_equal(item.size, 1000);
	assert_int_equal(store_file_set_aside(st, item.id, &arena, &item, &path,
	                     &why),
	    ERR_NOTFOUND);
	ok(store_set_aside_count(st, &n, &e));
	assert_int_equal(n, 1);
	arena_release(&arena);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_malformed_one_becomes_a_report),
		TEST(rolled_back_nothing_has_changed),
		TEST(a_report_moves_with_its_row),
		TEST(the_same_again_is_no_change),
		TEST(what_is_set_aside_is_found),
	};
#undef TEST

	return cmocka_run_group_tests(tests, NULL, NULL);
}
