/* Who sends a report, and by what it is known again. */
#include "tests/unit/store/fixture.h"

#include "store/identity.h"
#include "store/rows.h"

static void
reporter_is_found(void **state)
{
	static const struct {
		const char *what, *email, *mail_from, *org, *want;
	} cases[] = {
		{ "the organizational domain of <email>",
		    "noreply@dmarc.receiver.co.uk", NULL, "R",
		    "receiver.co.uk" },
		{ "two names of one company are one reporter",
		    "a@eu.receiver.example", NULL, "Other",
		    "receiver.example" },
		{ "no <email>: the mail's From", NULL, "mx.receiver.example",
		    "R", "receiver.example" },
		{ "an <email> without a domain: the mail's From", "postmaster",
		    "receiver.example", "R", "receiver.example" },
		{ "neither: org_name, squeezed and lower-cased", NULL, NULL,
		    "  Big \t  Receiver  ", "big receiver" },
		{ "nothing but a bare word in <email>", "Postmaster", NULL,
		    NULL, "postmaster" },
		{ "a hosting domain: org_name tells them apart",
		    "d@esa1.hc1.iphmx.com", NULL, "Acme  Inc",
		    "iphmx.com:acme inc" },
		{ "a hosting domain without org_name", "d@esa1.iphmx.com", NULL,
		    NULL, "iphmx.com" },
		{ "nobody", NULL, NULL, "  ", "" },
	};
	struct reporters rs;

	(void)state;
	reporters_load(&rs);
	assert_true(rs.n_hosting > 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct report r = { .email = cases[i].email,
			.org_name = cases[i].org };
		char out[REPORTER_MAX + 1];
		bool found =
		    reporter_identity(&rs, &r, cases[i].mail_from, out);

		if (found != (cases[i].want[0] != '\0') ||
		    strcmp(out, cases[i].want) != 0)
			fail_msg("%s: \"%s\"", cases[i].what, out);
	}
	reporters_free(&rs);
}

static void
long_names_stay_apart(void **state)
{
	struct reporters rs = { 0 };
	char a[601], b[601], x[REPORTER_MAX + 1], y[REPORTER_MAX + 1];
	struct report r = { .org_name = a }, s = { .org_name = b };

	(void)state;
	memset(a, 'a', 600);
	memset(b, 'a', 600);
	a[600] = b[600] = '\0';
	b[599] = 'b';
	assert_true(reporter_identity(&rs, &r, NULL, x));
	assert_true(reporter_identity(&rs, &s, NULL, y));
	assert_int_equal(strlen(x), REPORTER_MAX);
	assert_string_not_equal(x, y);
}

/* The database may be made on one machine and read on another. */
static void
keys_are_the_same_on_every_machine(void **state)
{
	struct report r = { .report_id = " <id-1> ",
		.begin = DAY0,
		.end = DAY0 + DAY_SECONDS - 1,
		.policy_published = { .domain = "example.org" } };
	struct row_key key = { 1, 2, 2, 3, 7, 0, 4, 5 };
	struct row_keys keys = { &key, 1 };

	(void)state;
	assert_true(
	    report_key("receiver.example", &r) == INT64_C(4050870356474130379));
	assert_true(row_keys_hash(&keys) == INT64_C(3758313172366591182));
	r.report_id = " <> ";
	assert_true(report_key("receiver.example", &r) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reporter_is_found),
		cmocka_unit_test(long_names_stay_apart),
		cmocka_unit_test(keys_are_the_same_on_every_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
