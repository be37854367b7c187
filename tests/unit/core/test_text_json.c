/* text_json.h: what json_write() writes is what jansson would. */
#include "tests/unit/core/check.h"

#include <stdlib.h>

#include "core/core.h"
#include "core/text_json.h"

static void
it_writes_what_jansson_does(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"{}",
		"[]",
		"{\"a\":1,\"b\":[],\"c\":{}}",
		"[0,1,-1,10,99,100,9223372036854775807,-9223372036854775808]",
		"[true,false,null,\"\",\"a\"]",
		"[0.5,-1.0,1e300,3.0000000000000001e-7,123456789.25]",
		"[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
		"[\"\\u0001\\u001f\\u007f\\u0080\"]",
		"[\"\\u00e4\\u20ac\\ud83d\\ude00\\u2028\\u202e</script>\"]",
		"{\"a \\\" key\":{\"z\":[[[1],2],3],\"a\":[{\"b\":\"c\"},4]}}",
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		json_t *j = json_loads(cases[i], 0, NULL);
		assert_non_null(j);
		char *want = json_dumps(j, JSON_COMPACT);
		struct buf b;
		buf_init(&b, MIB);
		json_write(&b, j);
		check_text(cases[i], b.data, want);
		buf_free(&b);
		free(want);
		json_decref(j);
	}
}

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
		cmocka_unit_test(it_writes_what_jansson_does),
		cmocka_unit_test(members_are_an_object_without_its_braces),
		cmocka_unit_test(what_does_not_fit_is_an_overflow),
		cmocka_unit_test(numbers_are_all_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
