/* Packed sets: what was packed is unpacked, and damage is told from it. */
#include "tests/unit/store/fixture.h"

#include "store/pack.h"

static struct auth_dkim dkim = { "example.org", "s1", { AUTH_PASS, "pass" },
	"a key" };
static struct auth_spf spf = { "b.example", { WORD_UNKNOWN, "odd" },
	{ AUTH_FAIL, "hardfail" }, NULL };
static struct reason reason = { { REASON_OTHER, "other" }, "so" };

static struct record
full(void)
{
	return (struct record){
		.disposition = { WORD_UNKNOWN, "nil" },
		.dkim = { ALIGNED_PASS, "pass" },
		.reasons = &reason,
		.n_reasons = 1,
		.auth_dkim = &dkim,
		.n_auth_dkim = 1,
		.auth_spf = &spf,
		.n_auth_spf = 1,
	};
}

static void
nothing_to_remark_packs_to_nothing(void **state)
{
	static const struct {
		const char *what;
		struct word disposition, dkim;
		bool empty;
	} cases[] = {
		{ "known words", { DISPOSITION_NONE, "none" },
		    { ALIGNED_PASS, "pass" }, true },
		{ "missing words", { 0, NULL }, { 0, NULL }, true },
		{ "an unknown disposition", { WORD_UNKNOWN, "nil" },
		    { ALIGNED_PASS, "pass" }, false },
		{ "an unknown dkim", { DISPOSITION_NONE, "none" },
		    { WORD_UNKNOWN, "softfail" }, false },
	};
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct record r = { .disposition = cases[i].disposition,
			.dkim = cases[i].dkim };
		buf_reset(&b);
		pack_detail(&b, &r);
		if ((b.len == 0) != cases[i].empty)
			fail_msg("%s: %zu bytes", cases[i].what, b.len);
	}
	buf_free(&b);
}

static void
different_sets_pack_differently(void **state)
{
	struct buf a, b;
	struct record r = full(), s = full();
	struct auth_dkim other = dkim;

	(void)state;
	buf_init(&a, 1000);
	buf_init(&b, 1000);
	s.auth_dkim = &other;
	pack_auth(&a, &r);
	pack_auth(&b, &s);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.data, b.data, a.len);
	other.selector = NULL;
	buf_reset(&b);
	pack_auth(&b, &s);
	assert_true(a.len != b.len);
	other.selector = "";
	buf_reset(&a);
	pack_auth(&a, &s);
	assert_false(a.len == b.len && memcmp(a.data, b.data, a.len) == 0);
	buf_free(&a);
	buf_free(&b);
}

/* Every beginning of the bytes, and every single byte changed. */
static void
damage_is_an_error_or_another_set(void **state)
{
	struct record r = full(), out;
	struct arena a;
	struct error why;
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	arena_init(&a, MIB);
	for (int which = 0; which < 2; which++) {
		enum err (*unpack)(const void *, size_t, struct arena *,
		    struct record *, struct error *) =
		    which ? unpack_detail : unpack_auth;
		buf_reset(&b);
		(which ? pack_detail : pack_auth)(&b, &r);
		out = (struct record){ 0 };
		assert_int_equal(unpack(b.data, b.len, &a, &out, &why), OK);
		for (size_t n = 0; n < b.len; n++) {
			char *cut = xmalloc(n + 1); /* for the sanitizer */
			memcpy(cut, b.data, n);
			if (unpack(cut, n, &a, &out, &why) != ERR_SYSTEM)
				fail_msg("%zu of %zu bytes", n, b.len);
			free(cut);
		}
		for (size_t n = 0; n < b.len * 256; n++) {
			char *bad = xmalloc(b.len);
			memcpy(bad, b.data, b.len);
			bad[n / 256] = (char)n;
			arena_reset(&a);
			(void)!unpack(bad, b.len, &a, &out, &why);
			free(bad);
		}
	}
	buf_free(&b);
	arena_release(&a);
}

/* As reading them does, whatever their lengths and wherever the bytes end. */
static void
numbers_are_passed_over(void **state)
{
	static const uint64_t v[] = { 0, 127, 128, 1, 16383, 16384, 5, 6, 7, 8,
		9, 10, 11, INT64_MAX, 1, 2, UINT64_C(1) << 56, 3, 300, 300, 300,
		300, 300, 300, 300, 4 };
	const size_t many = sizeof(v) / sizeof(v[0]);
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (size_t i = 0; i < many; i++)
		pack_number(&b, v[i]);
	for (size_t at = 0; at < b.len; at++)
		for (size_t n = 0; n <= many + 1; n++) {
			const uint8_t *p = (const uint8_t *)b.data;
			struct pack_reader read = { p + at, p + b.len, false },
			                   skip = read;

			for (size_t i = 0; i < n; i++)
				pack_read(&read);
			pack_skip(&skip, n);
			if (skip.p != read.p || skip.bad != read.bad)
				fail_msg("%zu from byte %zu on", n, at);
		}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_to_remark_packs_to_nothing),
		cmocka_unit_test(different_sets_pack_differently),
		cmocka_unit_test(damage_is_an_error_or_another_set),
		cmocka_unit_test(numbers_are_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
