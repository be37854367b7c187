/*
 * The nursery's process.  A worker is its child; it alone may wait for it, and
 * does so only when it is told to: until then the worker's process number
 * cannot be given to another.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ingest/descriptor.h"
#include "ingest/nursery_process.h"
#include "ingest/sandbox.h"

enum { CONTROL_FD = 3, SOCKET_FD = 4, DESCRIPTORS_MAX = 65536 };
enum { STARTS = 5, HELLO_SECONDS = 30 };

/* Close every descriptor from `first` on. */
static void
close_from(unsigned first)
{
	struct rlimit limit;
	rlim_t end = DESCRIPTORS_MAX;

	if (syscall(SYS_close_range, first, ~0U, 0) == 0)
		return;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < end)
		end = limit.rlim_cur;
	for (unsigned fd = first; fd < end; fd++)
		close((int)fd);
}

/*
 * Nothing of the parent's stays open but the control socket.  Standard error
 * goes too: a taken-over worker could steer a terminal with it.  A sanitizer
 * build keeps it for the sanitizer's words.
 */
static void
keep_only(int control)
{
	int null;

	/* Out of the way first: a caller may have closed its own 0 to 3. */
	control = fcntl(control, F_DUPFD_CLOEXEC, SOCKET_FD);
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int fd = 0; fd < CONTROL_FD; fd++)
		if (fd != STDERR_FILENO || sandbox_is_closed())
			dup2(null, fd);
	dup2(control, CONTROL_FD);
	close_from(CONTROL_FD + 1);
}

/*
 * No handler of the program's runs in a worker.  Who stops the program stops
 * its parent, which decides what becomes of the mails on their way; but a
 * terminal or a service manager signals everybody.
 */
static void
set_signals(void)
{
	static const int ignored[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
	sigset_t none;

	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	for (size_t i = 0; i < sizeof(ignored) / sizeof(*ignored); i++)
		signal(ignored[i], SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static bool
send_answer(const struct nursery_answer *a, int fd)
{
	return descriptor_send(CONTROL_FD, a, sizeof(*a), fd) ==
	       (ssize_t)sizeof(*a);
}

static _Noreturn void
be_worker(int fd, pid_t nursery, struct ingest *in, ingest_reader *read)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != nursery)
		_exit(1);
	dup2(fd, CONTROL_FD);
	close_from(SOCKET_FD);
	worker_run(CONTROL_FD, in, read);
}

static void
say_failed(struct nursery_answer *a, const char *what)
{
	error_set(&a->hello.error, ERR_SYSTEM,
	    "cannot start a parser process: %s: %s", what, strerror(errno));
}

static void
bury(pid_t pid, int *ret_status)
{
	kill(pid, SIGKILL); /* one that has ended keeps its own status */
	while (waitpid(pid, ret_status, 0) < 0 && errno == EINTR)
		continue;
}

/*
 * The first words of a new worker, which is still what we forked: it cannot
 * be made to wait, only stopped from outside.
 */
static void
hear_hello(struct nursery_answer *a, int fd)
{
	const struct timeval patience = { .tv_sec = HELLO_SECONDS };
	int status;
	ssize_t got;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	do
		got = recv(fd, &a->hello, sizeof(a->hello), MSG_WAITALL);
	while (got < 0 && errno == EINTR);
	a->is_lost = got != (ssize_t)sizeof(a->hello);
	if (a->is_lost)
		error_set(&a->hello.error, ERR_SYSTEM,
		    "a parser process ended before it began, %d times in a "
		    "row; is something ending processes here?",
		    STARTS);
	if (a->hello.error.code != OK)
		bury(a->pid, &status);
}

/* Fork one and hear it; our end of its socket, or -1. */
static int
try_to_bear(struct nursery_answer *a, struct ingest *in, ingest_reader *read)
{
	pid_t self = getpid();
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		say_failed(a, "socketpair");
		return -1;
	}
	a->pid = fork();
	if (a->pid == 0)
		be_worker(pair[1], self, in, read);
	close(pair[1]);
	if (a->pid < 0)
		say_failed(a, "fork");
	else
		hear_hello(a, pair[0]);
	if (a->hello.error.code == OK)
		return pair[0];
	close(pair[0]);
	return -1;
}

/* One that is killed while it starts says nothing about the next. */
static bool
bear(struct ingest *in, ingest_reader *read)
{
	struct nursery_answer a;
	int fd = -1;
	bool sent;

	for (int i = 0; i < STARTS; i++) {
		a = (struct nursery_answer){ 0 };
		fd = try_to_bear(&a, in, read);
		if (fd >= 0 || !a.is_lost)
			break;
	}
	sent = send_answer(&a, fd);
	if (fd >= 0)
		close(fd);
	return sent;
}

static bool
end(pid_t pid)
{
	struct nursery_answer a = { .pid = pid };

	bury(pid, &a.status);
	return send_answer(&a, -1);
}

_Noreturn void
nursery_run(int control, const struct ingest_options *o, ingest_reader *read)
{
	struct nursery_question q;
	struct ingest *in;
	struct error e;
	ssize_t got;
	bool go_on = true;

	keep_only(control);
	set_signals();
	if (ingest_open(o, &in, &e) != OK)
		_exit(1);
	worker_preload(in);
	while (go_on) {
		got = recv(CONTROL_FD, &q, sizeof(q), 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got != (ssize_t)sizeof(q))
			break;
		go_on = q.end > 0 ? end(q.end) : bear(in, read);
	}
	_exit(0);
}
