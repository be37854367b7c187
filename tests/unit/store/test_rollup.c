/*
 * Roll-ups equal the sums over the records, whatever came in which order: a
 * few hundred random reports with duplicates, parts, conflicts and upgrades,
 * conflicts that a person accepts, and reports that are read again.  Then
 * every roll-up is made anew by plain SQL and compared row by row.
 */
#include "tests/unit/store/rollup_random.h"
#include "tests/unit/store/unpacked.h"

/* A roll-up and the statement that makes it anew; both in one order. */
static const struct {
	const char *name, *kept, *anew;
} rollups[] = {
	{ "day_total",
	    "SELECT domain, day, provenance, reports, coarse, messages, pass, "
	    "fail_none, fail_quarantine, fail_reject, fail_unknown "
	    "FROM day_total ORDER BY 1, 2, 3",
	    "SELECT domain, day, provenance, sum(reports), sum(coarse), "
	    "sum(messages), sum(pass), sum(fail_none), sum(fail_quarantine), "
	    "sum(fail_reject), sum(fail_unknown) FROM day_policy "
	    "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3" },
	{ "day_total, dkim and spf",
	    "SELECT domain, day, provenance, dkim_pass, spf_pass, "
	    "both_pass FROM day_total WHERE domain <> 0 AND messages > 0 ORDER "
	    "BY 1, 2, 3",
	    "SELECT domain, day, provenance, "
	    "coalesce(sum(messages) FILTER (WHERE dkim = 2), 0), "
	    "coalesce(sum(messages) FILTER (WHERE spf = 2), 0), "
	    "coalesce(sum(messages) FILTER (WHERE dkim = 2 AND spf = 2), 0) "
	    "FROM record GROUP BY 1, 2, 3 HAVING sum(messages) > 0 "
	    "ORDER BY 1, 2, 3" },
	{ "day_total of all domains",
	    "SELECT * FROM day_total WHERE domain = 0 ORDER BY 1, 2, 3",
	    "SELECT 0, day, provenance, sum(reports), sum(coarse), "
	    "sum(messages), sum(pass), sum(fail_none), sum(fail_quarantine), "
	    "sum(fail_reject), sum(fail_unknown), sum(dkim_pass), "
	    "sum(spf_pass), sum(both_pass) FROM day_total WHERE domain <> 0 "
	    "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3" },
	{ "month_reporter", "SELECT * FROM month_reporter ORDER BY 1, 2, 3, 4",
	    "SELECT domain, day / 32, reporter, provenance, sum(reports), "
	    "sum(coarse), sum(messages), sum(pass), sum(fail_none), "
	    "sum(fail_quarantine), sum(fail_reject), sum(fail_unknown) "
	    "FROM day_policy GROUP BY 1, 2, 3, 4 "
	    "ORDER BY 1, 2, 3, 4" },
	{ "source_period",
	    "SELECT domain, period, records FROM source_period ORDER BY 1, 2",
	    "SELECT t.domain, t.day / 16, (SELECT count(*) FROM record r "
	    "WHERE r.domain = t.domain AND r.day / 16 = t.day / 16) "
	    "FROM day_total t WHERE t.domain <> 0 GROUP BY 1, 2 "
	    "ORDER BY 1, 2" },
	{ "intake_day", "SELECT * FROM intake_day ORDER BY 1, 2, 3",
	    "SELECT l.outcome, n.received / 86400, "
	    "coalesce(r.reporter, l.reporter), count(*) "
	    "FROM intake_document l JOIN intake n ON n.id = l.intake "
	    "LEFT JOIN report r ON r.id = l.report GROUP BY 1, 2, 3 "
	    "ORDER BY 1, 2, 3" },
	{ "day_policy",
	    "SELECT * FROM day_policy WHERE domain <> 0 ORDER BY 1, 2, 3, 4, 5",
	    "SELECT p.domain, p.day, p.reporter, p.policy, p.provenance, "
	    "count(*), sum(p.coarse), sum(s.m), sum(s.pass), sum(s.none), "
	    "sum(s.quarantine), sum(s.reject), sum(s.m - s.pass - s.none "
	    "- s.quarantine - s.reject) FROM report p JOIN ("
	    "SELECT id, coalesce(sum(messages), 0) AS m, "
	    "coalesce(sum(messages) FILTER (WHERE 2 IN (dkim, spf)), 0) AS "
	    "pass, "
	    "coalesce(sum(messages) FILTER (WHERE disposition = 2 AND "
	    "2 NOT IN (dkim, spf)), 0) AS none, "
	    "coalesce(sum(messages) FILTER (WHERE disposition = 3 AND "
	    "2 NOT IN (dkim, spf)), 0) AS quarantine, "
	    "coalesce(sum(messages) FILTER (WHERE disposition = 4 AND "
	    "2 NOT IN (dkim, spf)), 0) AS reject FROM ("
	    "SELECT q.id, r.messages, r.disposition, r.dkim, r.spf "
	    "FROM report q LEFT JOIN record "
	    "r ON r.report = q.id) GROUP BY id"
	    ") s ON s.id = p.id WHERE p.outcome = 2 "
	    "GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5" },
	{ "day_policy of all domains",
	    "SELECT * FROM day_policy WHERE domain = 0 ORDER BY 1, 2, 3, 4, 5",
	    "SELECT 0, day, reporter, 0, provenance, sum(reports), "
	    "sum(coarse), sum(messages), sum(pass), sum(fail_none), "
	    "sum(fail_quarantine), sum(fail_reject), sum(fail_unknown) "
	    "FROM day_policy WHERE domain <> 0 "
	    "GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5" },
	{ "source_domain", "SELECT * FROM source_domain ORDER BY 1, 2, 3",
	    "SELECT source, domain, provenance, "
	    "coalesce(max(day) FILTER (WHERE flags & 65536), 0) "
	    "FROM record GROUP BY 1, 2, 3 ORDER BY 1, 2, 3" },
	{ "reporter_day",
	    "SELECT reporter, day, provenance, reports, messages, "
	    "sampled_out, sampled_failing, sampled_full FROM reporter_day "
	    "ORDER BY 1, 2, 3",
	    "SELECT p.reporter, p.day, p.provenance, count(DISTINCT p.id), "
	    "coalesce(sum(r.messages), 0), "
	    "coalesce(sum(r.messages) FILTER (WHERE r.flags & 8), 0), "
	    "coalesce(sum(r.messages) FILTER (WHERE o.pct BETWEEN 1 AND 50 "
	    "AND 2 NOT IN (r.dkim, r.spf) AND NOT r.flags & 65536), 0), "
	    "coalesce(sum(r.messages) FILTER (WHERE o.pct BETWEEN 1 AND 50 "
	    "AND 2 NOT IN (r.dkim, r.spf) AND NOT r.flags & 65536 AND ((o.p = "
	    "'none' AND "
	    "r.disposition = 2) OR (o.p = 'reject' AND r.disposition = 4))), "
	    "0) "
	    "FROM report p JOIN policy o ON o.id = p.policy "
	    "LEFT JOIN record r ON r.report = p.id WHERE p.outcome = 2 "
	    "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3" },
	{ "report", "SELECT id, records, messages, pass FROM report ORDER BY 1",
	    "SELECT p.id, count(r.seq), coalesce(sum(r.messages), 0), "
	    "coalesce(sum(r.messages) FILTER (WHERE 2 IN (r.dkim, r.spf)), 0) "
	    "FROM report p LEFT JOIN (SELECT * FROM record UNION ALL "
	    "SELECT * FROM record_conflict ) r ON r.report = p.id "
	    "GROUP BY 1 ORDER BY 1" },
	{ "records of reports, and of conflicts apart",
	    "SELECT count(*), 0 FROM record",
	    "SELECT (SELECT count(*) FROM record r JOIN report p "
	    "ON p.id = r.report AND p.outcome = 2 AND p.day = r.day "
	    "AND p.domain = r.domain AND p.provenance = r.provenance), "
	    "(SELECT count(*) FROM record_conflict r JOIN report p "
	    "ON p.id = r.report AND p.outcome <> 4)" },
};

