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

#include "ingest/nursery_process.h"
#include "ingest/sandbox.h"

enum { CONTROL_FD = 3, SOCKET_FD = 4, DESCRIPTORS_MAX = 65536 };

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
	struct iovec iov = { (void *)a, sizeof(*a) };
	union {
		struct cmsghdr head;
		char space[CMSG_SPACE(sizeof(int))];
	} control = { 0 };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (fd >= 0) {
		m.msg_control = &control;
		m.msg_controllen = sizeof(control);
		control.head.cmsg_level = SOL_SOCKET;
		control.head.cmsg_type = SCM_RIGHTS;
		control.head.cmsg_len = CMSG_LEN(sizeof(fd));
		memcpy(CMSG_DATA(&control.head), &fd, sizeof(fd));
	}
	return sendmsg(CONTROL_FD, &m, MSG_NOSIGNAL) == (ssize_t)sizeof(*a);
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

/* The first words of a new worker, which is still what we forked. */
static void
hear_hello(struct nursery_answer *a, int fd)
{
	ssize_t got;

	do
		got = recv(fd, &a->hello, sizeof(a->hello), MSG_WAITALL);
	while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof(a->hello))
		error_set(&a->hello.error, ERR_SYSTEM,
		    "a parser process ended before it began");
	if (a->hello.error.code != OK)
		kill(a->pid, SIGKILL);
}

static bool
bear(struct ingest *in, ingest_reader *read)
{
	struct nursery_answer a = { 0 };
	pid_t self = getpid();
	int pair[2];
	bool sent;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		say_failed(&a, "socketpair");
		return send_answer(&a, -1);
	}
	a.pid = fork();
	if (a.pid == 0)
		be_worker(pair[1], self, in, read);
	close(pair[1]);
	if (a.pid < 0)
		say_failed(&a, "fork");
	else
		hear_hello(&a, pair[0]);
	sent = send_answer(&a, a.hello.error.code == OK ? pair[0] : -1);
	close(pair[0]);
	return sent;
}

static bool
end(pid_t pid)
{
	struct nursery_answer a = { .pid = pid };

	kill(pid, SIGKILL); /* one that has ended keeps its own status */
	while (waitpid(pid, &a.status, 0) < 0 && errno == EINTR)
		continue;
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
