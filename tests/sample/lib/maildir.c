/*
 * Names sort in the order of delivery: seconds, then a counter in the place
 * of the microseconds.  Nothing else reads the folder meanwhile, so mails are
 * written where they belong and tmp stays empty.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "tests/sample/lib/maildir.h"

void
maildir_make(struct maildir *m, const char *path)
{
	static const char *const folders[] = { "cur", "new", "tmp" };
	char name[PATH_MAX];

	m->path = path;
	m->delivered = 0;
	if (mkdir(path, 0777) < 0 && errno != EEXIST)
		err(EX_CANTCREAT, "cannot make %s", path);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		snprintf(name, sizeof name, "%s/%s", path, folders[i]);
		if (mkdir(name, 0777) < 0)
			err(EX_CANTCREAT, "cannot make %s", name);
	}
}

static void
write_all(int fd, const char *name, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0)
			err(EX_IOERR, "cannot write %s", name);
		p += done;
		n -= (size_t)done;
	}
}

void
maildir_deliver(struct maildir *m, int64_t when, const char *flags,
    const void *p, size_t n)
{
	const struct timespec times[2] = { { .tv_sec = when },
		{ .tv_sec = when } };
	char name[PATH_MAX];
	int fd;

	snprintf(name, sizeof name,
	    "%s/%s/%" PRId64 ".M%06" PRIu64 "P2417.mx1%s%s", m->path,
	    flags != NULL ? "cur" : "new", when, m->delivered++,
	    flags != NULL ? ":2," : "", flags != NULL ? flags : "");
	fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		err(EX_CANTCREAT, "cannot make %s", name);
	write_all(fd, name, p, n);
	if (futimens(fd, times) < 0 || close(fd) < 0)
		err(EX_IOERR, "cannot write %s", name);
}
