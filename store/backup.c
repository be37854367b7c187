/*
 * A copy is made under a name that nobody looks for, synced, and given its own
 * name in one step that never replaces anything; its folder is synced, too.
 * So a name that is there stands for a whole copy, also after the power went.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/internal.h"

static enum err
sync_path(const char *path, int flags, int64_t *ret_bytes, struct error *e)
{
	int fd = open(path, flags | O_CLOEXEC);
	struct stat s = { 0 };
	enum err err = OK;

	if (fd < 0 || fstat(fd, &s) < 0 || fsync(fd) < 0)
		err = error_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	if (err == OK && ret_bytes != NULL)
		*ret_bytes = s.st_size;
	return err;
}

static enum err
refuse(const char *path, struct error *e)
{
	return error_set(e, ERR_INPUT,
	    "%s is there already and stays as it is; name another file", path);
}

/* The file itself, empty; `name` ends with XXXXXX. */
static enum err
make_temporary(char *name, const char *path, struct error *e)
{
	struct stat s;
	int fd;

	if (lstat(path, &s) == 0)
		return refuse(path, e);
	fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0)
		return error_set(e, ERR_SYSTEM,
		    "cannot make a file beside %s: %s; choose another place",
		    path, strerror(errno));
	if (fchmod(fd, 0640) < 0) {
		/* It stays readable for its owner alone. */
	}
	close(fd);
	return OK;
}

/* Also where the file system cannot rename without replacing. */
static enum err
take_name(const char *temporary, const char *path, struct error *e)
{
	if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) ==
	    0)
		return OK;
	if (errno != EEXIST && link(temporary, path) == 0) {
		unlink(temporary);
		return OK;
	}
	if (errno == EEXIST)
		return refuse(path, e);
	return error_set(e, ERR_SYSTEM, "cannot name the copy %s: %s", path,
	    strerror(errno));
}

static enum err
copy_snapshot(struct store *st, const char *temporary, struct error *e)
{
	bool own = false;
	int64_t changes;
	enum err err = sql_snapshot(st->sql, &own, e);

	/* A snapshot is taken with the first question. */
	if (err == OK)
		err = store_change(st, &changes, e);
	if (err == OK)
		err = sql_copy(st->sql, temporary, e);
	sql_snapshot_end(st->sql, own);
	return err;
}

enum err
store_backup(struct store *st, const char *path, int64_t *ret_bytes,
    struct error *e)
{
	const char *slash = strrchr(path, '/');
	int folder_length = slash != NULL ? (int)(slash - path) + 1 : 0;
	char *folder = NULL, *temporary = NULL;
	int64_t bytes = 0;
	enum err err;

	if (asprintf(&folder, "%.*s.", folder_length, path) < 0 ||
	    asprintf(&temporary, "%.*s.rampart-backup-XXXXXX", folder_length,
	        path) < 0)
		abort();
	err = make_temporary(temporary, path, e);
	if (err == OK) {
		err = copy_snapshot(st, temporary, e);
		if (err == OK)
			err = sync_path(temporary, O_RDONLY, &bytes, e);
		if (err == OK)
			err = take_name(temporary, path, e);
		if (err != OK)
			unlink(temporary);
	}
	if (err == OK)
		err = sync_path(folder, O_RDONLY | O_DIRECTORY, NULL, e);
	free(folder);
	free(temporary);
	if (err == OK)
		*ret_bytes = bytes;
	return err;
}

enum err
store_vacuum(struct store *st, struct error *e)
{
	return sql_vacuum(st->sql, e);
}
