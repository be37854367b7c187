/*
 * Deeds are done twice: free, where they must succeed (else the test would
 * show nothing), and in a cage.
 */
#ifndef TESTS_SANDBOX_CHECK_H
#define TESTS_SANDBOX_CHECK_H

#include "tests/unit/core/check.h"
#include "tests/unit/ingest/sandbox_deeds.h"

#include <sys/prctl.h>
#include <sys/syscall.h>

static const struct sandbox_limits limits = { 512 * MIB, 16 };

/* What the kernel's Landlock speaks; below 1: nothing. */
static inline long
landlock_version(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0,
	    1 /* LANDLOCK_CREATE_RULESET_VERSION */);
}

static inline enum err
no_cage(const struct sandbox_limits *l, unsigned *layers, struct error *e)
{
	(void)l;
	(void)e;
	*layers = 0;
	return OK;
}

typedef enum err cage(const struct sandbox_limits *l, unsigned *layers,
    struct error *e);

static inline void
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
static inline bool
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
static inline int
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

static inline void
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

#endif
