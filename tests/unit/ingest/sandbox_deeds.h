/*
 * What a parser worker must not be able to do, and the little that it must.
 * Each deed gives 0 when it was done, else errno.
 */
#ifndef TESTS_SANDBOX_DEEDS_H
#define TESTS_SANDBOX_DEEDS_H

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ingest/sandbox.h"

/* What a deed may use, and what it may leave behind. */
struct scene {
	char dir[200], file[256], other[256];
	int open_file; /* for reading and writing, from before */
	pid_t victim;
};

static inline int
open_a_file(const struct scene *s)
{
	char c;
	int fd = open(s->file, O_RDONLY);

	return fd >= 0 && read(fd, &c, 1) == 1 ? 0 : errno;
}

static inline int
make_a_file(const struct scene *s)
{
	return open(s->other, O_WRONLY | O_CREAT, 0600) >= 0 ? 0 : errno;
}

static inline int
open_a_directory(const struct scene *s)
{
	return open(s->dir, O_RDONLY | O_DIRECTORY) >= 0 ? 0 : errno;
}

static inline int
open_itself_anew(const struct scene *s)
{
	char name[64];

	snprintf(name, sizeof(name), "/proc/self/fd/%d", s->open_file);
	return open(name, O_RDWR) >= 0 ? 0 : errno;
}

static inline int
remove_a_file(const struct scene *s)
{
	return unlink(s->file) == 0 ? 0 : errno;
}

static inline int
change_a_mode(const struct scene *s)
{
	return fchmod(s->open_file, 0777) == 0 ? 0 : errno;
}

static inline int
look_at_a_file(const struct scene *s)
{
	struct stat st;

	return stat(s->file, &st) == 0 ? 0 : errno;
}

static inline int
write_an_open_file(const struct scene *s)
{
	signal(SIGXFSZ, SIG_IGN);
	return pwrite(s->open_file, "overwritten", 11, 0) == 11 ? 0 : errno;
}

static inline int
write_on(const struct scene *s)
{
	lseek(s->open_file, 0, SEEK_SET);
	return write(s->open_file, "overwritten", 11) == 11 ? 0 : errno;
}

static inline int
make_a_socket(const struct scene *s)
{
	(void)s;
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : errno;
}

static inline int
make_a_local_socket(const struct scene *s)
{
	(void)s;
	return socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ? 0 : errno;
}

static inline int
listen_on_a_port(const struct scene *s)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	(void)s;
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return fd >= 0 && bind(fd, (struct sockaddr *)&a, sizeof(a)) == 0
	           ? 0
	           : errno;
}

static inline int
run_a_program(const struct scene *s)
{
	execl("/bin/sh", "sh", "-c", "exit 0", (char *)NULL);
	(void)s;
	return errno;
}

static inline int
run_a_program_to_write(const struct scene *s)
{
	char command[300];
	pid_t pid = fork();
	int status;

	if (pid < 0)
		return errno;
	if (pid == 0) {
		snprintf(command, sizeof(command), "echo x >%s", s->other);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(1);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : EPERM;
}

static inline int
fork_once(const struct scene *s)
{
	pid_t pid = fork();

	(void)s;
	if (pid == 0)
		_exit(0);
	return pid > 0 ? 0 : errno;
}

static inline void *
nothing(void *unused)
{
	return unused;
}

static inline int
start_a_thread(const struct scene *s)
{
	pthread_t t;

	(void)s;
	return pthread_create(&t, NULL, nothing, NULL);
}

static inline int
kill_another(const struct scene *s)
{
	return kill(s->victim, SIGKILL) == 0 ? 0 : errno;
}

static inline int
take_much_memory(const struct scene *s)
{
	void *p = mmap(NULL, 600 * MIB, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)s;
	return p != MAP_FAILED ? 0 : errno;
}

static inline int
make_memory_executable(const struct scene *s)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)s;
	return mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0 ? 0 : errno;
}

static inline int
map_executable(const struct scene *s)
{
	(void)s;
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC,
	           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED
	           ? 0
	           : errno;
}

static inline int
lift_a_limit(const struct scene *s)
{
	struct rlimit r;

	(void)s;
	getrlimit(RLIMIT_CPU, &r);
	r.rlim_cur = r.rlim_max;
	return setrlimit(RLIMIT_CPU, &r) == 0 ? 0 : errno;
}

static inline int
ignore_a_signal(const struct scene *s)
{
	(void)s;
	return signal(SIGXCPU, SIG_IGN) != SIG_ERR ? 0 : errno;
}

static inline int
duplicate_descriptors(const struct scene *s)
{
	int n = 0;

	while (n < 32 && dup(s->open_file) >= 0)
		n++;
	return n == 32 ? 0 : errno;
}

/* What a worker does all the time. */
static inline int
read_and_compute(const struct scene *s)
{
	char c[4];
	void *p = malloc(10 * MIB);
	struct timespec t;

	if (p == NULL || pread(s->open_file, c, 4, 0) != 4)
		return errno;
	memset(p, 1, 10 * MIB);
	free(p);
	return clock_gettime(CLOCK_MONOTONIC, &t) == 0 ? 0 : errno;
}

#endif