static void
print_row(sqlite3_stmt *s, int n, char *out, size_t size)
{
	out[0] = '\0';
	for (int i = 0; i < n; i++)
		snprintf(out + strlen(out), size - strlen(out), "%s|",
		    (const char *)sqlite3_column_text(s, i));
}

static size_t
compare(sqlite3 *db, size_t which, const char *when)
{
	sqlite3_stmt *a, *b;
	char x[512], y[512];
	size_t rows = 0;

	assert_int_equal(sqlite3_prepare_v2(db, rollups[which].kept, -1, &a,
	                     NULL),
	    SQLITE_OK);
	if (sqlite3_prepare_v2(db, rollups[which].anew, -1, &b, NULL) !=
	    SQLITE_OK)
		fail_msg("%s: %s", rollups[which].name, sqlite3_errmsg(db));
	for (;; rows++) {
		int ra = sqlite3_step(a), rb = sqlite3_step(b);
		if (ra == SQLITE_DONE && rb == SQLITE_DONE)
			break;
		print_row(a, ra == SQLITE_ROW ? sqlite3_column_count(a) : 0, x,
		    sizeof(x));
		print_row(b, rb == SQLITE_ROW ? sqlite3_column_count(b) : 0, y,
		    sizeof(y));
		if (ra != rb || strcmp(x, y) != 0)
			fail_msg("%s, %s: kept %s, anew %s",
			    rollups[which].name, when, x, y);
	}
	sqlite3_finalize(a);
	sqlite3_finalize(b);
	return rows;
}

