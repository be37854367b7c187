/* What closed periods keep: the same answers with it and without. */
#include "tests/unit/store/period_answers.h"

#include <sqlite3.h>

#include "store/period.h"

static void
sums_come_back_in_order(void **state)
{
	struct period_sum v[] = {
		{ 7, 3, 900, 0x52, 0, 15, 1 },
		{ 2, 3, 5, 0x52, 4, 4, RECORD_COUNT_MAX },
		{ 7, 2, 1, 0xff, 15, 15, 0 },
		{ 7, 3, 900, 0x51, 3, 9, 200 },
		{ 0, 5, 1, 0, 0, 0, 1 },
	};
	static const int64_t messages[] = { 1, RECORD_COUNT_MAX, 0, 200, 1 };
	struct period_reader r = { 0 };
	struct period_sum s;
	struct buf out;
	size_t n = 0;

	(void)state;
	buf_init(&out, MIB);
	period_pack(&out, v, 5);
	r.in.p = (const uint8_t *)out.data;
	r.in.end = r.in.p + out.len;
	while (period_next(&r, &s)) {
		assert_memory_equal(&s, &v[n], sizeof(s));
		assert_int_equal(s.messages, messages[n]);
		n++;
	}
	assert_int_equal(n, 5);
	assert_false(r.in.bad);
	for (size_t cut = 1; cut < out.len; cut++) {
		r = (struct period_reader){ .in = { (const uint8_t *)out.data,
			                        (const uint8_t *)out.data + cut,
			                        false } };
		for (n = 0; period_next(&r, &s); n++)
			continue;
		assert_true(n < 5);
	}
	buf_free(&out);
}

/* Groups of reporters with the sources 3, 6, 9 ...: each twice in every one. */
static void
one_source_is_found_among_all(void **state)
{
	struct period_sum v[120], s;
	struct period_reader r = { 0 };
	int64_t first, last;
	struct buf out;
	size_t n = 0;

	(void)state;
	for (int64_t i = 0; i < 120; i++)
		v[i] = (struct period_sum){ i % 3, 2, i / 6 * 300, i / 3 % 2,
			3 + i / 3 % 2, 7 + i % 3, i * 1000 };
	buf_init(&out, MIB);
	period_pack(&out, v, 120);
	r.in.p = (const uint8_t *)out.data;
	r.in.end = r.in.p + out.len;
	for (; period_next_of(&r, 1500, &s); n++) {
		assert_int_equal(s.source, 1500);
		assert_int_equal(s.reporter, n / 2);
		assert_int_equal(s.outcome, n % 2);
	}
	assert_int_equal(n, 6);
	assert_false(r.in.bad);
	for (int64_t source = 0; source < 7000; source += 100) {
		period_days_of(out.data, out.len, source, &first, &last);
		if (source % 300 == 0 && source < 6000) {
			assert_int_equal(first, 3);
			assert_int_equal(last, 9);
		} else {
			assert_true(last < first);
		}
	}
	/* What is cut off may have it, but where a group ends. */
	n = 0;
	for (size_t cut = 1; cut < out.len; cut++) {
		period_days_of(out.data, cut, 1, &first, &last);
		if (first <= last)
			assert_int_equal(last - first, 15);
		else
			n++;
	}
	assert_int_equal(n, 2);
	buf_free(&out);
}

static int64_t
number(const struct fixture *x, const char *sql)
{
	sqlite3_stmt *s;
	sqlite3 *db;
	int64_t n;

	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	n = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
	sqlite3_finalize(s);
	sqlite3_close(db);
	return n;
}

#define CLOSED "SELECT count(*) FROM source_period WHERE summed = 1"

enum { DAYS = 60 };

static void
same_answers(struct fixture *x, day_t days, struct buf *want)
{
	struct buf got;

	buf_init(&got, 16 * MIB);
	add_answers(x->st, days, &got);
	assert_string_equal(got.data, want->data);
	buf_free(&got);
}

static void
closed_periods_answer_as_their_records(void **state)
{
	struct fixture *x = *state;
	struct buf open;

	buf_init(&open, 16 * MIB);
	for (int ago = 1; ago < 56; ago++)
		for (int reporter = 0; reporter < 3; reporter++)
			save_report_of(x->st, ago, reporter, 0);
	add_answers(x->st, DAYS, &open);
	assert_int_equal(number(x, CLOSED), 0);
	ok(store_close_periods(x->st, &e));
	assert_true(number(x, CLOSED) >= 2);
	same_answers(x, DAYS, &open);
	buf_free(&open);
}

