/* A message with a descriptor, between two processes (SCM_RIGHTS). */
#ifndef INGEST_DESCRIPTOR_H
#define INGEST_DESCRIPTOR_H

#include <sys/types.h>

/*
 * Send n bytes and fd (-1: none), at once and without SIGPIPE: how many went,
 * -1 and errno as sendmsg(2).
 */
ssize_t descriptor_send(int socket, const void *p, size_t n, int fd);

/*
 * Receive at most n bytes: how many came, as recvmsg(2).  *ret_fd: what came
 * along, the caller's, closed on exec; -1: nothing.
 */
ssize_t descriptor_receive(int socket, void *p, size_t n, int *ret_fd);

#endif
