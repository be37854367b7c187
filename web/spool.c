/*
 * As a mail is delivered: written under tmp/, synced, then moved into new/,
 * so that a reader never sees half of it.  The name begins with the time and
 * 64 random bits; what a person called the file stands behind it, for the
 * ledger, reduced to letters that no folder minds.
 */
#include "web/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "web/web.h"

char *
web_spool(const char *db)
{
	static const char end[] = ".spool";
	size_t n = strlen(db);
	char *path = xmalloc(n + sizeof(end));

	memcpy(path, db, n);
	memcpy(path + n, end, sizeof(end));
	return path;
}

static enum err
failed(struct error *e, const char *path)
{
	return error_set(e, ERR_SYSTEM,
	    "%s: cannot keep the file: %s; it was not taken", path,
	    strerror(errno));
}

/* The maildir, made if it is not there; -1 and errno. */
static int
open_spool(const char *path)
{
	static const char *const below[] = { "tmp", "new", "cur" };

	if (mkdir(path, 0700) != 0 && errno != EEXIST)
		return -1;
	int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (size_t i = 0; dir >= 0 && i < 3; i++)
		if (mkdirat(dir, below[i], 0700) != 0 && errno != EEXIST) {
			int why = errno;
			close(dir);
			errno = why;
			return -1;
		}
	return dir;
}

static size_t
count_waiting(int dir)
{
	DIR *d =
	    fdopendir(openat(dir, "new", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	size_t n = 0;

	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n > 2 ? n - 2 : 0; /* "." and ".." */
}

size_t
spool_waiting(const char *path)
{
	int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	size_t n = dir >= 0 ? count_waiting(dir) : 0;

	if (dir >= 0)
		close(dir);
	return n;
}

/* "1795132800.0123456789abcdef.report_xml.gz" */
static bool
make_name(const char *name, int64_t now, char out[NAME_MAX])
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
	                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                              "0123456789.-_";
	uint64_t random;
	int n;

	if (getrandom(&random, sizeof(random), 0) != sizeof(random))
		return false;
	n = snprintf(out, NAME_MAX, "%lld.%016llx.", (long long)now,
	    (unsigned long long)random);
	if (!name || *name == '\0')
		name = "upload";
	for (size_t i = 0; i < SPOOL_NAME_MAX && name[i]; i++)
		if (strchr(allowed, name[i]))
			out[n++] = name[i];
		else
			out[n++] = '_';
	out[n] = '\0';
	return true;
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);
		if (done < 0 && errno != EINTR)
			return false;
		if (done > 0) {
			p += done;
			n -= (size_t)done;
		}
	}
	return fsync(fd) == 0;
}

/* Write tmp/NAME, move it to new/NAME, and sync that folder. */
static bool
deliver(int dir, const char *name, const void *p, size_t n)
{
	char from[NAME_MAX + 5], to[NAME_MAX + 5];
	int fd, new, why;
	bool done;

	snprintf(from, sizeof(from), "tmp/%s", name);
	snprintf(to, sizeof(to), "new/%s", name);
	fd = openat(dir, from, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	done = write_all(fd, p, n);
	done = close(fd) == 0 && done;
	done = done && renameat(dir, from, dir, to) == 0;
	why = errno;
	if (!done) {
		unlinkat(dir, from, 0);
		errno = why;
		return false;
	}
	new = openat(dir, "new", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	done = new >= 0 && fsync(new) == 0;
	why = errno;
	if (new >= 0)
		close(new);
	errno = why;
	return done;
}

enum err
spool_add(const char *db, const char *name, const void *p, size_t n,
    int64_t now, struct error *e)
{
	char *path = web_spool(db), file[NAME_MAX];
	int dir = open_spool(path);
	enum err err = OK;

	if (dir >= 0 && count_waiting(dir) >= SPOOL_WAITING_MAX)
		err = error_set(e, ERR_AGAIN,
		    "%s: %d uploaded files wait already; this one was not "
		    "taken: run `rampart ingest` or `rampart run` first",
		    path, SPOOL_WAITING_MAX);
	else if (dir < 0 || !make_name(name, now, file) ||
	         !deliver(dir, file, p, n))
		err = failed(e, path);
	if (dir >= 0)
		close(dir);
	free(path);
	return err;
}
