/* A database of an older layout, and what the store makes of it. */
#ifndef TESTS_UNIT_STORE_OLD_DATABASE_H
#define TESTS_UNIT_STORE_OLD_DATABASE_H

#include "tests/unit/store/unpacked.h"

#include "core/embed.h"

/* A new database as it was at that version; the fixture's is closed. */
static inline sqlite3 *
old_database(struct fixture *x, int version)
{
	sqlite3 *db;

	store_close(x->st);
	x->st = NULL;
	unlink(x->path);
	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	for (const struct embedded *f = schema_files; f->name != NULL; f++)
		if (strtol(f->name, NULL, 10) > 0 &&
		    strtol(f->name, NULL, 10) <= version)
			run(db, f->begin);
	return db;
}

/* Brought up to date by the store, and open for questions of the test. */
static inline sqlite3 *
migrated(struct fixture *x)
{
	sqlite3 *db;

	ok(store_open(x->path, STORE_WRITE, &x->st, &e));
	assert_int_equal(sqlite3_open(x->path, &db), SQLITE_OK);
	return db;
}

#endif
