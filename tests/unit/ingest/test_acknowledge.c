/* Acknowledging: names, places, and what must never happen to a mail. */
#include "tests/unit/ingest/folder.h"

#include <fcntl.h>

#include "ingest/acknowledge.h"

static struct error e;

static bool
there(const char *name)
{
	struct stat st;

	return lstat(path_of(name), &st) == 0;
}

static uint64_t
inode(const char *name)
{
	struct stat st;

	assert_int_equal(lstat(path_of(name), &st), 0);
	return st.st_ino;
}

static void
assert_text(const char *name, const char *want)
{
	char got[64] = "";
	FILE *f = fopen(path_of(name), "r");

	assert_non_null(f);
	if (fgets(got, sizeof(got), f) == NULL)
		got[0] = '\0';
	fclose(f);
	assert_string_equal(got, want);
}

/* Acknowledge DIR/new/NAME or DIR/cur/NAME as the mail of that inode. */
static enum err
acknowledge(const char *dir, const char *place, const char *name, uint64_t id,
    enum acknowledge how, bool failed)
{
	struct acknowledge_item item = { name, id, strcmp(place, "new") == 0,
		failed };
	char *real = realpath(path_of(dir), NULL);
	struct acknowledger *a;
	enum err err = acknowledge_open(real, how, &a, &e);

	free(real);
	assert_int_equal(err, OK);
	err = acknowledge_mail(a, &item, &e);
	assert_int_equal(acknowledge_sync(a, NULL), OK);
	acknowledge_close(a);
	return err;
}

static void
flags_are_kept_and_ordered(void **state)
{
	static const struct {
		const char *what, *name, *seen, *filed;
	} cases[] = {
		{ "a new mail", "1.a.host", "1.a.host:2,S", "1.a.host:2," },
		{ "no flag", "1:2,", "1:2,S", "1:2," },
		{ "has it", "1:2,S", "1:2,S", "1:2,S" },
		{ "has it, out of order", "1:2,SR", "1:2,SR", "1:2,SR" },
		{ "before", "1:2,T", "1:2,ST", "1:2,T" },
		{ "behind", "1:2,FR", "1:2,FRS", "1:2,FR" },
		{ "between", "1:2,RT", "1:2,RST", "1:2,RT" },
		{ "letters of a server's own", "1:2,ab", "1:2,Sab", "1:2,ab" },
		{ "out of order", "1:2,TaF", "1:2,FSTa", "1:2,TaF" },
		{ "what is no letter stays behind", "1:2,F,S=7", "1:2,FS,S=7",
		    "1:2,F,S=7" },
		{ "of another kind", "1:1,x", "1:1,x:2,S", "1:1,x:2," },
		{ "only the first counts", "1:2,F:2,S", "1:2,FS:2,S",
		    "1:2,F:2,S" },
		{ "size in the name", "1.a,S=5:2,", "1.a,S=5:2,S",
		    "1.a,S=5:2," },
		{ "any byte", "-\n\xff *:2,\x01", "-\n\xff *:2,S\x01",
		    "-\n\xff *:2,\x01" },
	};
	char out[ACKNOWLEDGE_NAME_MAX], name[300];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("%s\n", cases[i].what);
		assert_true(acknowledge_name(cases[i].name, true, out));
		assert_string_equal(out, cases[i].seen);
		assert_true(acknowledge_name(cases[i].name, false, out));
		assert_string_equal(out, cases[i].filed);
	}
	memset(name, 'x', sizeof(name));
	name[251] = '\0';
	print_message("as long as a name can be\n");
	assert_true(acknowledge_name(name, true, out));
	assert_int_equal(strlen(out), 255);
	name[251] = 'x';
	name[252] = '\0';
	print_message("a byte longer\n");
	assert_false(acknowledge_name(name, true, out));
	assert_true(acknowledge_name(name, false, out));
	name[252] = 'x';
	name[260] = '\0';
	assert_false(acknowledge_name(name, false, out));
}

static void
seen_moves_to_cur(void **state)
{
	const char *odd = "-odd\n\xff name";

	(void)state;
	make_maildir("s");
	make_file("s/new/1", "one");
	make_file("s/cur/2:2,F", "two");
	make_file("s/new/-odd\n\xff name", "odd");
	assert_int_equal(acknowledge("s", "new", "1", inode("s/new/1"),
	                     ACKNOWLEDGE_SEEN, false),
	    OK);
	assert_text("s/cur/1:2,S", "one");
	assert_false(there("s/new/1"));
	assert_int_equal(acknowledge("s", "cur", "2:2,F", inode("s/cur/2:2,F"),
	                     ACKNOWLEDGE_SEEN, true),
	    OK);
	assert_text("s/cur/2:2,FS", "two");
	assert_false(there("s/cur/2:2,F"));
	assert_int_equal(acknowledge("s", "new", odd,
	                     inode("s/new/-odd\n\xff name"), ACKNOWLEDGE_SEEN,
	                     false),
	    OK);
	assert_text("s/cur/-odd\n\xff name:2,S", "odd");
	print_message("once more: it has the flag\n");
	assert_int_equal(acknowledge("s", "cur", "1:2,S", inode("s/cur/1:2,S"),
	                     ACKNOWLEDGE_SEEN, false),
	    OK);
	assert_text("s/cur/1:2,S", "one");
	assert_false(there("s/.Processed"));
}

