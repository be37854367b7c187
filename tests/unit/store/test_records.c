/* Walks through blocks: in order, from the newest on, and into damage. */
#include "tests/unit/store/unpacked.h"

enum { ROWS = 150, LIMIT = 100 };

/* A report of the day so many days before: row i has i + 1 messages. */
static void
save(struct fixture *x, int before, enum provenance provenance)
{
	char *rows = xmalloc(ROWS * 40), id[16];
	struct fake f = { .org = "R",
		.id = id,
		.domain = "example.org",
		.rows = rows,
		.provenance = provenance,
		.begin = DAY0 - before * DAY_SECONDS,
		.end = DAY0 - (before - 1) * DAY_SECONDS - 1 };
	size_t at = 0;

	snprintf(id, sizeof(id), "%d", before);
	for (int i = 0; i < ROWS; i++)
		at += (size_t)snprintf(rows + at, ROWS * 40 - at,
		    "192.0.2.%d %d none pass fail;", 1 + i % 2, i + 1);
	fake_save(x->st, &f);
	free(rows);
}

struct seen {
	size_t n;
	day_t day[LIMIT + 1];
	int64_t messages[LIMIT + 1];
};

static enum err
see(void *ctx, const struct sighting_row *row, struct error *e)
{
	struct seen *s = ctx;

	(void)e;
	assert_string_equal(row->domain, "example.org");
	assert_string_equal(row->reporter, "r");
	assert_string_equal(row->header_from, "example.org");
	assert_string_equal(row->dkim, "pass");
	if (s->n <= LIMIT) {
		s->day[s->n] = row->day;
		s->messages[s->n] = row->messages;
	}
	s->n++;
	return OK;
}

static void
look(struct fixture *x, const char *ip, unsigned limit, struct seen *s)
{
	struct filter f;

	filter_init(&f);
	f.set |= FILTER_SOURCE_IP;
	f.limit = limit;
	assert_true(ip_parse(ip, &f.source_ip));
	*s = (struct seen){ 0 };
	ok(store_sightings(x->st, &f, always, see, s, &e));
}

static void
the_newest_come_first_and_no_more_than_asked(void **state)
{
	struct fixture *x = *state;
	day_t today = (day_t)(DAY0 / DAY_SECONDS);
	struct seen s;

	save(x, 1, PROVENANCE_IMPORTED);
	save(x, 0, PROVENANCE_IMPORTED);
	save(x, 2, PROVENANCE_UNVERIFIED);
	look(x, "192.0.2.1", LIMIT, &s);
	assert_int_equal(s.n, LIMIT);
	for (int i = 0; i < LIMIT; i++) {
		bool first = i < ROWS / 2;

		assert_int_equal(s.day[i], first ? today : today - 1);
		assert_int_equal(s.messages[i],
		    ROWS - 1 - 2 * (first ? i : i - ROWS / 2));
	}
	look(x, "192.0.2.2", 1, &s);
	assert_int_equal(s.n, 1);
	assert_int_equal(s.messages[0], ROWS);
	/* Untrusted ones are passed over. */
	store_trust(x->st, TRUST(PROVENANCE_UNVERIFIED));
	look(x, "192.0.2.1", LIMIT, &s);
	assert_int_equal(s.n, ROWS / 2);
	assert_int_equal(s.day[0], today - 2);
}

static void
damage_names_the_report(void **state)
{
	struct fixture *x = *state;
	struct error why = { 0 };
	struct filter f;
	struct page page;
	sqlite3 *db;
	struct seen s = { 0 };

	save(x, 0, PROVENANCE_IMPORTED);
	store_close(x->st);
	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	run(db, "UPDATE record_block SET block = x'08' WHERE first_seq = 64");
	sqlite3_close(db);
	ok(store_open(x->path, STORE_WRITE, &x->st, &e));
	filter_init(&f);
	f.set |= FILTER_SOURCE_IP;
	f.limit = 1000;
	assert_true(ip_parse("192.0.2.1", &f.source_ip));
	assert_int_equal(store_sightings(x->st, &f, always, see, &s, &why),
	    ERR_SYSTEM);
	assert_non_null(strstr(why.text, "the records of report 1 cannot"));
	assert_int_equal(s.n, (ROWS - 128) / 2); /* those behind it */
	filter_init(&f);
	f.set |= FILTER_DOMAIN;
	snprintf(f.domain, sizeof(f.domain), "example.org");
	assert_int_equal(store_sources(x->st, &f, always, NULL, NULL, &page,
	                     &why),
	    ERR_SYSTEM);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    the_newest_come_first_and_no_more_than_asked, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(damage_names_the_report, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
