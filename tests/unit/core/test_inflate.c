/* deflate.h: gzip and its ends, damage, and the ceiling. */
#include "tests/unit/core/check.h"

#include <stdlib.h>

#include "core/core.h"

#define HELLO "hello, hello, hello\n"

/* HELLO by gzip: 10 bytes of header, then data, CRC-32 and length. */
static const unsigned char hello_gz[30] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, /**/
	0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51, 0xc8, 0x40, 0xa2, /**/
	0xb8, 0x00, 0xe7, 0x42, 0x6e, 0x52, 0x14, 0x00, 0x00, 0x00, /**/
};
enum { GZ = sizeof(hello_gz), GZ_CRC = 22, GZ_LENGTH = 26, HELLO_LENGTH = 20 };

static enum err
to_buf(void *ctx, const void *p, size_t n, struct error *e)
{
	(void)e;
	buf_add(ctx, p, n);
	return OK;
}

/* What comes out of hello_gz, changed, and what is said about it. */
static void
gzip_is_read_to_its_end(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		size_t n;          /* bytes of it */
		size_t flip;       /* this byte is changed, if > 0 */
		const char *after; /* follows */
		size_t n_after;
		enum err want;
		const char *text;
		size_t out, trailing;
	} cases[] = {
		{ "whole", GZ, 0, "", 0, OK, "", 20, 0 },
		{ "CR LF behind", GZ, 0, "\r\n", 2, OK, "", 20, 2 },
		{ "half a magic behind", GZ, 0, "\x1f", 1, OK, "", 20, 1 },
		{ "zeros behind", GZ, 0, "\0\0\0\0", 4, OK, "", 20, 4 },
		{ "a second that ends early", GZ, 0, "\x1f\x8b\x08\0", 4,
		    ERR_INPUT, "the gzip data ends early", 20, 0 },
		{ "a second of another method", GZ, 0, "\x1f\x8b\x07\0", 4,
		    ERR_INPUT,
		    "the gzip data is damaged: unknown compression method", 20,
		    0 },
		{ "nothing", 0, 0, "", 0, ERR_INPUT, "the gzip data ends early",
		    0, 0 },
		{ "no gzip", 0, 0, "<feedback>", 10, ERR_INPUT,
		    "the gzip data is damaged: incorrect header check", 0, 0 },
		{ "wrong CRC", GZ, GZ_CRC, "", 0, ERR_INPUT,
		    "the check sum does not match the gzip data", 20, 0 },
		{ "wrong length", GZ, GZ_LENGTH, "", 0, ERR_INPUT,
		    "the check sum does not match the gzip data", 20, 0 },
		{ "wrong CRC, more behind", GZ, GZ_CRC, "\r\n", 2, ERR_INPUT,
		    "the check sum does not match the gzip data", 20, 0 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		unsigned char bytes[64];
		size_t n = cases[i].n + cases[i].n_after;
		memcpy(bytes, hello_gz, cases[i].n);
		memcpy(bytes + cases[i].n, cases[i].after, cases[i].n_after);
		if (cases[i].flip > 0)
			bytes[cases[i].flip] ^= 1;

		struct buf b;
		buf_init(&b, 1000);
		struct error e = { 0 };
		size_t trailing = 4711;
		enum err err = inflate_stream(DEFLATE_GZIP, bytes, n, SIZE_MAX,
		    to_buf, &b, &trailing, &e);
		check_int(cases[i].what, err, cases[i].want);
		check_text(cases[i].what, e.text, cases[i].text);
		check_int(cases[i].what, b.len, cases[i].out);
		check_int(cases[i].what, trailing,
		    err == OK ? cases[i].trailing : 4711);
		buf_free(&b);
	}
}

static void
every_early_end_is_one(void **state)
{
	(void)state;
	for (size_t n = 0; n < GZ; n++) {
		/* Exactly n bytes, for AddressSanitizer to watch. */
		unsigned char *bytes = xmalloc(n);
		memcpy(bytes, hello_gz, n);
		struct buf b;
		buf_init(&b, 1000);
		struct error e = { 0 };
		check_int("code", inflate_buf(DEFLATE_GZIP, bytes, n, &b, &e),
		    ERR_INPUT);
		check_text("text", e.text, "the gzip data ends early");
		assert_memory_equal(b.data, HELLO, b.len);
		if (n >= GZ_CRC)
			check_int("all is there", b.len, HELLO_LENGTH);
		buf_free(&b);
		free(bytes);
	}
}