static void
filing_makes_folders(void **state)
{
	struct stat st;

	(void)state;
	make_maildir("f");
	make_file("f/new/1", "one");
	make_file("f/cur/2:2,RF", "two");
	assert_int_equal(acknowledge("f", "new", "1", inode("f/new/1"),
	                     ACKNOWLEDGE_FILE, false),
	    OK);
	assert_text("f/.Processed/cur/1:2,", "one");
	assert_true(there("f/.Processed/new"));
	assert_true(there("f/.Processed/tmp"));
	assert_text("f/.Processed/maildirfolder", "");
	assert_int_equal(stat(path_of("f/.Processed/cur"), &st), 0);
	assert_int_equal(st.st_mode & 0007, 0);
	assert_false(there("f/.Failed"));
	assert_int_equal(acknowledge("f", "cur", "2:2,RF",
	                     inode("f/cur/2:2,RF"), ACKNOWLEDGE_FILE, true),
	    OK);
	assert_text("f/.Failed/cur/2:2,RF", "two");
	assert_false(there("f/cur/2:2,RF"));
}

/* As Maildir++ nests them: all folders stand in the root. */
static void
a_subfolder_files_beside_itself(void **state)
{
	(void)state;
	make_maildir("p");
	make_maildir("p/.DMARC");
	make_file("p/.DMARC/cur/1:2,S", "one");
	assert_int_equal(acknowledge("p/.DMARC", "cur", "1:2,S",
	                     inode("p/.DMARC/cur/1:2,S"), ACKNOWLEDGE_FILE,
	                     false),
	    OK);
	assert_text("p/.DMARC.Processed/cur/1:2,S", "one");
	assert_false(there("p/.DMARC/.Processed"));
}

static void
nothing_is_replaced(void **state)
{
	(void)state;
	make_maildir("r");
	make_file("r/new/1", "new");
	make_file("r/cur/1:2,S", "other");
	assert_int_equal(acknowledge("r", "new", "1", inode("r/new/1"),
	                     ACKNOWLEDGE_SEEN, false),
	    ERR_DUP);
	assert_non_null(strstr(e.text, "stays where it is"));
	assert_text("r/new/1", "new");
	assert_text("r/cur/1:2,S", "other");

	print_message("another mail got the name: left alone\n");
	assert_int_equal(acknowledge("r", "cur", "1:2,S", inode("r/new/1"),
	                     ACKNOWLEDGE_FILE, false),
	    OK);
	assert_text("r/cur/1:2,S", "other");

	print_message("gone: fine\n");
	assert_int_equal(acknowledge("r", "cur", "7:2,", 7, ACKNOWLEDGE_FILE,
	                     false),
	    OK);

	print_message("under both names after a crash: the old one goes\n");
	make_file("r/new/2", "two");
	assert_int_equal(link(path_of("r/new/2"), path_of("r/cur/2:2,S")), 0);
	assert_int_equal(acknowledge("r", "new", "2", inode("r/new/2"),
	                     ACKNOWLEDGE_SEEN, false),
	    OK);
	assert_false(there("r/new/2"));
	assert_text("r/cur/2:2,S", "two");
}

static void
what_cannot_be_written(void **state)
{
	struct acknowledger *a;

	(void)state;
	make_maildir("w");
	make_file("w/new/1", "one");
	make_file("w/.Processed", "in the way");
	assert_int_equal(acknowledge("w", "new", "1", inode("w/new/1"),
	                     ACKNOWLEDGE_FILE, false),
	    ERR_SYSTEM);
	assert_non_null(strstr(e.text, "Processed"));
	assert_text("w/new/1", "one");
	assert_int_equal(acknowledge_open(path_of("none"), ACKNOWLEDGE_SEEN, &a,
	                     &e),
	    ERR_SYSTEM);
	assert_non_null(strstr(e.text, "none"));
}

static void
the_words(void **state)
{
	enum acknowledge how = ACKNOWLEDGE_FILE;

	(void)state;
	assert_true(acknowledge_read("leave", &how));
	assert_int_equal(how, ACKNOWLEDGE_LEAVE);
	assert_true(acknowledge_read("seen", &how));
	assert_int_equal(how, ACKNOWLEDGE_SEEN);
	assert_true(acknowledge_read("file", &how));
	assert_int_equal(how, ACKNOWLEDGE_FILE);
	assert_false(acknowledge_read("Seen", &how));
	assert_false(acknowledge_read("", &how));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flags_are_kept_and_ordered),
		cmocka_unit_test(seen_moves_to_cur),
		cmocka_unit_test(filing_makes_folders),
		cmocka_unit_test(a_subfolder_files_beside_itself),
		cmocka_unit_test(nothing_is_replaced),
		cmocka_unit_test(what_cannot_be_written),
		cmocka_unit_test(the_words),
	};

	return cmocka_run_group_tests(tests, folder_setup, folder_teardown);
}