static void
compare_all(struct fixture *x, const char *when)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(x->path, &db, SQLITE_OPEN_READONLY,
	                     NULL),
	    SQLITE_OK);
	unpack_records(db);
	for (size_t i = 0; i < sizeof(rollups) / sizeof(rollups[0]); i++)
		assert_true(compare(db, i, when) > 0);
	sqlite3_close(db);
}

static void
rollups_equal_the_records(void **state)
{
	struct fixture *x = *state;
	uint64_t seed = 20261121, decisions = 3;
	char rows[512] = "", when[64];
	int done[2] = { 0 }, readings = 0;

	for (int batch = 0; batch < 40; batch++) {
		ok(store_begin(x->st, &e));
		for (size_t i = draw(&seed, 12); i > 0; i--) {
			rows[200] = '\0';
			random_report(&seed, x, rows);
		}
		ok(store_commit(x->st, &e));
		random_decisions(&decisions, x, done);
		for (int i = 0; i < 5; i++)
			random_reading(&decisions, x, &readings);
		snprintf(when, sizeof(when), "after batch %d", batch);
		if (batch % 5 == 4)
			compare_all(x, when);
	}
	assert_true(readings > 50);
	assert_true(done[false] > 10 && done[true] > 10);
}

static void
totals_do_not_depend_on_order(void **state)
{
	enum { N = 60 };
	struct fixture *x;
	json_t *seen[2];

	(void)state;
	for (int turn = 0; turn < 2; turn++) {
		struct totals t;
		setup((void **)&x);
		for (int i = 0; i < N; i++) {
			int n = turn == 0 ? i : (i * 37 + 11) % N;
			char id[16], rows[128];
			struct fake f = { .org = n % 3 ? "a" : "b",
				.id = id,
				.domain = n % 5 ? "example.org" : "example.net",
				.rows = rows };

			snprintf(id, sizeof(id), "%d", n);
			snprintf(rows, sizeof(rows),
			    "192.0.2.%d %d none %s fail; 2001:db8::%d 2 reject "
			    "fail fail",
			    n % 7, n, n % 2 ? "pass" : "fail", n);
			fake_save(x->st, &f);
		}
		t = totals_of(x->st, NULL);
		assert_int_equal(t.reports, N);
		assert_int_equal(t.domains, 2);
		assert_int_equal(t.reporters, 2);
		assert_int_equal(t.sums.messages, N * (N - 1) / 2 + 2 * N);
		seen[turn] = totals_to_json(&t);
		teardown((void **)&x);
	}
	assert_true(json_equal(seen[0], seen[1]));
	json_decref(seen[0]);
	json_decref(seen[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(rollups_equal_the_records),
		cmocka_unit_test(totals_do_not_depend_on_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
