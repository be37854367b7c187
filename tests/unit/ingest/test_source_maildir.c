/* Maildirs, also while somebody reads the mail. */
#include "tests/unit/ingest/source_items.h"

static void
a_maildir(void **state)
{
	(void)state;
	make_dir("m");
	make_dir("m/new");
	make_dir("m/cur");
	make_dir("m/tmp");
	make_dir("m/cur/dir");
	make_file("m/new/2", "b");
	make_file("m/new/1", "a");
	make_file("m/cur/3:2,S", "c");
	make_file("m/cur/.skip", "x");
	make_file("m/tmp/4", "x");
	make_file("m/dovecot-uidlist", "x");
	make_link("3:2,S", "m/cur/5:2,S");
	expect("m", SOURCE_MAILDIR, "m/new/1=a m/new/2=b m/cur/3:2,S=c");
}

static void
maildir_names(void **state)
{
	struct source *s = open_source("m", SOURCE_MAILDIR);
	char *real = realpath(root, NULL);
	struct source_item item;
	struct error e;
	bool more;

	(void)state;
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_string_equal(item.base, "1");
	assert_int_equal(strncmp(item.folder, real, strlen(real)), 0);
	while (source_next(s, &item, &more, &e) == OK && more)
		if (strstr(item.path, "cur") != NULL)
			assert_string_equal(item.base, "3");
	/* The end stays the end. */
	expect_end(s);
	source_close(s);
	free(real);
}

static struct source *
open_five_mails(void)
{
	make_dir("v");
	make_dir("v/new");
	make_dir("v/cur");
	make_file("v/new/1", "one");
	make_file("v/new/2", "two");
	make_file("v/cur/3:2,", "three");
	make_file("v/cur/4:2,", "four");
	make_file("v/cur/5:2,", "five");
	return open_source("v", SOURCE_MAILDIR);
}

/* Somebody reads the mailbox meanwhile. */
static void
mails_that_move(void **state)
{
	struct source *s = open_five_mails();
	struct error e;
	const void *p;
	size_t n;

	(void)state;
	print_message("moved to cur/ between next and read: found there\n");
	expect_next(s, "1");
	move("v/new/1", "v/cur/1:2,S");
	expect_bytes(s, "one");

	print_message("moved to cur/ before next: met when cur/ is listed\n");
	move("v/new/2", "v/cur/2:2,S");
	expect_next(s, "1");
	expect_next(s, "2");

	print_message("other flags before next: found by its base name\n");
	move("v/cur/3:2,", "v/cur/3:2,RS");
	expect_next(s, "3");
	expect_bytes(s, "three");

	print_message("deleted before next: passed over\n");
	move("v/cur/4:2,", "gone");
	expect_next(s, "5");

	print_message("deleted before read: not found\n");
	move("v/cur/5:2,", "gone");
	assert_int_equal(source_read(s, 100, &p, &n, &e), ERR_NOTFOUND);
	expect_end(s);
	source_close(s);
}

/* An item's path is good after its bytes were read, however long its name. */
static void
a_path_that_grows(void **state)
{
	char from[256], to[512];
	struct source *s;
	struct source_item item;
	struct error e;
	bool more;

	(void)state;
	make_dir("g");
	make_dir("g/new");
	make_dir("g/cur");
	snprintf(from, sizeof(from), "g/cur/%0200d:2,", 1);
	snprintf(to, sizeof(to), "%sABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij",
	    from);
	make_file(from, "one");
	s = open_source("g", SOURCE_MAILDIR);
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_false(item.in_new);
	assert_string_equal(item.name, from + strlen("g/cur/"));
	move(from, to);
	expect_bytes(s, "one");
	assert_string_equal(item.path + strlen(root) + 1, to);
	assert_string_equal(item.name, to + strlen("g/cur/"));
	source_close(s);
}

/* More names than are sorted at a time: each comes once. */
static void
many_mails(void **state)
{
	enum { MANY = 5000 };
	static unsigned char seen[MANY];
	struct source *s;
	struct source_item item;
	struct error e;
	char name[64];
	bool more;
	size_t n = 0;

	(void)state;
	make_dir("n");
	make_dir("n/new");
	make_dir("n/cur");
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "n/new/%d", i);
		make_file(name, "");
	}
	s = open_source("n", SOURCE_MAILDIR);
	assert_int_equal(source_count(s), MANY);
	while (source_next(s, &item, &more, &e) == OK && more) {
		int i = atoi(item.base);

		assert_int_equal(seen[i]++, 0);
		n++;
	}
	assert_int_equal(n, MANY);
	source_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_maildir),
		cmocka_unit_test(maildir_names),
		cmocka_unit_test(mails_that_move),
		cmocka_unit_test(a_path_that_grows),
		cmocka_unit_test(many_mails),
	};

	return cmocka_run_group_tests(tests, folder_setup, folder_teardown);
}