static void
what_comes_late_opens_its_period(void **state)
{
	struct fixture *x = *state;
	struct buf open;
	int64_t closed;

	buf_init(&open, 16 * MIB);
	for (int ago = 1; ago < 56; ago++)
		for (int reporter = 1; reporter < 4; reporter++)
			save_report_of(x->st, ago, reporter, 0);
	ok(store_close_periods(x->st, &e));
	closed = number(x, CLOSED);
	assert_true(closed >= 2);
	save_report_of(x->st, 30, 4, 0);
	assert_int_equal(number(x, CLOSED), closed - 1);
	add_answers(x->st, DAYS, &open);
	ok(store_close_periods(x->st, &e));
	assert_int_equal(number(x, CLOSED), closed);
	same_answers(x, DAYS, &open);
	number(x, "UPDATE source_period SET days = NULL, summed = 0");
	assert_int_equal(number(x, CLOSED), 0);
	same_answers(x, DAYS, &open);
	buf_free(&open);
}

/* It has no row of a source, and is a report of its day all the same. */
static void
a_report_without_records_opens_its_period(void **state)
{
	struct fixture *x = *state;
	const struct fake empty = { .org = "E",
		.id = "empty",
		.domain = "example.org",
		.begin = DAY0 - 30 * DAY_SECONDS,
		.end = DAY0 - 29 * DAY_SECONDS - 1,
		.rows = "" };
	struct buf before, open;

	buf_init(&before, 16 * MIB);
	buf_init(&open, 16 * MIB);
	for (int ago = 20; ago < 40; ago++)
		save_report_of(x->st, ago, 1, 0);
	save_report_of(x->st, 1, 1, 0);
	ok(store_close_periods(x->st, &e));
	add_answers(x->st, DAYS, &before);
	assert_int_equal(fake_save(x->st, &empty).outcome, OUTCOME_REPORT);
	add_answers(x->st, DAYS, &open);
	assert_string_not_equal(open.data, before.data);
	ok(store_close_periods(x->st, &e));
	same_answers(x, DAYS, &open);
	number(x, "UPDATE source_period SET days = NULL, summed = 0");
	same_answers(x, DAYS, &open);
	buf_free(&before);
	buf_free(&open);
}

static enum err
no_finding(void *ctx, enum check what, const char *sentence, struct error *err)
{
	(void)ctx;
	(void)what;
	(void)err;
	fail_msg("%s", sentence);
	return OK;
}

/* All before a day in the middle of a period; what is left is sound. */
static void
prune_and_check(struct store *st, day_t before)
{
	const struct check_watch watch = { NULL, no_finding, NULL };
	struct prune p = { .to = { .records = before } };
	bool more = true;

	while (more)
		ok(store_prune_step(st, &p, &more, &e));
	assert_true(p.gone.records > 0);
	ok(store_verify(st, &watch, &e));
}

/* Of pruned records no From domains are kept: their list says from when on. */
static void
check_subdomains_lack(struct store *st, day_t before)
{
	struct filter f;
	struct page page;
	struct buf rows;

	buf_init(&rows, MIB);
	filter_init(&f);
	f.set |= FILTER_DOMAIN;
	snprintf(f.domain, sizeof(f.domain), "example.org");
	ok(store_subdomains(st, &f, always, see_subdomain, &rows, &page, &e));
	assert_int_equal(page.records_from, before);
	page.records_from = 0;
	ok(filter_set(&f, FILTER_SOURCE_IP, "source_ip", "192.0.2.1", &e));
	ok(store_sendings(st, &f, always, see_sending, &rows, &page, &e));
	assert_int_equal(page.records_from, before);
	assert_int_equal(page.total, 1);
	buf_free(&rows);
}

static void
pruned_periods_answer_as_their_records(void **state)
{
	struct fixture *x = *state;
	day_t before = (day_t)(DAY0 / DAY_SECONDS) - 30;
	struct buf all, late;
	int64_t pruned;

	buf_init(&all, 16 * MIB);
	buf_init(&late, 16 * MIB);
	for (int ago = 1; ago < 56; ago++)
		for (int reporter = 0; reporter < 3; reporter++)
			save_report_of(x->st, ago, reporter, 0);
	add_answers(x->st, 0, &all);
	assert_int_not_equal(before % 16, 0);
	prune_and_check(x->st, before);
	same_answers(x, 0, &all);
	ok(store_close_periods(x->st, &e));
	assert_true(number(x, CLOSED) > 0);
	same_answers(x, 0, &all);
	check_subdomains_lack(x->st, before);
	pruned =
	    number(x, "SELECT count(*) FROM source_period WHERE pruned = 1");
	assert_true(pruned >= 2);

	/* What comes late adds to them, as records and when it is pruned. */
	save_report_of(x->st, 50, 4, 1);
	save_report_of(x->st, 31, 4, 1);
	add_answers(x->st, 0, &late);
	assert_string_not_equal(late.data, all.data);
	prune_and_check(x->st, before);
	same_answers(x, 0, &late);
	ok(store_close_periods(x->st, &e));
	same_answers(x, 0, &late);
	buf_free(&all);
	buf_free(&late);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_come_back_in_order),
		cmocka_unit_test(one_source_is_found_among_all),
		WITH_STORE(closed_periods_answer_as_their_records),
		WITH_STORE(what_comes_late_opens_its_period),
		WITH_STORE(a_report_without_records_opens_its_period),
		WITH_STORE(pruned_periods_answer_as_their_records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
