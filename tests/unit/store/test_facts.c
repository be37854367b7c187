/* What the advisor reads: which rows, whose they are, and what is left out. */
#include "tests/unit/store/fixture.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
#define DAY ((day_t)(DAY0 / DAY_SECONDS))

static struct facts
facts_of(struct store *st, struct arena *a, day_t as_of)
{
	struct facts f;

	arena_reset(a);
	ok(store_facts(st, "example.org", as_of, a, &f, &e));
	return f;
}

static void
rows_are_integers_and_what_they_stand_for_stands_once(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct fake f = { "R", "d@receiver.example", "1", "example.org",
		.rows = "192.0.2.1 5 none pass fail;"
		        "192.0.2.2 3 quarantine fail fail mail.example.org;"
		        "192.0.2.1 2 none fail pass +sampled_out",
		.p = "none" };
	struct names_read names;
	struct arena a;
	struct facts x;

	fake_save(st, &f);
	ok(store_names_import(st, "192.0.2.2\tHost.Example.\n", 24, NOW, &names,
	    &e));
	arena_init(&a, MIB);
	x = facts_of(st, &a, DAY);
	assert_int_equal(x.n_rows, 3);
	assert_int_equal(x.n_sources, 2);
	assert_int_equal(x.n_auths, 1);
	assert_int_equal(x.first_day, DAY);
	assert_int_equal(x.rows[0].flags, FACTS_DKIM);
	assert_int_equal(x.rows[1].disposition, DISPOSITION_QUARANTINE);
	assert_string_equal(x.names[x.rows[1].header_from], "mail.example.org");
	assert_string_equal(x.sources[x.rows[1].source].ptr, "host.example");
	assert_string_equal(x.sources[x.rows[0].source].ptr, "");
	assert_int_equal(x.rows[2].flags, FACTS_SPF | FACTS_SAMPLED_OUT);
	assert_string_equal(x.auths[0].spf_domain, "bounce.example");
	assert_string_equal(x.reporters[x.rows[0].reporter].name,
	    "receiver.example");
	assert_int_equal(x.n_policies, 1);
	assert_int_equal(x.policies[0].p, POLICY_NONE);
	assert_int_equal(x.policies[0].messages, 10);
	arena_release(&a);
}

static void
what_cannot_be_judged_is_left_out_and_counted(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct fake odd = { "R", "d@receiver.example", "1", "example.org",
		.rows = "- 7 none pass fail; 192.0.2.2 0 none fail fail;"
		        "192.0.2.3 1 none pass fail",
		.p = "none" };
	struct fake bad = { "R", "d@receiver.example", "2", "example.org",
		.rows = "192.0.2.9 100 none pass fail",
		.provenance = PROVENANCE_UNVERIFIED, .p = "none" };
	struct arena a;
	struct facts x;

	fake_save(st, &odd);
	fake_save(st, &bad);
	arena_init(&a, MIB);
	store_trust(st, TRUST_VERIFIED);
	x = facts_of(st, &a, DAY);
	assert_int_equal(x.n_rows, 1);
	assert_int_equal(x.n_sources, 1);
	assert_int_equal(x.left_out.no_address, 7);
	assert_int_equal(x.left_out.no_count, 1);
	assert_int_equal(x.left_out.untrusted, 100);
	assert_int_equal(x.left_out.conflicts, 1);
	assert_false(x.unverified);
	store_trust(st, TRUST_DEFAULT);
	x = facts_of(st, &a, DAY);
	assert_int_equal(x.n_rows, 2);
	/* The day before there was nothing. */
	x = facts_of(st, &a, DAY - 1);
	assert_int_equal(x.n_rows, 0);
	assert_int_equal(x.first_day, DAY);
	arena_release(&a);
}

