/*
 * Preloaded into rampart by tests/cli/workers.test: a parser worker that does
 * something else than read.  A mail with the line "X-Odd: spin" is read for
 * ever, one with "X-Odd: abort" ends its worker.  ODD_STARTS names a file: as
 * long as there are bytes in it, a worker that starts takes one away and is
 * killed.
 */
#undef _FORTIFY_SOURCE /* pread is ours */
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { HEAD = 512 };

static ssize_t
read_oddly(int fd, void *p, size_t n, off_t at)
{
	ssize_t got = syscall(SYS_pread64, fd, p, n, at);
	size_t head = got > HEAD ? HEAD : got > 0 ? (size_t)got : 0;
	volatile int forever =
	    at == 0 && memmem(p, head, "\nX-Odd: spin\n", 13);

	while (forever)
		continue;
	if (at == 0 && memmem(p, head, "\nX-Odd: abort\n", 14))
		abort();
	return got;
}

ssize_t
pread(int fd, void *p, size_t n, off_t at)
{
	return read_oddly(fd, p, n, at);
}

ssize_t
pread64(int fd, void *p, size_t n, off_t at)
{
	return read_oddly(fd, p, n, at);
}

/* A worker's first call, before it is locked in. */
int
prctl(int option, ...)
{
	const char *starts = getenv("ODD_STARTS");
	unsigned long v[4];
	struct stat st;
	va_list ap;
	int fd;

	va_start(ap, option);
	for (int i = 0; i < 4; i++)
		v[i] = va_arg(ap, unsigned long);
	va_end(ap);
	fd = option == PR_SET_PDEATHSIG && starts != NULL
	         ? open(starts, O_RDWR | O_CLOEXEC)
	         : -1;
	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0 &&
	    ftruncate(fd, st.st_size - 1) == 0)
		kill(getpid(), SIGKILL);
	if (fd >= 0)
		close(fd);
	return (int)syscall(SYS_prctl, option, v[0], v[1], v[2], v[3]);
}
