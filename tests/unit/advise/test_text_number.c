/* Rates, shares, numbers and days, as people say them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "advise/advise.h"
#include "advise/text_table.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct {
	int64_t n;
	int days;
	const char *want;
} rates[] = {
	{ 2100, 35, "60 messages a day" },
	{ 35, 35, "1 message a day" },
	{ 10, 35, "2 messages a week" },
	{ 3, 35, "3 messages in 35 days" },
	{ 1, 35, "1 message in 35 days" },
	{ 31500000, 35, "900,000 messages a day" },
	{ 1, 7, "1 message a week" },
};

static const struct {
	double share;
	const char *want;
} shares[] = {
	{ 0, "0 %" },
	{ 0.004, "less than 1 %" },
	{ 0.0162, "1.6 %" },
	{ 0.05, "5 %" },
	{ 0.2308, "23 %" },
	{ 0.996, "more than 99 %" },
	{ 1, "100 %" },
};

static const struct {
	double n;
	const char *want;
} numbers[] = {
	{ 0, "0" },
	{ 0.6, "0.6" },
	{ 7, "7" },
	{ 9.96, "10" },
	{ 364, "364" },
	{ 31500, "31,500" },
	{ 1234567.4, "1,234,567" },
};

static void
numbers_are_as_people_say_them(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT(rates); i++)
		assert_string_equal(text_rate(&a, rates[i].n, rates[i].days),
		    rates[i].want);
	for (size_t i = 0; i < COUNT(shares); i++)
		assert_string_equal(text_share(&a, shares[i].share),
		    shares[i].want);
	for (size_t i = 0; i < COUNT(numbers); i++)
		assert_string_equal(text_number_of(&a, numbers[i].n),
		    numbers[i].want);
	assert_string_equal(text_day(&a, 20777), "20 Nov 2026");
	arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_as_people_say_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
