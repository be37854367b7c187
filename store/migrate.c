/*
 * Migrations are the files schema/NNN-what.sql, built into the program.  Each
 * sets user_version to its number itself, so that there is no moment, and no
 * line of code, in which the two could differ.
 */
#include <stdlib.h>
#include <string.h>

#include "core/embed.h"
#include "store/internal.h"
#include "store/migrate_cells.h"
#include "store/migrate_records.h"

/* PRAGMA application_id of the first migration: 'RMPT'. */
enum { APPLICATION_ID = 1380798548 };

/* The number of a migration; 0 for another file. */
static int
number_of(const struct embedded *f)
{
	char *end;
	long n = strtol(f->name, &end, 10);
	size_t length = strlen(f->name);

	if (*end != '-' || length < 4 ||
	    strcmp(f->name + length - 4, ".sql") != 0)
		return 0;
	return (int)n;
}

int
store_schema_version(void)
{
	int last = 0;

	/* The table is sorted by name. */
	for (const struct embedded *f = schema_files; f->name != NULL; f++)
		if (number_of(f) > last)
			last = number_of(f);
	return last;
}

/* What a migration needs besides its script, after it. */
static enum err
run_step(struct sql *sql, int number, struct error *e)
{
	static const struct {
		int number;
		enum err (*run)(struct sql *sql, struct error *e);
	} steps[] = { { 10, migrate_records }, { 13, migrate_cells } };
	enum err err = OK;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (steps[i].number == number && err == OK)
			err = steps[i].run(sql, e);
	return err;
}

/* Everything is in one transaction: all migrations or none. */
static enum err
run_missing(struct sql *sql, struct error *e)
{
	struct sql_header h;
	enum err err = sql_header(sql, &h, e);

	/* Read again: another program may have been faster. */
	for (const struct embedded *f = schema_files;
	     f->name != NULL && err == OK; f++) {
		int n = number_of(f);
		if (n == 0 || n <= h.version)
			continue;
		err = sql_script(sql, f->begin, e);
		if (err == OK)
			err = sql_header(sql, &h, e);
		if (err == OK && h.version != n)
			err = error_set(e, ERR_SYSTEM,
			    "%s does not set user_version to its number",
			    f->name);
		if (err == OK)
			err = run_step(sql, n, e);
	}
	return err;
}

enum err
store_check(const struct sql_header *h, enum store_mode mode, const char *path,
    struct error *e)
{
	int known = store_schema_version();

	if (!h->empty && h->application != APPLICATION_ID)
		return error_set(e, ERR_INPUT,
		    "%s is a database of another program and stays as it is; "
		    "name another with --db FILE",
		    path);
	if (h->version > known)
		return error_set(e, ERR_INPUT,
		    "%s has layout %lld, this program knows up to %d: use a "
		    "newer rampart",
		    path, (long long)h->version, known);
	if (mode == STORE_READ && h->empty)
		return error_set(e, ERR_INPUT,
		    "%s is empty: `rampart ingest` puts reports into it", path);
	if (mode == STORE_READ && h->version < known)
		return error_set(e, ERR_INPUT,
		    "%s has the older layout %lld, this program needs %d: "
		    "the next `rampart ingest` or `rampart run` of it "
		    "brings it up to date",
		    path, (long long)h->version, known);
	return OK;
}

static enum err
run_all(struct sql *sql, struct error *e)
{
	enum err err = sql_begin(sql, e);

	if (err == OK)
		err = run_missing(sql, e);
	if (err == OK)
		err = sql_commit(sql, e);
	if (err != OK)
		sql_rollback(sql);
	return err;
}

/*
 * A table that others point to is made anew and takes its old name: between the
 * two they point to nothing, and this cannot be said inside a transaction.
 */
enum err
store_migrate(struct sql *sql, struct error *e)
{
	enum err err = sql_script(sql, "PRAGMA foreign_keys = OFF;", e);

	if (err == OK)
		err = run_all(sql, e);
	if (err == OK)
		err = sql_script(sql, "PRAGMA foreign_keys = ON;", e);
	return err;
}