static void
any_flipped_bit_is_safe(void **state)
{
	(void)state;
	for (size_t bit = 0; bit < GZ * 8; bit++) {
		unsigned char bytes[GZ];
		memcpy(bytes, hello_gz, GZ);
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
		struct buf b;
		buf_init(&b, 1000);
		enum err err = inflate_buf(DEFLATE_GZIP, bytes, GZ, &b, NULL);
		if (err == OK)
			check_text("undamaged", b.data, HELLO);
		else
			check_int("damaged", err, ERR_INPUT);
		buf_free(&b);
	}
}

static void
members_are_put_together(void **state)
{
	(void)state;
	unsigned char bytes[3 * GZ + 2];
	for (size_t i = 0; i < 3; i++)
		memcpy(bytes + i * GZ, hello_gz, GZ);
	memcpy(bytes + 3 * GZ, "\r\n", 2);
	struct buf b;
	buf_init(&b, 1000);
	size_t trailing = 0;
	check_int("code",
	    inflate_stream(DEFLATE_GZIP, bytes, sizeof(bytes), 60, to_buf, &b,
	        &trailing, NULL),
	    OK);
	check_text("three", b.data, HELLO HELLO HELLO);
	check_int("trailing", trailing, 2);

	/* The ceiling is for all of them together. */
	check_int("code",
	    inflate_stream(DEFLATE_GZIP, bytes, sizeof(bytes), 59, to_buf, &b,
	        NULL, NULL),
	    ERR_LIMIT);
	buf_free(&b);
}

static void
the_ceiling_is_exact(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		size_t max;
		enum err want;
	} cases[] = {
		{ "nothing allowed", 0, ERR_LIMIT },
		{ "one byte too few", 19, ERR_LIMIT },
		{ "just enough", 20, OK },
		{ "no ceiling", SIZE_MAX, OK },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b;
		buf_init(&b, cases[i].max);
		struct error e = { 0 };
		check_int(cases[i].what,
		    inflate_buf(DEFLATE_GZIP, hello_gz, GZ, &b, &e),
		    cases[i].want);
		assert_false(b.overflow);
		if (cases[i].max == 19)
			check_text("text", e.text,
			    "unpacks to more than 19 bytes");
		buf_free(&b);
	}
}

static void
a_buffer_keeps_what_it_had(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 25);
	buf_addstr(&b, "first");
	check_int("fits", inflate_buf(DEFLATE_GZIP, hello_gz, GZ, &b, NULL),
	    OK);
	check_text("both", b.data, "first" HELLO);
	check_int("full", inflate_buf(DEFLATE_GZIP, hello_gz, GZ, &b, NULL),
	    ERR_LIMIT);
	buf_addstr(&b, "x");
	buf_reset(&b);
	buf_addstr(&b, "0123456789012345678901234567890");
	assert_true(b.overflow);
	check_int("overflowed before",
	    inflate_buf(DEFLATE_GZIP, hello_gz, GZ, &b, NULL), ERR_LIMIT);
	buf_free(&b);
}

static enum err
refuse(void *ctx, const void *p, size_t n, struct error *e)
{
	(void)p;
	(void)n;
	*(int *)ctx += 1;
	return error_set(e, ERR_SYSTEM, "the sink is full");
}

static void
an_error_of_the_sink_comes_back(void **state)
{
	(void)state;
	struct error e = { 0 };
	int calls = 0;
	check_int("code",
	    inflate_stream(DEFLATE_GZIP, hello_gz, GZ, SIZE_MAX, refuse, &calls,
	        NULL, &e),
	    ERR_SYSTEM);
	check_text("text", e.text, "the sink is full");
	check_int("asked once", calls, 1);
}

static void
a_dictionary_is_refused(void **state)
{
	(void)state;
	struct buf b;
	struct error e = { 0 };
	buf_init(&b, 100);
	check_int("code",
	    inflate_buf(DEFLATE_ZLIB, "\x78\x20\0\0\0\1\xcb\x48", 8, &b, &e),
	    ERR_INPUT);
	check_text("text", e.text,
	    "the zlib data is damaged: it needs a dictionary");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gzip_is_read_to_its_end),
		cmocka_unit_test(every_early_end_is_one),
		cmocka_unit_test(any_flipped_bit_is_safe),
		cmocka_unit_test(members_are_put_together),
		cmocka_unit_test(the_ceiling_is_exact),
		cmocka_unit_test(a_buffer_keeps_what_it_had),
		cmocka_unit_test(an_error_of_the_sink_comes_back),
		cmocka_unit_test(a_dictionary_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
