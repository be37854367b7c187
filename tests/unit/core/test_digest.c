/* digest.h: the examples of FIPS 180-4, in one piece and in several. */
#include "tests/unit/core/check.h"

#include <stdlib.h>

#include "core/core.h"

static void
the_examples_of_the_standard(void **state)
{
	(void)state;
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb924"
		      "27ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223"
		         "b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		    "248d6a61d20638b8e5c026930c3e6039"
		    "a33ce45964ff2167f6ecedd419db06c1" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t n = strlen(cases[i].text);
		char hex[DIGEST_TEXT_MAX];
		struct digest d;
		digest_of(cases[i].text, n, &d);
		check_text(cases[i].text, digest_format(&d, hex),
		    cases[i].want);

		for (size_t split = 0; split <= n; split++) {
			struct digest_stream *s = digest_begin();
			digest_add(s, cases[i].text, split);
			digest_add(s, cases[i].text + split, n - split);
			struct digest parts;
			digest_finish(s, &parts);
			assert_memory_equal(&parts, &d, sizeof(d));
		}
	}
}

static void
a_million_times_a(void **state)
{
	(void)state;
	struct digest_stream *s = digest_begin();
	char block[1000];
	memset(block, 'a', sizeof(block));
	for (int i = 0; i < 1000; i++)
		digest_add(s, block, sizeof(block));
	struct digest d;
	char hex[DIGEST_TEXT_MAX];
	digest_finish(s, &d);
	check_text("a million", digest_format(&d, hex),
	    "cdc76e5c9914fb9281a1c7e284d73e67"
	    "f1809a48a497200e046d39ccc7112cd0");
}

static void
numbers_go_lowest_byte_first(void **state)
{
	(void)state;
	static const uint8_t bytes[] = { 0xef, 0xcd, 0xab, 0x89, 0x67, 0x45,
		0x23, 0xf1 };
	const int64_t number = -INT64_C(0x0edcba9876543211);
	struct digest_stream *s = digest_begin();
	struct digest of_number, of_bytes, first = { { 0 } };

	digest_add_int64(s, number);
	digest_finish(s, &of_number);
	digest_of(bytes, sizeof(bytes), &of_bytes);
	assert_memory_equal(&of_number, &of_bytes, sizeof(of_bytes));
	memcpy(first.bytes, bytes, sizeof(bytes));
	first.bytes[8] = 0xff;
	assert_true(digest_int64(&first) == number);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_examples_of_the_standard),
		cmocka_unit_test(a_million_times_a),
		cmocka_unit_test(numbers_go_lowest_byte_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
