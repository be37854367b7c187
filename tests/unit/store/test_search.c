/* A text leads to reporters and addresses, and senders are summed by name. */
#include "tests/unit/store/fixture.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static enum err
on_found(void *ctx, const struct found_row *row, struct error *e)
{
	char ip[IP_TEXT_MAX];

	(void)e;
	say(ctx, "%s%s%s; ", row->name ? row->name : "",
	    row->source_ip.len ? " " : "", ip_format(&row->source_ip, ip));
	return OK;
}

static void
a_text_is_found_where_it_stands(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	static const char names[] = "192.0.2.9\tout_7.odd.example\n"
	                            "2001:db8::1\tsix.example\n";
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "receiver", "receiver.example; " },
		{ "192.0.2.9", "out_7.odd.example 192.0.2.9; " },
		{ "192.0.2.", " 192.0.2.1; out_7.odd.example 192.0.2.9; " },
		{ "192.0.2", " 192.0.2.1; out_7.odd.example 192.0.2.9; " },
		{ "192.0.3.", "" },
		{ "192", "" },
		{ "192.0.2.300", "" },
		{ "192.0.2.1.", "" },
		{ "2001:DB8:0::1", "six.example 2001:db8::1; " },
		{ "six", "six.example 2001:db8::1; " },
		{ "t_7", "out_7.odd.example 192.0.2.9; " },
		{ "t_9", "" },
		{ "%", "" },
		{ "!", "" },
	};
	struct names_read read;
	struct fake f = { "R", "d@receiver.example", "1", "a.example",
		.rows = "192.0.2.1 1 none pass fail;"
		        "192.0.2.9 1 none pass fail;"
		        "2001:db8::1 1 none pass fail" };

	fake_save(st, &f);
	ok(store_names_import(st, names, strlen(names), NOW, &read, &e));
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said s = { 0 };

		ok(store_search(st, cases[i].text, 10, on_found, &s, &e));
		if (strcmp(s.text, cases[i].want) != 0)
			fail_msg("%s: %s, not %s", cases[i].text, s.text,
			    cases[i].want);
	}
}

static void
no_more_is_found_than_was_asked_for(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct said s = { 0 };
	struct fake f = { "R", "d@receiver.example", "1", "a.example",
		.rows = "192.0.2.1 1 none pass fail;"
		        "192.0.2.2 1 none pass fail;"
		        "192.0.2.3 1 none pass fail" };

	fake_save(st, &f);
	ok(store_search(st, "192.0.2.", 2, on_found, &s, &e));
	assert_string_equal(s.text, " 192.0.2.1;  192.0.2.2; ");
}

static enum err
on_sum(void *ctx, const struct sender_sum *v, struct error *e)
{
	(void)e;
	say(ctx, "%s %d%s %lld %d-%d; ", v->sender, v->traffic,
	    v->passed ? "+" : "", (long long)v->messages, (int)v->first_day,
	    (int)v->last_day);
	return OK;
}

static void
senders_are_summed_over_the_days_asked_for(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	static const struct sender_day days[] = {
		{ 100, "svc:b", 1, 1, true, false, 5 },
		{ 101, "svc:b", 1, 1, true, true, 7 },
		{ 102, "svc:b", 1, 1, false, false, 2 },
		{ 101, "svc:a", 4, 1, false, false, 3 },
		{ 109, "svc:a", 4, 1, false, false, 9 },
	};
	struct evaluation_save save = {
		.evaluation = { .domain = "a.example",
		    .day = 109,
		    .as_of = 109,
		    .stage = "NONE",
		    .verdict = "DONE" },
		.days = days,
		.n_days = COUNT(days),
		.days_from = 100,
	};
	struct said s = { 0 };
	struct fake f = { "R", "d@receiver.example", "1", "a.example",
		.rows = "192.0.2.1 1 none pass fail" };

	fake_save(st, &f);
	ok(store_evaluation_save(st, &save, &e));
	ok(store_sender_sums(st, "a.example", 100, 105, on_sum, &s, &e));
	assert_string_equal(s.text,
	    "svc:a 4 3 101-101; svc:b 1 2 102-102; svc:b 1+ 12 100-101; ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_text_is_found_where_it_stands),
		T(no_more_is_found_than_was_asked_for),
		T(senders_are_summed_over_the_days_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
