/*
 * The cage of a parser worker, proven by what does not happen in it.  Each
 * deed is done twice: free, where it must succeed (else the test would show
 * nothing), and locked in.  The deeds that Landlock alone must prevent are
 * done a third time, in a cage without seccomp.
 */
#include "tests/unit/core/check.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ingest/sandbox.h"

/* The same cage as it is without libseccomp. */
#ifdef HAVE_SECCOMP
#define TEST_SECCOMP 1
#endif
#undef HAVE_SECCOMP
#define sandbox_enter without_seccomp_enter
#define sandbox_rearm without_seccomp_rearm
#define sandbox_is_closed without_seccomp_is_closed
#define sandbox_description without_seccomp_description
#include "ingest/sandbox.c"
#undef sandbox_enter
#undef sandbox_rearm
#undef sandbox_is_closed
#undef sandbox_description

static const struct sandbox_limits limits = { 512 * MIB, 16 };

/* What a deed may use, and what it may leave behind. */
struct scene {
	char dir[200], file[256], other[256];
	int open_file; /* for reading and writing, from before */
	pid_t victim;
};

/* 0: done; else errno. */
static int
open_a_file(const struct scene *s)
{
	char c;
	int fd = open(s->file, O_RDONLY);

	return fd >= 0 && read(fd, &c, 1) == 1 ? 0 : errno;
}

static int
make_a_file(const struct scene *s)
{
	return open(s->other, O_WRONLY | O_CREAT, 0600) >= 0 ? 0 : errno;
}

static int
open_a_directory(const struct scene *s)
{
	return open(s->dir, O_RDONLY | O_DIRECTORY) >= 0 ? 0 : errno;
}

static int
open_itself_anew(const struct scene *s)
{
	char name[64];

	snprintf(name, sizeof(name), "/proc/self/fd/%d", s->open_file);
	return open(name, O_RDWR) >= 0 ? 0 : errno;
}

static int
remove_a_file(const struct scene *s)
{
	return unlink(s->file) == 0 ? 0 : errno;
}

static int
change_a_mode(const struct scene *s)
{
	return fchmod(s->open_file, 0777) == 0 ? 0 : errno;
}

static int
look_at_a_file(const struct scene *s)
{
	struct stat st;

	return stat(s->file, &st) == 0 ? 0 : errno;
}

static int
write_an_open_file(const struct scene *s)
{
	signal(SIGXFSZ, SIG_IGN);
	return pwrite(s->open_file, "overwritten", 11, 0) == 11 ? 0 : errno;
}

static int
write_on(const struct scene *s)
{
	lseek(s->open_file, 0, SEEK_SET);
	return write(s->open_file, "overwritten", 11) == 11 ? 0 : errno;
}

static int
make_a_socket(const struct scene *s)
{
	(void)s;
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 0 : errno;
}

static int
make_a_local_socket(const struct scene *s)
{
	(void)s;
	return socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ? 0 : errno;
}

static int
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

static int
run_a_program(const struct scene *s)
{
	execl("/bin/sh", "sh", "-c", "exit 0", (char *)NULL);
	(void)s;
	return errno;
}

static int
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

static int
fork_once(const struct scene *s)
{
	pid_t pid = fork();

	(void)s;
	if (pid == 0)
		_exit(0);
	return pid > 0 ? 0 : errno;
}

static void *
nothing(void *unused)
{
	return unused;
}

static int
start_a_thread(const struct scene *s)
{
	pthread_t t;

	(void)s;
	return pthread_create(&t, NULL, nothing, NULL);
}

static int
kill_another(const struct scene *s)
{
	return kill(s->victim, SIGKILL) == 0 ? 0 : errno;
}

static int
take_much_memory(const struct scene *s)
{
	void *p = mmap(NULL, 600 * MIB, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)s;
	return p != MAP_FAILED ? 0 : errno;
}

static int
make_memory_executable(const struct scene *s)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)s;
	return mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0 ? 0 : errno;
}

static int
map_executable(const struct scene *s)
{
	(void)s;
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC,
	           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED
	           ? 0
	           : errno;
}

static int
lift_a_limit(const struct scene *s)
{
	struct rlimit r;

	(void)s;
	getrlimit(RLIMIT_CPU, &r);
	r.rlim_cur = r.rlim_max;
	return setrlimit(RLIMIT_CPU, &r) == 0 ? 0 : errno;
}

static int
ignore_a_signal(const struct scene *s)
{
	(void)s;
	return signal(SIGXCPU, SIG_IGN) != SIG_ERR ? 0 : errno;
}

