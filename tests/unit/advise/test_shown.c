/* The list of senders: networks that belong together are one line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "advise/advise.h"

#define A "net:192.0.2.0/24"
#define B "net:198.51.100.0/24"
#define C "net:203.0.113.0/24"

static const struct advice_sender senders[] = {
	{ .key = A,
	    .together = A,
	    .n = 60,
	    .legit = 60,
	    .direct = 60,
	    .dkim = 60,
	    .spf = 60,
	    .first_day = 20,
	    .last_day = 30 },
	{ .key = "svc:google", .n = 50, .legit = 50, .direct = 50, .spf = 25 },
	{ .key = B,
	    .together = A,
	    .guess = "Mailchimp",
	    .n = 40,
	    .legit = 40,
	    .direct = 40,
	    .direct_fail = 10,
	    .first_day = 10,
	    .last_day = 40 },
	{ .key = C, .together = A, .n = 1, .first_day = 25, .last_day = 25 },
};

static void
networks_are_one_line(void **state)
{
	const struct advice v = { .senders = senders,
		.n_senders = sizeof(senders) / sizeof(*senders) };
	const struct advice_shown *lines;
	struct arena a;
	size_t n = 0;

	(void)state;
	arena_init(&a, MIB);
	lines = advise_shown(&v, SIZE_MAX, &a, &n);
	assert_int_equal(n, 2);
	assert_string_equal(lines[0].sum.key, A);
	assert_int_equal(lines[0].sum.n, 101);
	assert_int_equal(lines[0].sum.direct_fail, 10);
	assert_int_equal(lines[0].sum.first_day, 10);
	assert_int_equal(lines[0].sum.last_day, 40);
	assert_string_equal(lines[0].sum.guess, "Mailchimp");
	assert_int_equal(lines[0].n_others, 2);
	assert_string_equal(lines[0].others[0], B);
	assert_string_equal(lines[0].others[1], C);
	assert_string_equal(lines[1].sum.key, "svc:google");
	assert_int_equal(lines[1].n_others, 0);
	lines = advise_shown(&v, 1, &a, &n);
	assert_int_equal(n, 1);
	assert_int_equal(lines[0].sum.n, 101);
	arena_release(&a);
}

static void
half_of_the_mail_is_the_rule(void **state)
{
	static const struct {
		struct advice_sender sender;
		const char *name, *text;
	} cases[] = {
		{ { .legit = 10, .direct = 10, .dkim = 5, .spf = 5 }, "both",
		    "both" },
		{ { .legit = 10, .direct = 10, .dkim = 10, .spf = 4 }, "dkim",
		    "signature" },
		{ { .legit = 10, .direct = 10, .dkim = 4, .spf = 10 }, "spf",
		    "server list" },
		{ { .legit = 10, .direct = 10, .dkim = 4, .spf = 4 }, "neither",
		    "neither" },
		{ { .legit = 10, .unauth = 10 }, "neither", "neither" },
		{ { .relay_ok = 10 }, NULL, "-" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		enum advice_proof p = advise_proof(&cases[i].sender);
		const char *name = advise_proof_name(p);

		if (cases[i].name == NULL)
			assert_null(name);
		else
			assert_string_equal(name, cases[i].name);
		assert_string_equal(advise_text_proof(p), cases[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(networks_are_one_line),
		cmocka_unit_test(half_of_the_mail_is_the_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
