/* The cage of a parser worker, proven by what does not happen in it. */
#include "tests/unit/ingest/sandbox_check.h"

#ifdef HAVE_SECCOMP
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
#ifdef HAVE_SECCOMP
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
#ifdef HAVE_SECCOMP
		cmocka_unit_test(nothing_gets_out),
#endif
		cmocka_unit_test(processor_time_ends),
		cmocka_unit_test(it_says_what_is_in_force),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