static int
duplicate_descriptors(const struct scene *s)
{
	int n = 0;

	while (n < 32 && dup(s->open_file) >= 0)
		n++;
	return n == 32 ? 0 : errno;
}

/* What a worker does all the time. */
static int
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

static enum err
no_cage(const struct sandbox_limits *l, unsigned *layers, struct error *e)
{
	(void)l;
	(void)e;
	*layers = 0;
	return OK;
}

typedef enum err cage(const struct sandbox_limits *l, unsigned *layers,
    struct error *e);

static void
put_scene(struct scene *s)
{
	snprintf(s->dir, sizeof(s->dir), "%s/rampart-sandbox.XXXXXX",
	    getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp");
	assert_non_null(mkdtemp(s->dir));
	snprintf(s->file, sizeof(s->file), "%s/file", s->dir);
	snprintf(s->other, sizeof(s->other), "%s/other", s->dir);
	s->open_file = open(s->file, O_RDWR | O_CREAT, 0600);
	assert_int_equal(write(s->open_file, "as it was..", 11), 11);
	s->victim = fork();
	if (s->victim == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* if the test fails */
		pause();
		_exit(0);
	}
}

/* Whether everything is as it was; then it is taken away. */
static bool
is_untouched(struct scene *s)
{
	char text[16] = "";
	int status;
	struct stat st;
	bool same = pread(s->open_file, text, 15, 0) == 11 &&
	            strcmp(text, "as it was..") == 0 &&
	            access(s->file, F_OK) == 0 && access(s->other, F_OK) != 0 &&
	            fstat(s->open_file, &st) == 0 &&
	            (st.st_mode & 0777) == 0600;

	kill(s->victim, SIGTERM);
	waitpid(s->victim, &status, 0);
	same = same && WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM;
	close(s->open_file);
	unlink(s->file);
	unlink(s->other);
	rmdir(s->dir);
	return same;
}

enum { KILLED = -1, NO_CAGE = -2 };

/* 0, errno, KILLED by the kernel for a system call, or the signal, negated. */
static int
do_locked_in(cage *enter, int (*deed)(const struct scene *),
    const struct scene *s)
{
	int status, result = NO_CAGE, pipes[2];
	unsigned layers;
	struct error e;
	pid_t pid;

	assert_int_equal(pipe(pipes), 0);
	pid = fork();
	if (pid == 0) {
		if (enter(&limits, &layers, &e) == OK)
			result = deed(s);
		if (write(pipes[1], &result, sizeof(result)) < 0)
			_exit(2);
		_exit(0);
	}
	close(pipes[1]);
	waitpid(pid, &status, 0);
	if (read(pipes[0], &result, sizeof(result)) != sizeof(result))
		result = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	close(pipes[0]);
	if (!WIFSIGNALED(status))
		return result;
	return WTERMSIG(status) == SIGSYS ? KILLED : -WTERMSIG(status) - 10;
}

struct deed {
	const char *sentence;
	int (*deed)(const struct scene *);
	int want;
	bool harmless; /* free, too, it leaves no trace */
};

static void
check_deeds(cage *enter, const struct deed *deeds, size_t n)
{
	if (!sandbox_is_closed())
		skip();
	for (size_t i = 0; i < n; i++) {
		struct scene s;

		put_scene(&s);
		check_int(deeds[i].sentence,
		    do_locked_in(no_cage, deeds[i].deed, &s), 0);
		if (is_untouched(&s) != deeds[i].harmless)
			fail_msg("%s: free, it shows nothing",
			    deeds[i].sentence);
		put_scene(&s);
		check_int(deeds[i].sentence,
		    do_locked_in(enter, deeds[i].deed, &s), deeds[i].want);
		if (!is_untouched(&s))
			fail_msg("%s: it was done", deeds[i].sentence);
	}
}

#ifdef TEST_SECCOMP
static void
nothing_gets_out(void **state)
{
	static const struct deed deeds[] = {
		{ "open a file", open_a_file, EPERM, true },
		{ "make a file", make_a_file, EPERM, false },
		{ "list a directory", open_a_directory, EPERM, true },
		{ "open a descriptor anew", open_itself_anew, EPERM, true },
		{ "remove a file", remove_a_file, KILLED, false },
		{ "change a file's mode", change_a_mode, EPERM, false },
		{ "look at a file", look_at_a_file, EPERM, true },
		{ "write to a file at a place", write_an_open_file, EPERM,
		    false },
		{ "write to a file", write_on, -SIGXFSZ - 10, false },
		{ "make an internet socket", make_a_socket, KILLED, true },
		{ "make a local socket", make_a_local_socket, KILLED, true },
		{ "run a program", run_a_program, KILLED, true },
		{ "run a program beside", run_a_program_to_write, KILLED,
		    false },
		{ "fork", fork_once, KILLED, true },
		{ "kill another process", kill_another, KILLED, false },
		{ "take much memory", take_much_memory, ENOMEM, true },
		{ "make memory executable", make_memory_executable, EPERM,
		    true },
		{ "map executable memory", map_executable, EPERM, true },
		{ "lift its own limits", lift_a_limit, EPERM, true },
		{ "ignore a signal", ignore_a_signal, EPERM, true },
		{ "duplicate descriptors", duplicate_descriptors, EPERM, true },
		{ "start a thread", start_a_thread, KILLED, true },
		{ "read, compute", read_and_compute, 0, true },
	};

	(void)state;
	check_deeds(sandbox_enter, deeds, COUNT(deeds));
}
#endif

static long
landlock_version(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_GET_VERSION);
}

