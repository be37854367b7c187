/*
 * What Landlock alone must prevent: the cage as it is where there is no
 * libseccomp, built into this program instead of the library's own.
 */
#undef HAVE_SECCOMP
#include "ingest/sandbox.c"

#include "tests/unit/ingest/sandbox_check.h"

static void
landlock_alone_keeps_files_shut(void **state)
{
	static const struct deed deeds[] = {
		{ "open a file", open_a_file, EACCES, true },
		{ "make a file", make_a_file, EACCES, false },
		{ "list a directory", open_a_directory, EACCES, true },
		{ "remove a file", remove_a_file, EACCES, false },
		{ "run a program", run_a_program, EACCES, true },
		{ "take much memory", take_much_memory, ENOMEM, true },
		{ "duplicate descriptors", duplicate_descriptors, EMFILE,
		    true },
		{ "write to a file", write_on, -SIGXFSZ - 10, false },
		{ "read, compute", read_and_compute, 0, true },
	};

	(void)state;
	if (landlock_version() < 1)
		skip();
	check_deeds(sandbox_enter, deeds, COUNT(deeds));
}

static void
landlock_alone_keeps_ports_shut(void **state)
{
	static const struct deed deeds[] = {
		{ "listen on a port", listen_on_a_port, EACCES, true },
	};

	(void)state;
	if (landlock_version() < 4)
		skip();
	check_deeds(sandbox_enter, deeds, COUNT(deeds));
}

static void
landlock_alone_protects_processes(void **state)
{
	static const struct deed deeds[] = {
		{ "kill another process", kill_another, EPERM, false },
	};

	(void)state;
	if (landlock_version() < 6)
		skip();
	check_deeds(sandbox_enter, deeds, COUNT(deeds));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(landlock_alone_keeps_files_shut),
		cmocka_unit_test(landlock_alone_keeps_ports_shut),
		cmocka_unit_test(landlock_alone_protects_processes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
