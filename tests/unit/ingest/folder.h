/*
 * A folder of its own for a group of tests, with what lies in it.  Names are
 * from there.  cmocka_run_group_tests(tests, folder_setup, folder_teardown).
 */
#ifndef TESTS_INGEST_FOLDER_H
#define TESTS_INGEST_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char root[] = "/tmp/rampart-ingest-XXXXXX";

/* Static, for the next three calls. */
static inline const char *
path_of(const char *name)
{
	static char path[4][1024];
	static int turn;
	char *p = path[turn++ % 4];

	snprintf(p, sizeof(path[0]), "%s/%s", root, name);
	return p;
}

static inline void
make_dir(const char *name)
{
	assert_int_equal(mkdir(path_of(name), 0750), 0);
}

static inline void
make_file(const char *name, const char *text)
{
	FILE *f = fopen(path_of(name), "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static inline void
make_maildir(const char *name)
{
	static const char *const parts[] = { "new", "cur", "tmp" };
	char path[512];

	make_dir(name);
	for (int i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s/%s", name, parts[i]);
		make_dir(path);
	}
}

static inline int
folder_remove_one(const char *path, const struct stat *st, int kind,
    struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static inline int
folder_setup(void **state)
{
	(void)state;
	return mkdtemp(root) == NULL;
}

static inline int
folder_teardown(void **state)
{
	(void)state;
	return nftw(root, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
