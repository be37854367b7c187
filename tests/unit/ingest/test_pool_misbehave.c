/*
 * A mail that ends its worker, hangs it or makes it lie costs nothing but
 * itself: the mails around it are told as without it.
 */
#include "tests/unit/ingest/pool_run.h"

#include <sys/wait.h>

#include "ingest/sandbox.h"

/*
 * Some items, the odd one among them, some more.  All others must be as they
 * are without it, and of the odd one the sink must be told `want` (a piece of
 * text) after so many tries.
 */
static void
check_odd(const char *odd, unsigned workers, unsigned seconds, const char *want,
    int tries)
{
	enum { BEFORE = 7, AFTER = 9 };
	struct items l = { 0 }, plain = { 0 };
	struct notes got, expected;
	const char *from, *to;
	char *told;

	setup(NULL);
	items_make(&plain, 2);
	for (int i = 0; i < BEFORE + 1 + AFTER; i++)
		if (i == BEFORE)
			items_add_text(&l, odd);
		else
			buf_add(items_add(&l), plain.bytes[i].data,
			    plain.bytes[i].len);
	run(&l, workers, seconds, 0, &got);
	from = strstr(got.text.data, "== item-7\n");
	to = strstr(got.text.data, "== item-8\n");
	assert_non_null(from);
	assert_non_null(to);
	told = strndup(from, (size_t)(to - from));
	if (strstr(told, want) == NULL)
		check_text(odd, told, want);
	if (tries > 0)
		check_int(odd, shared->tries, tries);
	free(told);

	/* The same without it: an empty item has its place. */
	buf_reset(&l.bytes[BEFORE]);
	run_here(&l, &expected);
	memmove((char *)(uintptr_t)from, to, strlen(to) + 1);
	got.text.len -= (size_t)(to - from);
	from = strstr(expected.text.data, "== item-7\n");
	to = strstr(expected.text.data, "== item-8\n");
	memmove((char *)(uintptr_t)from, to, strlen(to) + 1);
	expected.text.len -= (size_t)(to - from);
	check_same(odd, &got, &expected);
	buf_free(&got.text);
	buf_free(&expected.text);
	items_free(&l);
	items_free(&plain);
}

static void
a_bad_mail_costs_itself(void **state)
{
	static const struct {
		const char *item;
		unsigned seconds;
		const char *want;
		int tries;
	} cases[] = {
		{ "!abort  ", 30, "\"outcome\":\"crashed\"", 2 },
		{ "!abort  ", 30, "it ended the process that read it", 2 },
		{ "!segv   ", 30, "it ended the process that read it", 2 },
		{ "!once   ", 30, "done after 2", 2 },
		{ "!spin   ", 1, "\"outcome\":\"timeout\"", 2 },
		{ "!spin   ", 1, "longer than 1 second", 2 },
		{ "!error  ", 30, "no more memory for it", 1 },
		{ "!error  ", 30, "\"outcome\":\"limit\"", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (unsigned workers = 1; workers <= 3; workers += 2)
			check_odd(cases[i].item, workers, cases[i].seconds,
			    cases[i].want, cases[i].tries);
}

static void
a_liar_is_not_believed(void **state)
{
	static const char *const cases[][2] = {
		{ "!lie   g", "no frame" },
		{ "!lie   h", "no frame" },
		{ "!lie   s", "sums that are not" },
		{ "!lie   c", "claimed what it cannot know" },
		{ "!lie   z", "claimed what it cannot know" },
		{ "!lie   e", "before the document" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		check_odd(cases[i][0], 2, 10, cases[i][1], 2);
		check_odd(cases[i][0], 1, 10, "\"outcome\":\"crashed\"", 2);
	}
}

/* It answers for the mails that are still before it, too. */
static void
an_answer_unasked_ends_the_worker(void **state)
{
	struct items l = { 0 };
	struct notes got;

	(void)state;
	items_add_text(&l, "!lie   u");
	run(&l, 1, 10, 0, &got);
	assert_non_null(strstr(got.text.data, "\"reason\":\"r\""));
	assert_int_equal(got.begun, 1);
	buf_free(&got.text);
	items_free(&l);
}

static void
half_an_answer_is_not_told_twice(void **state)
{
	struct items l = { 0 };
	struct notes got;

	(void)state;
	items_add_text(&l, "!half   ");
	run(&l, 2, 30, 0, &got);
	check_int("tries", shared->tries, 2);
	check_int("sources", times(got.text.data, "source item-0"), 1);
	check_int("the first document", times(got.text.data, "try 0"), 1);
	check_int("the second", times(got.text.data, "second"), 1);
	check_int("its records", times(got.text.data, "record {"), 2);
	check_int("the third", times(got.text.data, "the first"), 1);
	check_int("restarts", got.restarts, 1);
	buf_free(&got.text);
	items_free(&l);
}

static void
half_an_answer_is_ended_as_crashed(void **state)
{
	struct items l = { 0 };
	struct notes got;

	(void)state;
	items_add_text(&l, "!halves ");
	run(&l, 2, 30, 0, &got);
	check_int("tries", shared->tries, 2);
	check_int("sources", times(got.text.data, "source item-0"), 1);
	check_int("the first document", times(got.text.data, "try 0"), 1);
	check_int("records", times(got.text.data, "record {"), 0);
	check_int("crashed", times(got.text.data, "\"crashed\""), 1);
	buf_free(&got.text);
	items_free(&l);
}

static pid_t
assassin(void)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	while (shared->pid == 0)
		usleep(1000);
	kill(shared->pid, SIGKILL);
	_exit(0);
}

static void
a_killed_worker_loses_nothing(void **state)
{
	(void)state;
	for (unsigned workers = 1; workers <= 3; workers++) {
		pid_t pid;

		setup(NULL);
		pid = assassin();
		/* setup() in check_odd() clears the page for both. */
		check_odd("!kill   ", workers, 30, "done after 2", 2);
		waitpid(pid, NULL, 0);
	}
}

static void
the_worker_is_locked_in(void **state)
{
	char open_text[32];

	(void)state;
	if (!sandbox_is_closed())
		skip();
#ifdef HAVE_SECCOMP
	snprintf(open_text, sizeof(open_text), "open %d", EPERM);
	check_odd("!socket ", 2, 30, "signal 31", 2);
	check_odd("!exec   ", 2, 30, "signal 31", 2);
#else
	snprintf(open_text, sizeof(open_text), "open %d", EACCES);
#endif
	check_odd("!open   ", 2, 30, open_text, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_bad_mail_costs_itself),
		TEST(a_liar_is_not_believed),
		TEST(an_answer_unasked_ends_the_worker),
		TEST(half_an_answer_is_not_told_twice),
		TEST(half_an_answer_is_ended_as_crashed),
		TEST(a_killed_worker_loses_nothing),
		TEST(the_worker_is_locked_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
