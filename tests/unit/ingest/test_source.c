/* Files, directories and standard input, in a folder made for the test. */
#include "tests/unit/ingest/source_items.h"

#include <fcntl.h>

static void
one_file(void **state)
{
	struct source *s;
	struct error e;

	(void)state;
	make_file("report.xml", "x");
	expect("report.xml", SOURCE_FILE, "report.xml=x");
	assert_int_equal(source_open("/tmp/rampart/no/such", &s, &e),
	    ERR_NOTFOUND);
	assert_non_null(strstr(e.text, "/tmp/rampart/no/such"));
}

static void
a_directory(void **state)
{
	(void)state;
	make_dir("d");
	make_dir("d/b");
	make_dir("d/b/cur");
	make_dir("d/b/new");
	make_dir("d/b/tmp");
	make_dir("d/.hidden");
	make_file("d/z", "1");
	make_file("d/a", "2");
	make_file("d/.dot", "3");
	make_file("d/b/new/m", "4");
	make_file("d/b/tmp/m", "5");
	make_file("d/.hidden/x", "6");
	make_link("../d", "d/loop");
	make_link("a", "d/link");
	expect("d", SOURCE_DIRECTORY, "d/a=2 d/b/new/m=4 d/link=2 d/z=1");
	struct source *s = open_source("d", SOURCE_DIRECTORY);
	assert_int_equal(source_count(s), 4);
	source_close(s);
}

/* A folder that is not gone into is an item, so that it is said. */
static void
folders_too_deep(void **state)
{
	char path[256] = "deep";
	struct source_item item;
	struct source *s;
	struct error e;
	const void *p;
	size_t n;
	bool more;

	(void)state;
	for (int i = 0; i < 34; i++) {
		make_dir(path);
		strcat(path, "/x");
	}
	make_file("deep/y", "y");
	s = open_source("deep", SOURCE_DIRECTORY);
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_true(more);
	assert_int_equal(source_read(s, 100, &p, &n, &e), ERR_SYSTEM);
	assert_non_null(strstr(e.text, "folders deep"));
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_true(more);
	expect_bytes(s, "y");
	expect_end(s);
	source_close(s);
}

static void
a_large_file(void **state)
{
	struct source *s;
	struct source_item item;
	struct error e;
	const void *p;
	bool more;
	size_t n;

	(void)state;
	make_file("big", "0123456789");
	s = open_source("big", SOURCE_FILE);
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_int_equal(source_read(s, 9, &p, &n, &e), ERR_LIMIT);
	assert_int_equal(source_read(s, 10, &p, &n, &e), OK);
	assert_int_equal(n, 10);
	source_close(s);
}

static void
standard_input(void **state)
{
	struct source *s;
	struct source_item item;
	struct error e;
	bool more;
	int fds[2], saved = dup(STDIN_FILENO);

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "mail", 4), 4);
	close(fds[1]);
	dup2(fds[0], STDIN_FILENO);
	assert_int_equal(source_open("-", &s, &e), OK);
	assert_int_equal(source_kind(s), SOURCE_STDIN);
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	expect_bytes(s, "mail");
	expect_end(s);
	source_close(s);
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(fds[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_file),
		cmocka_unit_test(a_directory),
		cmocka_unit_test(folders_too_deep),
		cmocka_unit_test(a_large_file),
		cmocka_unit_test(standard_input),
	};

	return cmocka_run_group_tests(tests, folder_setup, folder_teardown);
}