/* One record with these spf entries; what stands for the envelope. */
static void
the_spf_entry_of_the_envelope_is_chosen(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	static const struct {
		const char *what;
		struct {
			const char *domain, *scope, *result;
		} spf[3];
		const char *envelope, *want;
	} cases[] = {
		{ "one", { { "a.example", "mfrom", "fail" } }, "a.example",
		    "a.example" },
		{ "that passes and is aligned",
		    { { "a.example", "", "pass" },
		        { "m.example.org", "", "pass" } },
		    "a.example", "m.example.org" },
		{ "that passes",
		    { { "a.example", "", "fail" },
		        { "b.example", "", "pass" } },
		    "a.example", "b.example" },
		{ "the first",
		    { { "a.example", "", "fail" },
		        { "b.example", "", "none" } },
		    "a.example", "a.example" },
		{ "no helo beside an envelope",
		    { { "example.org", "helo", "pass" } }, "a.example", "" },
		{ "helo without an envelope",
		    { { "example.org", "helo", "pass" } }, "", "example.org" },
		{ "mfrom before helo",
		    { { "example.org", "helo", "pass" },
		        { "a.example", "mfrom", "fail" } },
		    "", "a.example" },
		{ "none", { { 0 } }, "a.example", "" },
	};
	struct arena a;

	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct auth_spf spf[3];
		struct record r = { .count = 1,
			.auth_spf = spf,
			.header_from = "example.org",
			.envelope_from = cases[i].envelope };
		struct fake f = { "R", "d@receiver.example", cases[i].what,
			"example.org", .salt = cases[i].what, .p = "none" };
		struct facts x;

		for (; r.n_auth_spf < 3; r.n_auth_spf++) {
			size_t n = r.n_auth_spf;
			if (cases[i].spf[n].domain == NULL)
				break;
			spf[n] =
			    (struct auth_spf){ .domain = cases[i].spf[n].domain,
				    .scope = word(VOCAB_SPF_SCOPE,
				        cases[i].spf[n].scope),
				    .result = word(VOCAB_AUTH_RESULT,
				        cases[i].spf[n].result) };
		}
		assert_true(ip_parse("192.0.2.1", &r.source_ip));
		r.source_ip.bytes[3] = (uint8_t)i;
		f.begin = DAY0 + (int64_t)i * DAY_SECONDS;
		f.end = f.begin + DAY_SECONDS - 1;
		ok(store_begin(st, &e));
		fake_begin(st, &f);
		ok(store_record(st, &r, &e));
		fake_document(st, &f);
		ok(store_item_end(st, NULL, &e));
		ok(store_commit(st, &e));
		x = facts_of(st, &a, DAY + (day_t)i);
		assert_int_equal(x.n_rows, i + 1);
		if (strcmp(x.auths[x.rows[i].auth].spf_domain, cases[i].want))
			fail_msg("%s: %s", cases[i].what,
			    x.auths[x.rows[i].auth].spf_domain);
	}
	arena_release(&a);
}

/* A reporter's mail with its own sign of the new standard, or its acts. */
static void
the_standard_that_a_reporter_follows_is_what_it_does(void **state)
{
	static const struct {
		const char *rows;
		enum facts_engine want;
	} cases[] = {
		{ "192.0.2.1 29 quarantine fail fail", ENGINE_7489 },
		{ "192.0.2.1 30 quarantine fail fail", ENGINE_9989 },
		{ "192.0.2.1 27 quarantine fail fail;"
		  "192.0.2.2 3 none fail fail",
		    ENGINE_9989 },
		{ "192.0.2.1 26 quarantine fail fail;"
		  "192.0.2.2 4 none fail fail",
		    ENGINE_7489 },
		{ "192.0.2.1 90 quarantine fail fail;"
		  "192.0.2.2 1 none fail fail +sampled_out",
		    ENGINE_7489 },
	};
	struct store *st = ((struct fixture *)*state)->st;
	struct arena a;

	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT(cases); i++) {
		char email[40];
		struct fake f = { "R", email, "1", "example.org",
			.rows = cases[i].rows, .p = "quarantine", .pct = 5 };
		struct facts x;

		snprintf(email, sizeof(email), "d@r%zu.example", i);
		fake_save(st, &f);
		x = facts_of(st, &a, DAY);
		assert_int_equal(x.n_reporters, i + 1);
		if (x.reporters[i].engine != cases[i].want)
			fail_msg("case %zu: %d", i, x.reporters[i].engine);
		/* A month later nobody knows. */
		x = facts_of(st, &a, DAY + 30);
		assert_int_equal(x.reporters[i].engine, ENGINE_7489);
	}
	arena_release(&a);
}

static void
who_passed_on_mail_of_three_others_is_a_forwarder(void **state)
{
	static const char *const domains[] = { "a.example", "b.example",
		"sub.b.example", "example.org", "c.example" };
	struct store *st = ((struct fixture *)*state)->st;
	struct arena a;

	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT(domains); i++) {
		struct fake f = { "R", "d@receiver.example", "1", domains[i],
			.rows = "192.0.2.1 1 none pass fail +forwarded",
			.p = "none" };
		struct facts x;

		fake_save(st, &f);
		x = facts_of(st, &a, DAY);
		if (i >= 3)
			assert_int_equal(x.sources[0].relayed_elsewhere,
			    i == 4);
	}
	assert_true(facts_of(st, &a, DAY + 89).sources[0].relayed_elsewhere);
	assert_false(facts_of(st, &a, DAY + 90).sources[0].relayed_elsewhere);
	arena_release(&a);
}

static void
the_day_that_is_judged_is_past_and_reported(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct fake f = { "R", "d@receiver.example", "1", "example.org",
		.rows = "192.0.2.1 1 none pass fail", .p = "none" };
	day_t d;

	ok(store_domain_as_of(st, "example.org", DAY + 9, &d, &e));
	assert_int_equal(d, DAY + 8);
	fake_save(st, &f);
	ok(store_domain_as_of(st, "example.org", DAY + 9, &d, &e));
	assert_int_equal(d, DAY);
	ok(store_domain_as_of(st, "example.org", DAY, &d, &e));
	assert_int_equal(d, DAY - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(rows_are_integers_and_what_they_stand_for_stands_once),
		T(what_cannot_be_judged_is_left_out_and_counted),
		T(the_spf_entry_of_the_envelope_is_chosen),
		T(the_standard_that_a_reporter_follows_is_what_it_does),
		T(who_passed_on_mail_of_three_others_is_a_forwarder),
		T(the_day_that_is_judged_is_past_and_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
