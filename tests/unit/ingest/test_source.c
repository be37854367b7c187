/* Files, directories and maildirs in a folder made for the test. */
#include "tests/unit/ingest/folder.h"

#include <fcntl.h>

#include "ingest/ingest.h"

static void
make_link(const char *target, const char *name)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	assert_int_equal(symlink(target, path), 0);
}

static void
move(const char *from, const char *to)
{
	char a[512], b[512];

	snprintf(a, sizeof(a), "%s/%s", root, from);
	snprintf(b, sizeof(b), "%s/%s", root, to);
	assert_int_equal(rename(a, b), 0);
}

static struct source *
open_source(const char *name, enum source_kind want)
{
	struct source *s;
	struct error e;
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	assert_int_equal(source_open(path, &s, &e), OK);
	assert_int_equal(source_kind(s), want);
	return s;
}

/* All items, each "path below root=content", joined by blanks. */
static void
expect(const char *name, enum source_kind kind, const char *want)
{
	struct source *s = open_source(name, kind);
	struct source_item item;
	char all[4096] = "";
	struct error e;
	bool more;

	while (source_next(s, &item, &more, &e) == OK && more) {
		size_t len = strlen(all), n;
		const void *p;

		assert_int_equal(source_read(s, 100, &p, &n, &e), OK);
		snprintf(all + len, sizeof(all) - len, "%s%s=%.*s",
		    len ? " " : "", item.path + strlen(root) + 1, (int)n,
		    (const char *)p);
		assert_int_equal(item.size, n);
		assert_true(item.inode != 0);
	}
	assert_string_equal(all, want);
	source_close(s);
}

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
	assert_int_equal(source_read(s, 100, &p, &n, &e), OK);
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_false(more);
	source_close(s);
}

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
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_false(more);
	source_close(s);
	free(real);
}

