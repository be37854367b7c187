/* err.h: sentences, prefixes, and where a long one is cut. */
#include "tests/unit/core/check.h"

#include "core/core.h"

static void
a_failure_is_one_line(void **state)
{
	(void)state;
	struct error e = { 0 };
	enum err err = error_set(&e, ERR_INPUT, "no <%s> in it", "feedback");
	check_int("the code comes back", err, ERR_INPUT);
	check_int("the code is kept", e.code, ERR_INPUT);
	check_text("the sentence", e.text, "no <feedback> in it");
	check_int("nobody wants the sentence", error_set(NULL, ERR_DUP, "x"),
	    ERR_DUP);
}

static void
a_sentence_may_quote_its_predecessor(void **state)
{
	(void)state;
	struct error e = { 0 };
	check_int("set", error_set(&e, ERR_INPUT, "bad"), ERR_INPUT);
	error_set(&e, ERR_SYSTEM, "first %s, then %s", e.text, "worse");
	check_text("quoted", e.text, "first bad, then worse");
}

static void
a_prefix_names_the_thing(void **state)
{
	(void)state;
	struct error e = { 0 };
	error_set(&e, ERR_LIMIT, "too large");
	check_int("the code comes back", error_prefix(&e, "%s", "a.zip"),
	    ERR_LIMIT);
	check_text("one prefix", e.text, "a.zip: too large");
	error_prefix(&e, "mail %d", 7);
	check_text("two prefixes", e.text, "mail 7: a.zip: too large");
}

static void
a_long_sentence_is_cut_at_a_character(void **state)
{
	(void)state;
	static const struct {
		const char *what, *tail;
		size_t before, want;
	} cases[] = {
		{ "ASCII fills it", "xxxx", 254, 255 },
		{ "two bytes fit", "\xc3\xa9xx", 253, 255 },
		{ "two bytes do not fit", "\xc3\xa9xx", 254, 254 },
		{ "four bytes fit", "\xf0\x9f\x98\x80x", 251, 255 },
		{ "four bytes, one fits", "\xf0\x9f\x98\x80x", 254, 254 },
		{ "four bytes, three fit", "\xf0\x9f\x98\x80x", 252, 252 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[300] = { 0 };
		memset(text, 'a', cases[i].before);
		strcat(text, cases[i].tail);
		struct error e = { 0 };
		error_set(&e, ERR_INPUT, "%s", text);
		check_int(cases[i].what, strlen(e.text), cases[i].want);
		check_int(cases[i].what, strncmp(e.text, text, strlen(e.text)),
		    0);

		/* The same length by way of a prefix. */
		memmove(text, text + 3, strlen(text + 3) + 1);
		error_set(&e, ERR_INPUT, "%s", text);
		error_prefix(&e, "p");
		check_int(cases[i].what, strlen(e.text), cases[i].want);
	}
}

static void
a_long_prefix_leaves_no_room(void **state)
{
	(void)state;
	char name[600];
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	struct error e = { 0 };
	error_set(&e, ERR_INPUT, "bad");
	error_prefix(&e, "%s", name);
	check_int("cut", strlen(e.text), sizeof(e.text) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_failure_is_one_line),
		cmocka_unit_test(a_sentence_may_quote_its_predecessor),
		cmocka_unit_test(a_prefix_names_the_thing),
		cmocka_unit_test(a_long_sentence_is_cut_at_a_character),
		cmocka_unit_test(a_long_prefix_leaves_no_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
