/* The days that the advisor judged, by sender: of a domain, and of all. */
#include "tests/unit/core/check.h"
#include "tests/unit/store/draw.h"
#include "tests/unit/store/fixture.h"
#include "tests/unit/store/unpacked.h"

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static enum err
try_save(struct store *st, const char *domain, day_t day,
    const struct sender_day *days, size_t n_days, day_t days_from,
    struct error *why)
{
	const struct evaluation_save s = {
		.evaluation = { .domain = domain,
		    .day = day,
		    .as_of = day,
		    .stage = "NONE",
		    .target = "Q5",
		    .verdict = "READY",
		    .evaluated_at = (int64_t)(day + 1) * DAY_SECONDS,
		    .board = "{}" },
		.days = days,
		.n_days = n_days,
		.days_from = days_from,
	};

	return store_evaluation_save(st, &s, why);
}

static void
save_of(struct store *st, const char *domain, day_t day,
    const struct sender_day *days, size_t n_days, day_t days_from)
{
	ok(try_save(st, domain, day, days, n_days, days_from, &e));
}

static void
save(struct store *st, day_t day, const struct sender_day *days, size_t n_days,
    day_t days_from)
{
	save_of(st, "a.example", day, days, n_days, days_from);
}

static enum err
on_day(void *ctx, const struct sender_day *d, struct error *e)
{
	(void)e;
	say(ctx, "%d %s %lld; ", (int)d->day, d->sender,
	    (long long)d->messages);
	return OK;
}

static void
days_are_said_anew_and_older_ones_stay(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	static const struct sender_day first[] = {
		{ .day = 10, .sender = "svc:a", .traffic = 1, .messages = 5 },
		{ .day = 11, .sender = "svc:a", .traffic = 1, .messages = 6 },
		{ .day = 11, .sender = "", .traffic = 6, .messages = 7 },
	};
	static const struct sender_day then[] = {
		{ .day = 11, .sender = "svc:a", .traffic = 1, .messages = 60 },
		{ .day = 12, .sender = "svc:b", .traffic = 1, .messages = 8 },
	};
	struct said s = { 0 };
	int64_t before, after;

	save(st, 11, first, COUNT(first), 10);
	save(st, 12, then, COUNT(then), 11);
	ok(store_sender_days(st, "a.example", 1, 100, on_day, &s, &e));
	assert_string_equal(s.text, "10 svc:a 5; 11 svc:a 60; 12 svc:b 8; ");
	/* Whoever reads must know that something is new. */
	ok(store_change(st, &before, &e));
	save(st, 12, then, COUNT(then), 11);
	ok(store_change(st, &after, &e));
	assert_true(after > before);
}

static enum err
on_kind(void *ctx, const struct sender_day *d, struct error *e)
{
	(void)e;
	say(ctx, "%d \"%s\" %d %d%s %lld; ", (int)d->day, d->sender, d->traffic,
	    d->disposition, d->passed ? "+" : "", (long long)d->messages);
	return OK;
}

static void
the_days_of_all_domains_are_the_sum_of_theirs(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	static const struct sender_day a[] = {
		{ .day = 10, .sender = "svc:a", .traffic = 1, .messages = 5 },
		{ .day = 11,
		    .sender = "svc:a",
		    .traffic = 1,
		    .passed = true,
		    .messages = 6 },
		{ .day = 11,
		    .sender = "",
		    .traffic = 6,
		    .disposition = 2,
		    .messages = 7 },
	};
	static const struct sender_day b[] = {
		{ .day = 10,
		    .sender = "svc:b",
		    .traffic = 1,
		    .exempt = true,
		    .messages = 1 },
		{ .day = 11,
		    .sender = "svc:b",
		    .traffic = 1,
		    .passed = true,
		    .messages = 2 },
	};
	static const struct sender_day then[] = {
		{ .day = 11,
		    .sender = "svc:c",
		    .traffic = 1,
		    .passed = true,
		    .messages = 60 },
	};
	struct said both = { 0 }, anew = { 0 }, one = { 0 };

	save(st, 11, a, COUNT(a), 10);
	save_of(st, "b.example", 11, b, COUNT(b), 10);
	ok(store_sender_days(st, NULL, 10, 11, on_kind, &both, &e));
	assert_string_equal(both.text, "10 \"\" 1 0 6; 11 \"\" 1 0+ 8; "
	                               "11 \"\" 6 2 7; ");
	save(st, 11, then, COUNT(then), 11);
	ok(store_sender_days(st, NULL, 10, 11, on_kind, &anew, &e));
	assert_string_equal(anew.text, "10 \"\" 1 0 6; 11 \"\" 1 0+ 62; ");
	ok(store_sender_days(st, NULL, 11, 11, on_kind, &one, &e));
	assert_string_equal(one.text, "11 \"\" 1 0+ 62; ");
}

static sqlite3 *
opened(const struct fixture *x)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	return db;
}

/* Any change of a day but one is refused. */
#define REFUSE(when, row) \
	"CREATE TRIGGER refuse_" when " BEFORE " when \
	" ON day_sender WHEN " row ".day <> 11 BEGIN " \
	"SELECT raise(ABORT, 'written'); END;"

