/* buf.h: growth, the ceiling and its sticky mark. */
#include "tests/unit/core/check.h"

#include "core/core.h"

static void
an_empty_buffer_is_an_empty_string(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 10);
	check_text("new", b.data, "");
	buf_add(&b, NULL, 0);
	buf_addstr(&b, "");
	buf_printf(&b, "%s", "");
	check_text("with nothing added", b.data, "");
	buf_reset(&b);
	check_text("reset", b.data, "");
	buf_free(&b);
	check_text("freed", b.data, "");
	buf_addstr(&b, "again");
	check_text("used again", b.data, "again");
	buf_free(&b);
}

static void
pieces_follow_each_other(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 100);
	buf_add(&b, "ab\0c", 4);
	buf_addch(&b, 'd');
	buf_addstr(&b, "ef");
	buf_printf(&b, "%03d", 7);
	check_int("length", b.len, 10);
	assert_memory_equal(b.data, "ab\0cdef007", 11);
	assert_false(b.overflow);
	buf_free(&b);
}

static void
a_large_text_grows_it(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, SIZE_MAX);
	for (int i = 0; i < 100000; i++)
		buf_printf(&b, "%05d,", i);
	check_int("length", b.len, 600000);
	assert_memory_equal(b.data + 599994, "99999,", 7);
	buf_printf(&b, "%70000d", 1);
	check_int("one large piece", b.len, 670000);
	assert_false(b.overflow);
	buf_free(&b);
}

static void
the_ceiling_is_exact_and_sticky(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 5);
	buf_addstr(&b, "12345");
	assert_false(b.overflow);
	buf_add(&b, "", 0);
	assert_false(b.overflow);
	buf_addch(&b, '6');
	assert_true(b.overflow);
	check_text("what fitted stays", b.data, "12345");

	buf_reset(&b);
	assert_false(b.overflow);
	buf_addstr(&b, "123");
	buf_addstr(&b, "456");
	check_text("a piece is not split", b.data, "123");
	buf_addstr(&b, "4");
	check_text("nothing after the overflow", b.data, "123");
	buf_printf(&b, "%d", 4);
	check_text("nor by printf", b.data, "123");
	assert_true(b.overflow);

	buf_reset(&b);
	buf_printf(&b, "%d", 123456);
	assert_true(b.overflow);
	check_text("printf is not split", b.data, "");
	buf_reset(&b);
	buf_addch(&b, '1');
	buf_printf(&b, "%d", 23456);
	check_text("not behind another piece either", b.data, "1");
	assert_true(b.overflow);
	buf_free(&b);
}

static void
memory_stays_below_the_ceiling(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1000);
	for (int i = 0; i < 1000; i++)
		buf_addch(&b, 'x');
	assert_false(b.overflow);
	check_int("no more than the ceiling and a NUL", b.cap, 1001);
	buf_free(&b);
}

static void
a_ceiling_of_nothing(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 0);
	buf_addch(&b, 'x');
	assert_true(b.overflow);
	check_text("empty", b.data, "");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_buffer_is_an_empty_string),
		cmocka_unit_test(pieces_follow_each_other),
		cmocka_unit_test(a_large_text_grows_it),
		cmocka_unit_test(the_ceiling_is_exact_and_sticky),
		cmocka_unit_test(memory_stays_below_the_ceiling),
		cmocka_unit_test(a_ceiling_of_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
