/*
 * The cage of a parser worker: when its parser is taken over, what runs then
 * can compute, answer, and do nothing else.  Each layer alone keeps it from
 * files, network and other programs:
 *
 *	rlimits		memory, processor, file size, descriptors, forks
 *	no_new_privs	no set-uid program gives back what was given up
 *	Landlock	no right to any file, port or foreign process
 *	seccomp		a list of system calls; see sandbox_calls.h
 *
 * Only door to libseccomp and Landlock.  A kernel without Landlock, or a
 * program built without libseccomp, has the others.  In a sanitizer build the
 * cage stands open: the sanitizers need what it forbids.
 */
#ifndef INGEST_SANDBOX_H
#define INGEST_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "core/core.h"

struct sandbox_limits {
	size_t memory_bytes; /* address space, libraries included */
	size_t descriptors;
};

/* Which layers are in force. */
enum sandbox_layer {
	SANDBOX_RLIMITS = 1,
	SANDBOX_LANDLOCK = 2,
	SANDBOX_SECCOMP = 4,
};

/*
 * Give up everything, for good.  What the libraries load on demand (character
 * sets, locale, time zone) must be loaded by now.  *ret_layers: what is in
 * force.  ERR_SYSTEM: a layer that the kernel has could not be set up; do not
 * read anything then.
 */
enum err sandbox_enter(const struct sandbox_limits *limits,
    unsigned *ret_layers, struct error *e) MUST_CHECK;

/*
 * Let the process, which is ours, use so many seconds of processor time from
 * now on, then the kernel ends it (SIGXCPU).  Called from outside: what is in
 * the cage cannot lift its own limit.
 */
void sandbox_rearm(pid_t pid, unsigned seconds);

/* False in a build with sanitizers. */
bool sandbox_is_closed(void);

/* For `rampart --version`: "rlimits, Landlock, seccomp".  Static. */
const char *sandbox_description(void);

#endif