static void
only_days_that_changed_are_written(void **state)
{
	struct fixture *x = *state;
	static const struct sender_day days[] = {
		{ .day = 10, .sender = "svc:a", .traffic = 1, .messages = 5 },
		{ .day = 11, .sender = "svc:a", .traffic = 1, .messages = 6 },
		{ .day = 10, .sender = "svc:b", .traffic = 4, .messages = 7 },
		{ .day = 12, .sender = "svc:b", .traffic = 4, .messages = 8 },
	};
	static const struct sender_day other[] = {
		{ .day = 12, .sender = "svc:b", .traffic = 4, .messages = 8 },
		{ .day = 10, .sender = "svc:b", .traffic = 4, .messages = 7 },
		{ .day = 11, .sender = "svc:c", .traffic = 4, .messages = 9 },
		{ .day = 10, .sender = "svc:a", .traffic = 1, .messages = 5 },
	};
	struct said s = { 0 };
	struct error why;
	sqlite3 *db;

	save(x->st, 12, days, COUNT(days), 10);
	db = opened(x);
	run(db, REFUSE("INSERT", "NEW") REFUSE("UPDATE", "NEW")
	            REFUSE("DELETE", "OLD"));
	sqlite3_close(db);
	save(x->st, 12, days, COUNT(days), 10);
	save(x->st, 12, other, COUNT(other), 10);
	ok(store_sender_days(x->st, "a.example", 11, 11, on_day, &s, &e));
	assert_string_equal(s.text, "11 svc:c 9; ");
	/* A day less is written. */
	assert_int_equal(try_save(x->st, "a.example", 12, other, 3, 10, &why),
	    ERR_SYSTEM);
}

/* What is there of the days of all domains is less than what goes. */
static void
sums_that_cannot_be_right_are_told(void **state)
{
	struct fixture *x = *state;
	static const struct sender_day day[] = {
		{ .day = 10, .sender = "", .traffic = 6, .messages = 9 },
	};
	static const char *const cells[] = { "x'0101c00103'", "x'0101c001'",
		"x''" };
	struct error why;

	save(x->st, 10, day, 1, 10);
	for (size_t i = 0; i < COUNT(cells); i++) {
		sqlite3 *db = opened(x);
		char sql[128];

		snprintf(sql, sizeof(sql),
		    "UPDATE day_sender SET cells = %s WHERE domain = 0",
		    cells[i]);
		run(db, sql);
		sqlite3_close(db);
		save(x->st, 10, day, 1, 10);
		assert_int_equal(try_save(x->st, "a.example", 10, NULL, 0, 10,
		                     &why),
		    ERR_SYSTEM);
		assert_non_null(strstr(why.text, "1970-01-11"));
		assert_non_null(strstr(why.text, "`rampart db rebuild`"));
	}
}

/* Messages of a domain's days, or (negative) of all of them together. */
static enum err
add_messages(void *ctx, const struct sender_day *d, struct error *e)
{
	int64_t(*sums)[8] = ctx;

	(void)e;
	sums[d->day % 64][d->traffic] += d->messages;
	return OK;
}

enum { DAYS = 20, MAX = 60 };

/* Each cell once, as evaluation_save has them. */
static size_t
random_days(uint64_t *seed, struct sender_day *v, day_t from)
{
	static const char *const senders[] = { "", "svc:a", "svc:b", "svc:c" };
	size_t n = 0;

	for (size_t k = 0; k < COUNT(senders); k++)
		for (day_t d = from; d < DAYS && n < MAX; d++)
			if (draw(seed, 2))
				v[n++] = (struct sender_day){ .day = d,
					.sender = senders[k],
					.traffic = 1 + (int)draw(seed, 6),
					.passed = draw(seed, 2),
					.exempt = draw(seed, 2),
					.messages =
					    1 + (int64_t)draw(seed, 9) };
	return n;
}

static enum err
no_finding(void *ctx, enum check what, const char *sentence, struct error *e)
{
	(void)ctx;
	(void)what;
	(void)e;
	fail_msg("%s", sentence);
	return OK;
}

static void
whatever_is_saved_adds_up(void **state)
{
	static const char *const domains[] = { "a.example", "b.example",
		"c.example" };
	const struct check_watch watch = { NULL, no_finding, NULL };
	struct store *st = ((struct fixture *)*state)->st;
	struct sender_day v[MAX];
	uint64_t seed = 9;

	for (int round = 0; round < 40; round++) {
		int64_t sums[64][8] = { 0 }, all[64][8] = { 0 };
		day_t from = (day_t)(1 + draw(&seed, DAYS - 1));
		size_t n = random_days(&seed, v, from);

		save_of(st, domains[draw(&seed, 3)], DAYS, v, n, from);
		for (size_t i = 0; i < COUNT(domains); i++)
			ok(store_sender_days(st, domains[i], 0, DAYS,
			    add_messages, sums, &e));
		ok(store_sender_days(st, NULL, 0, DAYS, add_messages, all, &e));
		assert_memory_equal(all, sums, sizeof(all));
		ok(store_verify(st, &watch, &e));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(days_are_said_anew_and_older_ones_stay),
		T(the_days_of_all_domains_are_the_sum_of_theirs),
		T(only_days_that_changed_are_written),
		T(sums_that_cannot_be_right_are_told),
		T(whatever_is_saved_adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
