/* A maildir that a generator fills. */
#ifndef TESTS_SAMPLE_LIB_MAILDIR_H
#define TESTS_SAMPLE_LIB_MAILDIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct maildir {
	const char *path;
	uint64_t delivered; /* mails so far; makes names unique */
};

/*
 * Make DIR/cur, DIR/new and DIR/tmp, and DIR if it is not there.  Ends the
 * program on failure, and when one of the three is there: mails of two runs
 * must not mix.
 */
void maildir_make(struct maildir *m, const char *path);

/*
 * Deliver: a name and a time stamp from `when` (UTC seconds), into cur with
 * the flags, or into new if flags is NULL.  Ends the program on failure.
 */
void maildir_deliver(struct maildir *m, int64_t when, const char *flags,
    const void *p, size_t n);

#endif
