/* One control message, with room for one descriptor. */
#include "ingest/descriptor.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

union control {
	struct cmsghdr head;
	char space[CMSG_SPACE(sizeof(int))];
};

ssize_t
descriptor_send(int socket, const void *p, size_t n, int fd)
{
	struct iovec iov = { (void *)p, n };
	union control control = { 0 };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1 };
	ssize_t put;

	if (fd >= 0) {
		m.msg_control = &control;
		m.msg_controllen = sizeof(control);
		control.head.cmsg_level = SOL_SOCKET;
		control.head.cmsg_type = SCM_RIGHTS;
		control.head.cmsg_len = CMSG_LEN(sizeof(fd));
		memcpy(CMSG_DATA(&control.head), &fd, sizeof(fd));
	}
	do
		put = sendmsg(socket, &m, MSG_NOSIGNAL);
	while (put < 0 && errno == EINTR);
	return put;
}

ssize_t
descriptor_receive(int socket, void *p, size_t n, int *ret_fd)
{
	struct iovec iov = { p, n };
	union control control = { 0 };
	struct msghdr m = { .msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control) };
	const struct cmsghdr *c;
	ssize_t got;

	*ret_fd = -1;
	do
		got = recvmsg(socket, &m, MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	c = got < 0 ? NULL : CMSG_FIRSTHDR(&m);
	if (c != NULL && c->cmsg_level == SOL_SOCKET &&
	    c->cmsg_type == SCM_RIGHTS)
		memcpy(ret_fd, CMSG_DATA(c), sizeof(*ret_fd));
	return got;
}
