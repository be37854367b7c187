/*
 * The parent's side: question and answer over a SOCK_SEQPACKET pair.  No
 * answer means that the nursery is gone, and with it all its workers.
 */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ingest/descriptor.h"
#include "ingest/nursery.h"
#include "ingest/nursery_process.h"

enum err
nursery_open(const struct ingest_options *o, ingest_reader *read,
    struct nursery *ret, struct error *e)
{
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return error_set(e, ERR_SYSTEM, "socketpair: %s",
		    strerror(errno));
	pid = fork();
	if (pid == 0)
		nursery_run(pair[1], o, read);
	close(pair[1]);
	if (pid < 0) {
		close(pair[0]);
		return error_set(e, ERR_SYSTEM,
		    "cannot start a process for the parsers: %s",
		    strerror(errno));
	}
	*ret = (struct nursery){ pid, pair[0] };
	return OK;
}

/* Ask and wait; *ret_fd is -1 when no descriptor came along. */
static enum err
ask(struct nursery *n, pid_t end, struct nursery_answer *ret, int *ret_fd,
    struct error *e)
{
	struct nursery_question q = { end };
	ssize_t got = -1;

	*ret_fd = -1;
	if (send(n->fd, &q, sizeof(q), MSG_NOSIGNAL) == (ssize_t)sizeof(q))
		got = descriptor_receive(n->fd, ret, sizeof(*ret), ret_fd);
	if (got != (ssize_t)sizeof(*ret))
		return error_set(e, ERR_SYSTEM,
		    "the process that starts the parsers is gone");
	return OK;
}

enum err
nursery_bear(struct nursery *n, pid_t *ret_pid, int *ret_fd,
    unsigned *ret_layers, struct error *e)
{
	struct nursery_answer a = { 0 };
	int fd;
	enum err err = ask(n, 0, &a, &fd, e);

	if (err != OK)
		return err;
	if (a.hello.error.code != OK || fd < 0) {
		*e = a.hello.error;
		return error_prefix(e, "ingest");
	}
	*ret_pid = a.pid;
	*ret_fd = fd;
	*ret_layers = (unsigned)a.hello.layers;
	return OK;
}

enum err
nursery_end(struct nursery *n, pid_t pid, int *ret_status, struct error *e)
{
	struct nursery_answer a = { 0 };
	int fd;
	enum err err = ask(n, pid, &a, &fd, e);

	if (err == OK)
		*ret_status = a.status;
	return err;
}

void
nursery_close(struct nursery *n)
{
	close(n->fd);
	while (waitpid(n->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
}
