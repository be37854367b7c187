/*
 * Parser workers from outside: the sink is told the same, in the order of
 * submission, however many there are, and nothing of them stays.
 */
#include "tests/unit/ingest/pool_run.h"

#include <dirent.h>
#include <sys/wait.h>

static void
results_do_not_depend_on_workers(void **state)
{
	static const struct {
		const char *sentence;
		unsigned workers, items;
	} cases[] = {
		{ "1 worker", 1, 0 },
		{ "2 workers", 2, 0 },
		{ "4 workers", 4, 0 },
		{ "2 workers, replaced after 3 items", 2, 3 },
		{ "3 workers, each for one item", 3, 1 },
	};
	struct items l = { 0 };
	struct notes want;

	(void)state;
	items_make(&l, 6);
	run_here(&l, &want);
	assert_int_equal(want.begun, l.n);
	assert_true(want.restarts > 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct notes got;

		setup(NULL);
		run(&l, cases[i].workers, 30, cases[i].items, &got);
		check_same(cases[i].sentence, &got, &want);
		check_int(cases[i].sentence, got.restarts, want.restarts);
		if (cases[i].items != 0)
			assert_true(
			    shared->processes >= (int)(l.n / cases[i].items));
		buf_free(&got.text);
	}
	buf_free(&want.text);
	items_free(&l);
}

static void
an_idle_worker_may_die(void **state)
{
	struct pool *p = open_pool(2, 30, 0);
	struct items l = { 0 };
	struct notes got, want;

	(void)state;
	items_make(&l, 1);
	run_here(&l, &want);
	for (int i = 0; i < 3; i++) {
		notes_init(&got);
		pool_sink_set(p, &got.sink);
		for (size_t k = 0; k < p->n_slots; k++)
			if (p->slots[k].pid != 0)
				kill(p->slots[k].pid, SIGKILL);
		submit_all(p, &l);
		check_same("after a death", &got, &want);
		buf_free(&got.text);
	}
	buf_free(&want.text);
	items_free(&l);
	pool_close(p);
}

struct watch {
	struct pool *pool;
	size_t most, least;
};

static void
watch_buffers(void *ctx)
{
	struct watch *w = ctx;
	size_t sum = 0;

	for (size_t i = 0; i < w->pool->n_slots; i++) {
		size_t n = w->pool->slots[i].in.len;

		w->most = n > w->most ? n : w->most;
		sum += n;
	}
	if (w->least == 0)
		w->least = sum; /* when the first item ended */
}

static void
a_full_buffer_is_not_read_on(void **state)
{
	struct pool *p = open_pool(2, 30, 0);
	struct watch w = { .pool = p };
	struct items l = { 0 };
	struct notes got;

	(void)state;
	notes_init(&got);
	got.watch = watch_buffers;
	got.watch_ctx = &w;
	pool_sink_set(p, &got.sink);
	items_add_text(&l, "!wait   ");
	items_add_text(&l, "!flood  ");
	submit_all(p, &l);
	assert_true(w.least >= 8 * MIB);
	assert_true(w.most < 8 * MIB + 256 * KIB);
	check_int("documents", times(got.text.data, "document {"), 7);
	/* Nothing of it stays. */
	for (size_t i = 0; i < p->n_slots; i++)
		assert_true(p->slots[i].in.cap <= 2 * MIB);
	buf_free(&got.text);
	items_free(&l);
	pool_close(p);
}

static size_t
open_descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n;
}

static void
nothing_is_left_behind(void **state)
{
	struct items l = { 0 };
	struct notes got;
	size_t before = open_descriptors();

	(void)state;
	items_make(&l, 1);
	items_add_text(&l, "!abort  ");
	run(&l, 3, 30, 2, &got);
	assert_int_equal(open_descriptors(), before);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	buf_free(&got.text);
	items_free(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(results_do_not_depend_on_workers),
		TEST(an_idle_worker_may_die),
		TEST(a_full_buffer_is_not_read_on),
		TEST(nothing_is_left_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
