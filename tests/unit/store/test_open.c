/* Opening: what is made, what is refused, who sees what. */
#include "tests/unit/store/fixture.h"

#include <errno.h>
#include <sqlite3.h>

/* Run SQL of the test's own on a file. */
static void
run_sql(const char *path, const char *text)
{
	sqlite3 *db;
	char *why = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, text, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", text, why);
	sqlite3_close(db);
}

static void
write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void
an_empty_place_becomes_a_database(void **state)
{
	struct fixture *x = *state;
	struct stat st;
	struct totals t = totals_of(x->st, NULL);

	assert_int_equal(stat(x->path, &st), 0);
	assert_int_equal(st.st_mode & 07777 & ~0640u, 0);
	assert_int_equal(t.sums.messages, 0);
	assert_true(t.newest == TIME_UNSET);
	assert_true(store_schema_version() >= 1);
}

static void
it_opens_again(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "1",
		.domain = "example.org",
		.rows = "192.0.2.1 5 none pass fail" };

	fake_save(x->st, &f);
	store_close(x->st);
	ok(store_open(x->path, STORE_WRITE, &x->st, &e));
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 5);
	assert_int_equal(fake_save(x->st, &f).outcome, OUTCOME_DUPLICATE);
}

static void
what_is_not_ours_is_refused(void **state)
{
	static const struct {
		const char *what, *sql, *text;
		enum store_mode mode;
		enum err want;
		const char *says;
	} cases[] = {
		{ "a text", NULL,
		    "this is a text and no database at all, which"
		    " SQLite sees at the first page that it reads of the file",
		    STORE_READ, ERR_INPUT, "not a database" },
		{ "a text, for writing", NULL,
		    "this is a text and no database"
		    " at all, which SQLite sees at the first page it reads",
		    STORE_WRITE, ERR_INPUT, "not a database" },
		{ "an empty file, for reading", NULL, "", STORE_READ, ERR_INPUT,
		    "is empty" },
		{ "an empty file, for writing", NULL, "", STORE_WRITE, OK, "" },
		{ "a database without a name", "CREATE TABLE t (a)", NULL,
		    STORE_WRITE, ERR_INPUT, "another program" },
		{ "a database of another program",
		    "PRAGMA application_id = 7; PRAGMA user_version = 1;"
		    "CREATE TABLE t (a)",
		    NULL, STORE_READ, ERR_INPUT, "another program" },
		{ "a database of a newer program",
		    "PRAGMA application_id = 1380798548;"
		    "PRAGMA user_version = 999; CREATE TABLE t (a)",
		    NULL, STORE_WRITE, ERR_INPUT,
		    "layout 999, this program knows" },
		{ "a database of an older program, for reading",
		    "PRAGMA application_id = 1380798548; CREATE TABLE t (a)",
		    NULL, STORE_READ, ERR_INPUT, "older layout 0" },
		{ "nothing, for reading", NULL, NULL, STORE_READ, ERR_NOTFOUND,
		    "no database at" },
	};
	struct fixture *x = *state;
	char path[128];

	snprintf(path, sizeof(path), "%s/other.db", x->folder);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct store *st = NULL;
		struct error e = { 0 };
		char wal[140];
		enum err err;

		snprintf(wal, sizeof(wal), "%s-wal", path);
		if (cases[i].sql != NULL)
			run_sql(path, cases[i].sql);
		if (cases[i].text != NULL)
			write_file(path, cases[i].text);
		err = store_open(path, cases[i].mode, &st, &e);
		if (err != cases[i].want ||
		    strstr(e.text, cases[i].says) == NULL)
			fail_msg("%s: %d, \"%s\"", cases[i].what, (int)err,
			    e.text);
		if (err != OK && access(wal, F_OK) == 0)
			fail_msg("%s: it was changed", cases[i].what);
		store_close(st);
		unlink(path);
		unlink(wal);
		snprintf(wal, sizeof(wal), "%s-shm", path);
		unlink(wal);
	}
}

static void
a_link_is_refused_but_not_one_on_the_way(void **state)
{
	struct fixture *x = *state;
	char folder[160], path[200], file[160];
	struct store *st;
	struct error why;

	snprintf(folder, sizeof(folder), "%s/link", x->folder);
	snprintf(path, sizeof(path), "%s/r.db", folder);
	snprintf(file, sizeof(file), "%s/file.db", x->folder);
	assert_int_equal(symlink(".", folder), 0);
	assert_int_equal(symlink("r.db", file), 0);
	ok(store_open(path, STORE_READ, &st, &e));
	store_close(st);
	assert_int_equal(store_open(file, STORE_READ, &st, &why), ERR_INPUT);
	unlink(folder);
	unlink(file);
}

static void
a_reader_reads_while_a_writer_writes(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "1",
		.domain = "example.org",
		.rows = "192.0.2.1 5 none pass fail" };
	struct store *reader;
	int64_t before, after;

	fake_save(x->st, &f);
	ok(store_open(x->path, STORE_READ, &reader, &e));
	ok(store_change(reader, &before, &e));
	ok(store_begin(x->st, &e));
	f.id = "2";
	fake_item(x->st, &f);
	assert_int_equal(totals_of(reader, NULL).reports, 1);
	ok(store_change(reader, &after, &e));
	assert_int_equal(after, before);
	ok(store_commit(x->st, &e));
	assert_int_equal(totals_of(reader, NULL).reports, 2);
	ok(store_change(reader, &after, &e));
	assert_int_equal(after, before + 1);
	store_close(reader);
}

static void
a_snapshot_stays_as_it_is(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "1",
		.domain = "example.org",
		.rows = "192.0.2.1 5 none pass fail" };
	struct store *reader;

	ok(store_open(x->path, STORE_READ, &reader, &e));
	ok(store_begin(reader, &e));
	assert_int_equal(totals_of(reader, NULL).reports, 0);
	fake_save(x->st, &f);
	assert_int_equal(totals_of(reader, NULL).reports, 0);
	ok(store_commit(reader, &e));
	assert_int_equal(totals_of(reader, NULL).reports, 1);
	store_close(reader);
}

static void
a_second_writer_waits_and_gives_up(void **state)
{
	struct fixture *x = *state;
	struct store *second;
	struct error why;

	ok(store_open(x->path, STORE_WRITE, &second, &e));
	store_set_deadline(second, 20);
	ok(store_begin(x->st, &e));
	assert_int_equal(store_begin(second, &why), ERR_AGAIN);
	ok(store_commit(x->st, &e));
	ok(store_begin(second, &e));
	store_rollback(second);
	store_close(second);
}

static void
a_commit_without_news_changes_nothing(void **state)
{
	struct fixture *x = *state;
	int64_t before, after;

	ok(store_change(x->st, &before, &e));
	ok(store_begin(x->st, &e));
	ok(store_commit(x->st, &e));
	ok(store_change(x->st, &after, &e));
	assert_int_equal(before, after);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    an_empty_place_becomes_a_database, setup, teardown),
		cmocka_unit_test_setup_teardown(it_opens_again, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(what_is_not_ours_is_refused,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_link_is_refused_but_not_one_on_the_way, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_reader_reads_while_a_writer_writes, setup, teardown),
		cmocka_unit_test_setup_teardown(a_snapshot_stays_as_it_is,
		    setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_second_writer_waits_and_gives_up, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_commit_without_news_changes_nothing, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