static void
landlock_alone_keeps_files_shut(void **state)
{
	static const struct deed deeds[] = {
		{ "open a file", open_a_file, EACCES, true },
		{ "make a file", make_a_file, EACCES, false },
		{ "list a directory", open_a_directory, EACCES, true },
		{ "remove a file", remove_a_file, EACCES, false },
		{ "run a program", run_a_program, EACCES, true },
		{ "take much memory", take_much_memory, ENOMEM, true },
		{ "duplicate descriptors", duplicate_descriptors, EMFILE,
		    true },
		{ "write to a file", write_on, -SIGXFSZ - 10, false },
		{ "read, compute", read_and_compute, 0, true },
	};

	(void)state;
	if (landlock_version() < 1)
		skip();
	check_deeds(without_seccomp_enter, deeds, COUNT(deeds));
}

static void
landlock_alone_keeps_ports_shut(void **state)
{
	static const struct deed deeds[] = {
		{ "listen on a port", listen_on_a_port, EACCES, true },
	};

	(void)state;
	if (landlock_version() < 4)
		skip();
	check_deeds(without_seccomp_enter, deeds, COUNT(deeds));
}

static void
landlock_alone_protects_processes(void **state)
{
	static const struct deed deeds[] = {
		{ "kill another process", kill_another, EPERM, false },
	};

	(void)state;
	if (landlock_version() < 6)
		skip();
	check_deeds(without_seccomp_enter, deeds, COUNT(deeds));
}

/* The kernel ends it by its own clock, though it asks for nothing. */
static void
processor_time_ends(void **state)
{
	int status, pipes[2];
	pid_t pid;

	(void)state;
	if (!sandbox_is_closed())
		skip();
	assert_int_equal(pipe(pipes), 0);
	pid = fork();
	if (pid == 0) {
		unsigned layers;
		struct error e;
		char c;

		if (sandbox_enter(&limits, &layers, &e) != OK ||
		    read(pipes[0], &c, 1) != 1)
			_exit(1);
		for (volatile int i = 0;; i++)
			continue;
	}
	sandbox_rearm(pid, 1);
	assert_int_equal(write(pipes[1], "x", 1), 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	close(pipes[0]);
	close(pipes[1]);
	assert_true(WIFSIGNALED(status));
	check_int("the signal", WTERMSIG(status), SIGXCPU);
}

static void
it_says_what_is_in_force(void **state)
{
	unsigned layers = 0, want = SANDBOX_RLIMITS;
	struct error e;
	int status;
	pid_t pid;

	(void)state;
	if (!sandbox_is_closed())
		skip();
	if (landlock_version() >= 1)
		want |= SANDBOX_LANDLOCK;
#ifdef TEST_SECCOMP
	want |= SANDBOX_SECCOMP;
#endif
	pid = fork();
	if (pid == 0) {
		if (sandbox_enter(&limits, &layers, &e) != OK)
			_exit(100);
		_exit((int)layers);
	}
	waitpid(pid, &status, 0);
	check_int("layers", WEXITSTATUS(status), want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#ifdef TEST_SECCOMP
		cmocka_unit_test(nothing_gets_out),
#endif
		cmocka_unit_test(landlock_alone_keeps_files_shut),
		cmocka_unit_test(landlock_alone_keeps_ports_shut),
		cmocka_unit_test(landlock_alone_protects_processes),
		cmocka_unit_test(processor_time_ends),
		cmocka_unit_test(it_says_what_is_in_force),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
