/* A kept line: its place is read from the text, and what is none is seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "advise/advise.h"
#include "advise/board.h"

#define LINE \
	"{\"domain\":\"a.example\",\"nested\":[{\"score\":7,\"urgency\":9}]," \
	"\"task\":\"\\\"urgency\\\":8, {[\\\\\",\"urgency\":2," \
	"\"score\":-31,\"earliest\":null,\"now\":false}"

static void
the_place_is_that_of_the_line(void **state)
{
	struct board_place place = { 0 };

	(void)state;
	assert_true(board_text_read(LINE, &place));
	assert_int_equal(place.urgency, 2);
	assert_int_equal(place.score, -31);
	assert_int_equal(place.n, strlen(LINE));
	assert_true(board_text_read("{\"urgency\":1,\"x\":-1.5E+3,\"score\":4}",
	    &place));
	assert_int_equal(place.score, 4);
}

static void
a_text_that_was_cut_is_none(void **state)
{
	struct board_place place = { .n = 77 };
	char text[] = LINE;

	(void)state;
	for (size_t n = strlen(LINE); n-- > 0;) {
		text[n] = '\0';
		assert_false(board_text_read(text, &place));
		assert_int_equal(place.n, 77);
	}
}

static void
other_texts_are_none(void **state)
{
	static const char *const texts[] = { "x", "[]", "{}", "null", LINE " ",
		LINE "}", "{\"urgency\":1}", "{\"score\":1}",
		"{\"urgency\":1,\"score\":1,\x01}",
		"{\"urgency\":1,\"score\":1,\"a\":\"\n\"}",
		"{\"a\":{\"urgency\":1,\"score\":1}}" };
	struct board_place place;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_false(board_text_read(texts[i], &place));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_place_is_that_of_the_line),
		cmocka_unit_test(a_text_that_was_cut_is_none),
		cmocka_unit_test(other_texts_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
