/* Sets of rows of integers: a dense one numbers its rows as any other does. */
#include "tests/unit/store/fixture.h"

#include "store/map.h"

/* Ids that are close together, far apart, none that a database gives. */
static int64_t
key_of(size_t i)
{
	switch (i % 5) {
	case 0: return -(int64_t)i;
	case 1: return (INT64_C(1) << 40) + (int64_t)i;
	case 2: return (1 << 22) - 50 + (int64_t)i;
	default: return (int64_t)(i * 7919 % 500);
	}
}

static void
dense_or_not_is_the_same(void **state)
{
	enum { N = 2000 };
	struct map plain, dense;
	bool new, also;

	(void)state;
	map_init(&plain, 1);
	map_init_dense(&dense);
	for (int round = 0; round < 3; round++) {
		assert_int_equal(map_get(&dense, &(int64_t){ 3 }), MAP_NONE);
		for (size_t i = 0; i < N; i++) {
			int64_t key = key_of(i);

			assert_int_equal(map_get(&dense, &key),
			    map_get(&plain, &key));
			assert_int_equal(map_put(&dense, &key, &also),
			    map_put(&plain, &key, &new));
			assert_int_equal(also, new);
			assert_int_equal(*map_key(&dense, dense.n - 1),
			    *map_key(&plain, plain.n - 1));
		}
		assert_true(plain.n > 1000);
		if (round == 1) {
			map_free(&plain);
			map_free(&dense);
		}
		map_clear(&plain);
		map_clear(&dense);
	}
	map_free(&plain);
	map_free(&dense);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dense_or_not_is_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
