/* Rows of day_sender as others find them: sound, damaged, without a sender. */
#include "tests/unit/core/check.h"
#include "tests/unit/store/fixture.h"
#include "tests/unit/store/unpacked.h"

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

/* Two senders, and of a.example a day on which only one of them is known. */
static void
fill(const struct fixture *x, const char *cells)
{
	char sql[512];
	sqlite3 *db;

	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	snprintf(sql, sizeof(sql),
	    "DELETE FROM domain; DELETE FROM sender; DELETE FROM day_sender; "
	    "INSERT INTO domain VALUES (7, 'a.example'); "
	    "INSERT INTO sender VALUES (1, ''), (2, 'svc:b'), (3, 'svc:a'); "
	    "INSERT INTO day_sender VALUES (7, 10, %s)",
	    cells);
	run(db, sql);
	sqlite3_close(db);
}

static enum err
on_day(void *ctx, const struct sender_day *d, struct error *e)
{
	(void)e;
	say(ctx, "%d \"%s\" %d %d%s%s %lld; ", (int)d->day, d->sender,
	    d->traffic, d->disposition, d->passed ? " passed" : "",
	    d->exempt ? " exempt" : "", (long long)d->messages);
	return OK;
}

static enum err
on_sum(void *ctx, const struct sender_sum *s, struct error *e)
{
	(void)e;
	say(ctx, "\"%s\" %d%s %lld; ", s->sender, s->traffic,
	    s->passed ? " passed" : "", (long long)s->messages);
	return OK;
}

static void
cells_say_what_they_are(void **state)
{
	struct fixture *x = *state;
	struct said days = { 0 }, sums = { 0 };

	/* 1: forged, rejected; 2: own, passed, and exempt; 3: forwarded. */
	fill(x, "x'04"
	        "01d00105"
	        "012a64"
	        "000101"
	        "014803'");
	ok(store_sender_days(x->st, "a.example", 10, 10, on_day, &days, &e));
	assert_string_equal(days.text,
	    "10 \"\" 6 4 5; 10 \"svc:b\" 1 2 passed 100; "
	    "10 \"svc:b\" 1 2 passed exempt 1; 10 \"svc:a\" 2 2 3; ");
	ok(store_sender_sums(x->st, "a.example", 10, 10, on_sum, &sums, &e));
	assert_string_equal(sums.text,
	    "\"\" 6 5; \"svc:a\" 2 3; \"svc:b\" 1 passed 101; ");
}

static void
a_sender_that_is_gone_is_passed_over(void **state)
{
	struct fixture *x = *state;
	struct said days = { 0 }, sums = { 0 };

	fill(x, "x'02"
	        "022a07"
	        "092a08'");
	ok(store_sender_days(x->st, "a.example", 1, 20, on_day, &days, &e));
	assert_string_equal(days.text, "10 \"svc:b\" 1 2 passed 7; ");
	ok(store_sender_sums(x->st, "a.example", 1, 20, on_sum, &sums, &e));
	assert_string_equal(sums.text, "\"svc:b\" 1 passed 7; ");
}

static void
damage_is_told(void **state)
{
	static const char *const cells[] = { "x''", "x'00'", "x'01022a'",
		"x'0101d00100'" };
	struct fixture *x = *state;

	for (size_t i = 0; i < COUNT(cells); i++) {
		struct said s = { 0 };
		struct error why = { 0 };

		fill(x, cells[i]);
		assert_int_equal(store_sender_days(x->st, "a.example", 1, 20,
		                     on_day, &s, &why),
		    ERR_SYSTEM);
		assert_int_equal(store_sender_sums(x->st, "a.example", 1, 20,
		                     on_sum, &s, &why),
		    ERR_SYSTEM);
		assert_non_null(
		    strstr(why.text, "the database is damaged: the messages "
		                     "of domain 7 of 1970-01-11"));
		ok(store_sender_days(x->st, "a.example", 1, 9, on_day, &s, &e));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(cells_say_what_they_are),
		T(a_sender_that_is_gone_is_passed_over),
		T(damage_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
