/* Where the mails of an mbox part. */
#include "tests/unit/ingest/source_items.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_mbox),
		cmocka_unit_test(a_large_mbox),
	};

	return cmocka_run_group_tests(tests, folder_setup, folder_teardown);
}
