/* deflate.h: what is deflated comes back, in all forms. */
#include "tests/unit/core/check.h"

#include <stdlib.h>

#include "core/core.h"

/* Text that shrinks, then noise that does not. */
static char *
sample(size_t n)
{
	char *s = xmalloc(n);
	uint32_t seed = 7;
	for (size_t i = 0; i < n; i++) {
		seed = seed * 1664525 + 1013904223;
		s[i] = i < n / 2 ? "<record/>"[i % 9] : (char)(seed >> 24);
	}
	return s;
}

static void
what_is_deflated_comes_back(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		int level;
		size_t n, piece;
	} cases[] = {
		{ "nothing", 1, 0, 1 },
		{ "one byte", 1, 1, 1 },
		{ "byte by byte", 1, 5000, 1 },
		{ "in pieces", 1, 700001, 4096 },
		{ "at once", 1, 700001, 700001 },
		{ "level 9", 9, 300000, 1000 },
		{ "level 0", 0, 300000, 1000 },
		{ "level 0 at once", 0, 300000, 300000 },
		{ "much is left for the end", 0, 40000, 40000 },
		{ "the default level", -1, 300000, 1000 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *s = sample(cases[i].n);
		struct buf packed, out;
		buf_init(&packed, SIZE_MAX);
		buf_init(&out, cases[i].n);
		struct deflater *d = deflate_begin(cases[i].level, &packed);
		for (size_t at = 0; at < cases[i].n; at += cases[i].piece) {
			size_t left = cases[i].n - at;
			deflate_add(d, s + at,
			    left < cases[i].piece ? left : cases[i].piece);
		}
		deflate_finish(d);
		check_int(cases[i].what,
		    inflate_buf(DEFLATE_ZLIB, packed.data, packed.len, &out,
		        NULL),
		    OK);
		check_int(cases[i].what, out.len, cases[i].n);
		assert_memory_equal(out.data, s, cases[i].n);

		/* Without the header and the check sum it is the raw form. */
		buf_reset(&out);
		check_int(cases[i].what,
		    inflate_buf(DEFLATE_RAW, packed.data + 2, packed.len - 6,
		        &out, NULL),
		    OK);
		check_int(cases[i].what, out.len, cases[i].n);

		packed.data[packed.len - 1] ^= 1;
		struct error e = { 0 };
		buf_reset(&out);
		check_int(cases[i].what,
		    inflate_buf(DEFLATE_ZLIB, packed.data, packed.len, &out,
		        &e),
		    ERR_INPUT);
		check_text(cases[i].what, e.text,
		    "the check sum does not match the zlib data");
		buf_free(&packed);
		buf_free(&out);
		free(s);
	}
}

static enum err
count(void *ctx, const void *p, size_t n, struct error *e)
{
	(void)p;
	(void)e;
	*(size_t *)ctx += n;
	return OK;
}

static void
a_bomb_stops_at_the_ceiling(void **state)
{
	(void)state;
	struct buf packed;
	buf_init(&packed, MIB);
	char *zeros = xcalloc(1, MIB);
	struct deflater *d = deflate_begin(9, &packed);
	for (int i = 0; i < 32; i++)
		deflate_add(d, zeros, MIB);
	deflate_finish(d);
	free(zeros);
	assert_false(packed.overflow);
	size_t n = 0;
	check_int("code",
	    inflate_stream(DEFLATE_ZLIB, packed.data, packed.len, 5 * MIB,
	        count, &n, NULL, NULL),
	    ERR_LIMIT);
	assert_true(n <= 5 * MIB);
	buf_free(&packed);
}

static void
a_full_buffer_is_known_at_the_end(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 10);
	char *s = sample(200000);
	struct deflater *d = deflate_begin(1, &b);
	deflate_add(d, s, 200000);
	deflate_finish(d);
	assert_true(b.overflow);

	/* Given up half way: nothing is leaked. */
	buf_reset(&b);
	d = deflate_begin(1, &b);
	deflate_add(d, s, 1000);
	deflate_abort(d);
	free(s);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_deflated_comes_back),
		cmocka_unit_test(a_bomb_stops_at_the_ceiling),
		cmocka_unit_test(a_full_buffer_is_known_at_the_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
