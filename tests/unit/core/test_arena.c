/* arena.h: alignment, the ceiling, reset and release. */
#include "tests/unit/core/check.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/core.h"

/* A refused malloc() must come back as NULL under AddressSanitizer too. */
const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static bool
all_zero(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != 0)
			return false;
	return true;
}

static void
memory_is_zeroed_aligned_and_apart(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 64 * MIB);
	char *before = NULL;
	size_t before_size = 0;
	for (int round = 0; round < 2; round++) {
		for (size_t size = 0; size < 3000; size += 7) {
			char *p = arena_alloc(&a, size);
			assert_non_null(p);
			assert_true((uintptr_t)p % _Alignof(max_align_t) == 0);
			assert_true(all_zero(p, size));
			memset(p, 0xaa, size);
			if (before != NULL && before_size > 0)
				assert_true(before[before_size - 1] == '\xaa');
			before = p;
			before_size = size;
		}
		arena_reset(&a);
		before = NULL;
	}
	arena_release(&a);
}

static void
sizes_larger_than_a_block_work(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 64 * MIB);
	for (size_t size = 1; size <= 8 * MIB; size *= 2) {
		char *p = arena_alloc(&a, size);
		assert_non_null(p);
		assert_true(all_zero(p, size));
		memset(p, 1, size);
	}
	arena_reset(&a);
	check_int("nothing is handed out", a.used, 0);
	assert_non_null(a.blocks);
	arena_release(&a);
	assert_null(a.blocks);
}

static void
the_ceiling_is_exact_and_sticky(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 1024);
	assert_non_null(arena_alloc(&a, 512));
	assert_non_null(arena_alloc(&a, 512));
	assert_false(a.full);
	check_int("all is handed out", a.used, 1024);
	assert_null(arena_alloc(&a, 0));
	assert_true(a.full);
	arena_reset(&a);
	assert_false(a.full);
	assert_null(arena_alloc(&a, 1025));
	assert_null(arena_alloc(&a, 1));
	assert_true(a.full);
	arena_release(&a);
	assert_false(a.full);
	assert_non_null(arena_alloc(&a, 1024));
	arena_release(&a);
}

static void
rounding_counts_against_the_ceiling(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 40);
	assert_non_null(arena_alloc(&a, 20));
	check_int("rounded up", a.used, 32);
	assert_null(arena_alloc(&a, 8));
	check_int("nothing more", a.used, 32);
	arena_release(&a);
}

static void
a_reset_makes_the_same_memory_new(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 64 * MIB);
	char *first = arena_alloc(&a, 100);
	assert_non_null(first);
	for (int i = 0; i < 1000; i++) {
		arena_reset(&a);
		assert_ptr_equal(arena_alloc(&a, 100), first);
	}
	arena_release(&a);
}

static void
no_size_wraps_round(void **state)
{
	(void)state;
	static const size_t sizes[] = { SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 15,
		SIZE_MAX - 16, SIZE_MAX / 2 };
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct arena a;
		arena_init(&a, 4096);
		assert_null(arena_alloc(&a, sizes[i]));
		assert_true(a.full);
		arena_reset(&a);
		assert_null(arena_memdup(&a, "", sizes[i]));
		assert_true(a.full);
		arena_release(&a);
	}
	struct arena a;
	arena_init(&a, SIZE_MAX);
	assert_null(arena_alloc(&a, SIZE_MAX));
	arena_release(&a);
}

static void
copies_end_in_a_nul(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 4096);
	check_text("strdup", arena_strdup(&a, "abc"), "abc");
	check_text("strdup of nothing", arena_strdup(&a, ""), "");
	check_text("memdup", arena_memdup(&a, "abcdef", 3), "abc");
	check_text("memdup of nothing", arena_memdup(&a, NULL, 0), "");
	check_text("printf", arena_printf(&a, "%s-%d", "x", 42), "x-42");
	for (int n = 126; n <= 129; n++) {
		char *text = arena_printf(&a, "%*d|", n - 1, n);
		check_int("a text as long as that", strlen(text), n);
		check_int("and its number", atoi(text), n);
	}
	assert_null(arena_printf(&a, "%5000d", 1));
	assert_true(a.full);
	assert_null(arena_strdup(&a, "a"));
	arena_release(&a);
}

static void
a_full_arena_needs_no_memory(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, 0);
	assert_null(arena_alloc(&a, 1));
	assert_null(a.blocks);
	arena_reset(&a);
	assert_null(a.blocks);
}

static void
without_memory_the_program_aborts(void **state)
{
	(void)state;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		/* Its words would stand in the middle of the test's. */
		if (freopen("/dev/null", "w", stderr) != NULL)
			free(xmalloc(SIZE_MAX / 2 - 4096));
		_exit(0);
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	check_int("the signal", WTERMSIG(status), SIGABRT);
}

static void
x_functions_take_zero(void **state)
{
	(void)state;
	char *p = xmalloc(0);
	assert_non_null(p);
	p = xrealloc(p, 10);
	memset(p, 'x', 10);
	p = xrealloc(p, 0);
	assert_non_null(p);
	free(p);
	p = xcalloc(0, 8);
	assert_non_null(p);
	free(p);
	p = xcalloc(3, 8);
	assert_true(all_zero(p, 24));
	free(p);
	p = xstrdup("copy");
	check_text("xstrdup", p, "copy");
	free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
		cmocka_unit_test(sizes_larger_than_a_block_work),
		cmocka_unit_test(the_ceiling_is_exact_and_sticky),
		cmocka_unit_test(rounding_counts_against_the_ceiling),
		cmocka_unit_test(a_reset_makes_the_same_memory_new),
		cmocka_unit_test(no_size_wraps_round),
		cmocka_unit_test(copies_end_in_a_nul),
		cmocka_unit_test(a_full_arena_needs_no_memory),
		cmocka_unit_test(without_memory_the_program_aborts),
		cmocka_unit_test(x_functions_take_zero),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
