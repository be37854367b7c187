/*
 * The system calls of a parser worker.  Private to sandbox.c.
 *
 * Allowed is what reading a descriptor, computing and answering take.  What is
 * not named fails with EPERM: libraries try such calls in good faith (the time
 * zone, a character set nobody has) and go on without.  What no parser ever
 * tries, and only an intruder would, ends the worker at once; so the attempt
 * stands in the ledger as crashed.
 */
#ifndef INGEST_SANDBOX_CALLS_H
#define INGEST_SANDBOX_CALLS_H

/*
 * Allowed too: mmap and mprotect without PROT_EXEC, and tgkill to the process
 * itself, so that abort() is told from other deaths.
 */
#define SANDBOX_ALLOWED(X)                                                    \
	X(read) X(pread64) X(readv) X(recvmsg)                                \
	X(write) X(writev)                                                    \
	X(close) X(lseek) X(fstat)                                            \
	X(munmap) X(mremap) X(brk) X(madvise)                                 \
	X(futex) X(sched_yield) X(restart_syscall) X(rt_sigreturn)            \
	X(getrandom) X(clock_gettime) X(gettimeofday) X(time)                 \
	X(getpid) X(gettid)                                                   \
	X(exit) X(exit_group)

#define SANDBOX_FATAL(X)                                                      \
	X(execve) X(execveat) X(fork) X(vfork) X(clone) X(clone3)             \
	X(socket) X(socketpair) X(connect) X(bind) X(listen) X(accept)        \
	X(accept4) X(sendmsg) X(sendmmsg) X(sendto)                           \
	X(ptrace) X(process_vm_readv) X(process_vm_writev) X(pidfd_getfd)     \
	X(kill) X(tkill) X(setuid) X(setgid) X(setresuid) X(setresgid)        \
	X(mount) X(umount2) X(pivot_root) X(chroot) X(unshare) X(setns)       \
	X(bpf) X(perf_event_open) X(keyctl) X(add_key) X(request_key)         \
	X(init_module) X(finit_module) X(kexec_load) X(io_uring_setup)        \
	X(userfaultfd) X(memfd_create) X(open_by_handle_at) X(rename)         \
	X(renameat) X(renameat2) X(unlink) X(unlinkat) X(link) X(linkat)

#endif