/* Somebody reads the mailbox meanwhile. */
static void
mails_that_move(void **state)
{
	struct source *s;
	struct source_item item;
	struct error e;
	const void *p;
	bool more;
	size_t n;

	(void)state;
	make_dir("v");
	make_dir("v/new");
	make_dir("v/cur");
	make_file("v/new/1", "one");
	make_file("v/new/2", "two");
	make_file("v/cur/3:2,", "three");
	make_file("v/cur/4:2,", "four");
	make_file("v/cur/5:2,", "five");
	s = open_source("v", SOURCE_MAILDIR);

	print_message("moved to cur/ between next and read: found there\n");
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	move("v/new/1", "v/cur/1:2,S");
	assert_int_equal(source_read(s, 100, &p, &n, &e), OK);
	assert_memory_equal(p, "one", 3);

	print_message("moved to cur/ before next: met when cur/ is listed\n");
	move("v/new/2", "v/cur/2:2,S");
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_string_equal(item.base, "1");
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_string_equal(item.base, "2");

	print_message("other flags before next: found by its base name\n");
	move("v/cur/3:2,", "v/cur/3:2,RS");
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_string_equal(item.base, "3");
	assert_int_equal(source_read(s, 100, &p, &n, &e), OK);
	assert_memory_equal(p, "three", 5);

	print_message("deleted before next: passed over\n");
	move("v/cur/4:2,", "gone");
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_string_equal(item.base, "5");

	print_message("deleted before read: not found\n");
	move("v/cur/5:2,", "gone");
	assert_int_equal(source_read(s, 100, &p, &n, &e), ERR_NOTFOUND);
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_false(more);
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
	const void *p;
	bool more;
	size_t n;

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
	assert_int_equal(source_read(s, 100, &p, &n, &e), OK);
	assert_memory_equal(p, "one", 3);
	assert_string_equal(item.path + strlen(root) + 1, to);
	assert_string_equal(item.name, to + strlen("g/cur/"));
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

#define MBOX_1 "From a@b Fri Nov 20 02:11:00 2026\nS: 1\n\nFrom here on\n"
#define MBOX_2 "From - Fri Nov 20 02:12:00 2026\nS: 2\n\n>From 12:00 on\n"
#define MBOX_3 "From c@d Fri Nov 20 02:13:00 2026\r\nS: 3\r\n\r\nx>From \n"

static const struct {
	const char *sentence, *bytes, *want;
	enum source_kind kind;
} mboxes[] = {
	{ "two mails", MBOX_1 "\n" MBOX_2,
	    "m#1=" MBOX_1 "\n m#2=From - Fri Nov 20 02:12:00 2026\nS: 2\n\n"
	    "From 12:00 on\n",
	    SOURCE_MBOX },
	{ "lines that end with CRLF", MBOX_3 "\r\n" MBOX_3,
	    "m#1=" MBOX_3 "\r\n m#2=" MBOX_3, SOURCE_MBOX },
	{ "an empty mail between two",
	    MBOX_1 "\nFrom - Fri Nov 20 02:12:00 2026\n\n" MBOX_1,
	    "m#1=" MBOX_1 "\n m#2=From - Fri Nov 20 02:12:00 2026\n\n "
	    "m#3=" MBOX_1,
	    SOURCE_MBOX },
	{ "one mail is a mail", MBOX_1, "m=" MBOX_1, SOURCE_FILE },
	{ "no empty line, no second mail", MBOX_1 MBOX_2, "m=" MBOX_1 MBOX_2,
	    SOURCE_FILE },
	{ "a line without a time separates nothing", MBOX_1 "\nFrom now on\n",
	    "m=" MBOX_1 "\nFrom now on\n", SOURCE_FILE },
};

static void
drain(struct source *s, char *all, size_t max)
{
	struct source_item item;
	struct error e;
	bool more;

	all[0] = '\0';
	while (source_next(s, &item, &more, &e) == OK && more) {
		size_t len = strlen(all), n;
		const char *name = strrchr(item.path, '/') + 1;
		const void *p;

		assert_int_equal(source_read(s, 1000000, &p, &n, &e), OK);
		assert_null(item.folder);
		snprintf(all + len, max - len, "%s%s=%.*s", len ? " " : "",
		    name, (int)n, (const char *)p);
	}
}

static void
an_mbox(void **state)
{
	static char all[4096];

	(void)state;
	make_dir("mb");
	make_dir("mb/in");
	for (size_t i = 0; i < sizeof(mboxes) / sizeof(*mboxes); i++) {
		struct source *s;

		print_message("%s\n", mboxes[i].sentence);
		make_file("mb/in/m", mboxes[i].bytes);
		s = open_source("mb/in/m", mboxes[i].kind);
		drain(s, all, sizeof(all));
		assert_string_equal(all, mboxes[i].want);
		source_close(s);
		/* The same below a directory, between other files. */
		s = open_source("mb", SOURCE_DIRECTORY);
		drain(s, all, sizeof(all));
		assert_string_equal(all, mboxes[i].want);
		source_close(s);
	}
}

/* Mails of many sizes, so that separators meet the borders of the pieces. */
static void
a_large_mbox(void **state)
{
	enum { MAILS = 400 };
	struct source *s;
	struct source_item item;
	struct buf b;
	struct error e;
	bool more;
	const void *p;
	size_t n, seen = 0;

	(void)state;
	buf_init(&b, 128 * MIB);
	for (int i = 0; i < MAILS; i++) {
		buf_printf(&b, "From - Fri Nov 20 02:12:00 2026\nX: %d\n\n", i);
		for (int k = 0; k < 997 + i; k++)
			buf_addstr(&b, i % 7 == 0 ? "a" : "\n");
		buf_addstr(&b, "\n\n");
	}
	make_file("large", b.data);
	s = open_source("large", SOURCE_MBOX);
	assert_int_equal(source_count(s), MAILS);
	while (source_next(s, &item, &more, &e) == OK && more) {
		char want[64];

		snprintf(want, sizeof(want),
		    "From - Fri Nov 20 02:12:00 2026\nX: %zu\n", seen++);
		assert_int_equal(source_read(s, MIB, &p, &n, &e), OK);
		assert_memory_equal(p, want, strlen(want));
	}
	assert_int_equal(seen, MAILS);
	source_close(s);
	buf_free(&b);
}

static void
standard_input(void **state)
{
	struct source *s;
	struct source_item item;
	struct error e;
	const void *p;
	bool more;
	size_t n;
	int fds[2], saved = dup(STDIN_FILENO);

	(void)state;
	assert_int_equal(pipe(fds), 0);
	assert_int_equal(write(fds[1], "mail", 4), 4);
	close(fds[1]);
	dup2(fds[0], STDIN_FILENO);
	assert_int_equal(source_open("-", &s, &e), OK);
	assert_int_equal(source_kind(s), SOURCE_STDIN);
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_int_equal(source_read(s, 100, &p, &n, &e), OK);
	assert_int_equal(n, 4);
	assert_memory_equal(p, "mail", 4);
	assert_int_equal(source_next(s, &item, &more, &e), OK);
	assert_false(more);
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
		cmocka_unit_test(a_maildir),
		cmocka_unit_test(maildir_names),
		cmocka_unit_test(mails_that_move),
		cmocka_unit_test(a_path_that_grows),
		cmocka_unit_test(a_large_file),
		cmocka_unit_test(many_mails),
		cmocka_unit_test(an_mbox),
		cmocka_unit_test(a_large_mbox),
		cmocka_unit_test(standard_input),
	};

	return cmocka_run_group_tests(tests, folder_setup, folder_teardown);
}
