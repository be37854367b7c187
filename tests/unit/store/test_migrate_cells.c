/* The days by sender of layout 12, carried over: the same answers. */
#include "tests/unit/store/draw.h"
#include "tests/unit/store/old_database.h"

/* As the statements of layout 12 gave them. */
#define DAYS_OF_12 \
	"SELECT c.day, s.name, c.traffic, c.disposition, c.passed, c.exempt, " \
	"c.messages FROM day_sender c JOIN sender s ON s.id = c.sender " \
	"WHERE c.domain = $1 AND c.messages <> 0 ORDER BY c.day, c.sender, " \
	"c.traffic, c.disposition, c.passed, c.exempt"
#define SUMS_OF_12 \
	"SELECT s.name, t.traffic, t.passed, sum(t.messages), min(t.day), " \
	"max(t.day) FROM day_sender t JOIN sender s ON s.id = t.sender " \
	"WHERE t.domain = $1 AND t.messages <> 0 " \
	"GROUP BY s.name, t.traffic, t.passed " \
	"ORDER BY s.name, t.traffic, t.passed"

/* The rows of a statement about a domain, as on_day() and on_sum() say them. */
static void
add_rows(sqlite3 *db, const char *sql, int64_t domain, struct buf *out)
{
	sqlite3_stmt *s;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	sqlite3_bind_int64(s, 1, domain);
	while (sqlite3_step(s) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(s); i++)
			buf_printf(out, "%s ", sqlite3_column_text(s, i));
		buf_addch(out, '\n');
	}
	sqlite3_finalize(s);
}

static enum err
on_day(void *ctx, const struct sender_day *d, struct error *e)
{
	(void)e;
	buf_printf(ctx, "%d %s %d %d %d %d %lld \n", (int)d->day, d->sender,
	    d->traffic, d->disposition, d->passed, d->exempt,
	    (long long)d->messages);
	return OK;
}

static enum err
on_sum(void *ctx, const struct sender_sum *s, struct error *e)
{
	(void)e;
	buf_printf(ctx, "%s %d %d %lld %d %d \n", s->sender, s->traffic,
	    s->passed, (long long)s->messages, (int)s->first_day,
	    (int)s->last_day);
	return OK;
}

/* Two domains, days of many cells and of few, and what they sum up to. */
static void
fill_days(sqlite3 *db)
{
	uint64_t seed = 13;
	char sql[256];

	run(db, "INSERT INTO domain VALUES (1, 'a.example'), (2, 'b.example')");
	run(db, "INSERT INTO sender VALUES (1, ''), (2, 'svc:b'), "
	        "(3, 'net:192.0.2.0/24'), (900, 'svc:a')");
	for (int i = 0; i < 3000; i++) {
		static const int senders[] = { 1, 2, 3, 900 };

		snprintf(sql, sizeof(sql),
		    "INSERT INTO day_sender VALUES (%d, %d, %d, %d, %d, %d, "
		    "%d, %d) ON CONFLICT DO NOTHING",
		    1 + (int)draw(&seed, 2),
		    20000 + (int)draw(&seed, 1 + draw(&seed, 90)),
		    senders[draw(&seed, 4)], 1 + (int)draw(&seed, 6),
		    (int)draw(&seed, 6), (int)draw(&seed, 2),
		    (int)draw(&seed, 2), 1 + (int)draw(&seed, 1000));
		run(db, sql);
	}
	run(db, "INSERT INTO day_sender SELECT 0, day, 1, traffic, "
	        "disposition, passed, 0, sum(messages) FROM day_sender "
	        "GROUP BY day, traffic, disposition, passed");
	/* Of kinds that ended. */
	run(db, "INSERT INTO day_sender VALUES (0, 20000, 1, 7, 0, 0, 0, 0), "
	        "(0, 20200, 1, 1, 2, 1, 0, 0)");
}

static void
days_by_sender_answer_the_same(void **state)
{
	static const char *const domains[] = { NULL, "a.example", "b.example" };
	struct fixture *x = *state;
	sqlite3 *db = old_database(x, 12);
	struct buf want[3], got;

	fill_days(db);
	for (int i = 0; i < 3; i++) {
		buf_init(&want[i], MIB);
		add_rows(db, DAYS_OF_12, i, &want[i]);
		add_rows(db, SUMS_OF_12, i, &want[i]);
		assert_true(want[i].len > 1000);
	}
	sqlite3_close(db);
	db = migrated(x);
	assert_int_equal(number(db, "SELECT count(*) FROM sqlite_master "
	                            "WHERE name = 'day_sender_cell'"),
	    0);
	assert_int_equal(number(db, "SELECT count(*) FROM day_sender "
	                            "WHERE domain = 0 AND day = 20200"),
	    0);
	sqlite3_close(db);
	for (int i = 0; i < 3; i++) {
		buf_init(&got, MIB);
		ok(store_sender_days(x->st, domains[i], 0, 30000, on_day, &got,
		    &e));
		ok(store_sender_sums(x->st, domains[i], 0, 30000, on_sum, &got,
		    &e));
		assert_string_equal(got.data, want[i].data);
		buf_free(&got);
		buf_free(&want[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(days_by_sender_answer_the_same,
		    setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
