/* Flags of a record, contents of reports, and the tables they are kept in. */
#include "tests/unit/store/fixture.h"

#include "store/cache.h"
#include "store/map.h"
#include "store/rows.h"

static void
reasons_become_flags(void **state)
{
	static const struct {
		const char *type, *comment;
		uint32_t want;
	} cases[] = {
		{ "forwarded", NULL, 1 << 2 | ROW_RELAYED },
		{ "sampled_out", NULL, 1 << 3 },
		{ "trusted_forwarder", NULL, 1 << 4 | ROW_RELAYED },
		{ "mailing_list", NULL, 1 << 5 | ROW_RELAYED },
		{ "local_policy", NULL, 1 << 6 },
		{ "local_policy", "arc=pass", 1 << 6 | ROW_RELAYED },
		{ "local_policy", "ARC = Pass as[1].d=x",
		    1 << 6 | ROW_RELAYED },
		{ "local_policy", "arc=fail", 1 << 6 },
		{ "local_policy", "arc=fail arc=pass", 1 << 6 | ROW_RELAYED },
		{ "local_policy", "arc=passed", 1 << 6 },
		{ "local_policy", "darc=pass", 1 << 6 },
		{ "local_policy", "trusted ARC chain", 1 << 6 | ROW_RELAYED },
		{ "local_policy", "Known Forwarder", 1 << 6 | ROW_RELAYED },
		{ "other", "arc=pass", 1 << 7 },
		{ "policy_test_mode", NULL, 1 << 8 },
		{ "because", NULL, 1 << 1 },
		{ NULL, NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct reason reason = { word(VOCAB_REASON_TYPE, cases[i].type),
			cases[i].comment };
		struct record r = { .reasons = &reason, .n_reasons = 1 };
		uint32_t flags = row_flags(&r);

		if (flags != cases[i].want)
			fail_msg("%s, %s: %x", cases[i].type, cases[i].comment,
			    flags);
		r.outside_domain = true;
		assert_int_equal(row_flags(&r), cases[i].want | 1);
	}
}

/* Rows "source count;..." */
static struct row_keys
keys_of(const char *text)
{
	struct rows rows = { 0 };
	struct row_keys k;
	long long source;
	unsigned count;
	int used;

	for (; sscanf(text, " %lld %u;%n", &source, &count, &used) == 2;
	     text += used)
		rows_add(&rows,
		    &(struct row){ .source = source, .messages = count });
	k = row_keys_of(&rows);
	rows_free(&rows);
	return k;
}

static void
contents_are_compared(void **state)
{
	static const struct {
		const char *what, *a, *b;
		enum row_overlap want;
	} cases[] = {
		{ "two empty ones", "", "", ROWS_EQUAL },
		{ "one empty", "1 1;", "", ROWS_APART },
		{ "the same", "1 1;2 2;", "1 1;2 2;", ROWS_EQUAL },
		{ "another order", "1 1;2 2;", "2 2;1 1;", ROWS_EQUAL },
		{ "split", "1 3;", "1 1;1 2;", ROWS_EQUAL },
		{ "another count", "1 3;", "1 4;", ROWS_MIXED },
		{ "a row more", "1 3;", "1 3;2 1;", ROWS_MIXED },
		{ "a row of no message more", "1 3;", "1 3;2 0;", ROWS_MIXED },
		{ "nothing in common", "1 3;3 3;", "2 3;4 3;", ROWS_APART },
		{ "the last in common", "1 3;9 3;", "2 3;9 3;", ROWS_MIXED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct row_keys a = keys_of(cases[i].a);
		struct row_keys b = keys_of(cases[i].b);
		enum row_overlap ab = row_keys_compare(&a, &b);
		enum row_overlap ba = row_keys_compare(&b, &a);
		bool hash = row_keys_hash(&a) == row_keys_hash(&b);

		if (ab != cases[i].want || ba != ab ||
		    hash != (ab == ROWS_EQUAL))
			fail_msg("%s: %d", cases[i].what, (int)ab);
		free(a.v);
		free(b.v);
	}
}

static void
a_map_numbers_its_rows(void **state)
{
	enum { N = 5000 };
	struct map m;
	bool new;

	(void)state;
	map_init(&m, 2);
	assert_int_equal(map_get(&m, (int64_t[]){ 0, 0 }), MAP_NONE);
	for (int turn = 0; turn < 2; turn++) {
		for (int64_t i = 0; i < N; i++) {
			int64_t key[] = { i * 4096, -i };
			assert_int_equal(map_put(&m, key, &new), i);
			assert_true(new);
			assert_int_equal(map_put(&m, key, &new), i);
			assert_false(new);
		}
		for (int64_t i = 0; i < N; i++) {
			int64_t key[] = { i * 4096, -i };
			assert_int_equal(map_get(&m, key), i);
			key[1] = 1;
			assert_int_equal(map_get(&m, key), MAP_NONE);
		}
		map_clear(&m);
		assert_int_equal(map_get(&m, (int64_t[]){ 4096, -1 }),
		    MAP_NONE);
	}
	map_free(&m);
}

static void
a_cache_is_bounded(void **state)
{
	struct cache c;
	char big[4096] = "";
	size_t kept = 0;

	(void)state;
	cache_init(&c);
	assert_int_equal(cache_get(&c, 1, "a", 1), 0);
	cache_put(&c, 1, "a", 1, 7);
	assert_int_equal(cache_get(&c, 1, "a", 1), 7);
	assert_int_equal(cache_get(&c, 2, "a", 1), 0);
	assert_int_equal(cache_get(&c, 1, "", 0), 0);
	for (int i = 1; i < 100000; i++) {
		memcpy(big, &i, sizeof(i));
		cache_put(&c, 1, big, i % 3 ? 8 : sizeof(big), i);
		assert_int_equal(cache_get(&c, 1, big, i % 3 ? 8 : sizeof(big)),
		    i);
		assert_true(c.bytes.used <= 8 * MIB);
	}
	for (int i = 1; i < 100000; i++) {
		int64_t id;
		memcpy(big, &i, sizeof(i));
		id = cache_get(&c, 1, big, i % 3 ? 8 : sizeof(big));
		assert_true(id == 0 || id == i);
		kept += id != 0;
	}
	assert_true(kept > 0 && kept < 99999);
	cache_free(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reasons_become_flags),
		cmocka_unit_test(contents_are_compared),
		cmocka_unit_test(a_map_numbers_its_rows),
		cmocka_unit_test(a_cache_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
