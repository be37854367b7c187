/* text_json.h: numbers, and the text of values. */
#include "tests/unit/core/check.h"

#include "core/core.h"
#include "core/text_json.h"

static void
members_are_an_object_without_its_braces(void **state)
{
	(void)state;
	json_t *j = json_pack("{s:i,s:[s]}", "a", 1, "b", "c");
	struct buf b;

	buf_init(&b, MIB);
	json_write_members(&b, j);
	assert_string_equal(b.data, "\"a\":1,\"b\":[\"c\"]");
	buf_free(&b);
	json_decref(j);
}

static void
what_does_not_fit_is_an_overflow(void **state)
{
	(void)state;
	json_t *j = json_pack("[i,i,s]", 12345, 67890, "more");
	struct buf b;

	buf_init(&b, 10);
	json_write(&b, j);
	assert_true(b.overflow);
	buf_free(&b);
	json_decref(j);
}

static void
numbers_are_all_there(void **state)
{
	(void)state;
	static const int64_t v[] = { 0, 0, 63, 64, 63, -1, 0, INT64_MAX, 64 };
	json_t *j = numbers_to_json(v, COUNT(v)),
	       *none = numbers_to_json(NULL, 0);

	check_int("how many", (int64_t)json_array_size(j), COUNT(v));
	for (size_t i = 0; i < COUNT(v); i++)
		check_int("number", json_integer_value(json_array_get(j, i)),
		    v[i]);
	check_int("none", (int64_t)json_array_size(none), 0);
	json_decref(j);
	json_decref(none);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_an_object_without_its_braces),
		cmocka_unit_test(what_does_not_fit_is_an_overflow),
		cmocka_unit_test(numbers_are_all_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
