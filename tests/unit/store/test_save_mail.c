/* A mail is known again by its name, and what became of it. */
#include "tests/unit/store/fixture.h"

static const struct fake one = { .org = "R",
	.id = "1",
	.domain = "example.org",
	.rows = "192.0.2.1 5 none pass fail" };

static void
mails_are_known_again(void **state)
{
	static const struct mail_name mail = { "/mail/cur", "1.x", 77, 5,
		1000 };
	static const struct {
		const char *what;
		struct mail_name name;
		bool want;
	} cases[] = {
		{ "the same", { "/mail/cur", "1.x", 77, 5, 1000 }, true },
		{ "another folder", { "/mail/new", "1.x", 77, 5, 1000 },
		    false },
		{ "another name", { "/mail/cur", "2.x", 77, 5, 1000 }, false },
		{ "another inode", { "/mail/cur", "1.x", 78, 5, 1000 }, false },
		{ "another time", { "/mail/cur", "1.x", 77, 6, 1000 }, false },
		{ "another size", { "/mail/cur", "1.x", 77, 5, 1001 }, false },
	};
	struct fixture *x = *state;
	bool known = true;

	ok(store_mail_known(x->st, &mail, &known, &e));
	assert_false(known);
	ok(store_begin(x->st, &e));
	fake_begin(x->st, &one);
	fake_document(x->st, &one);
	ok(store_item_end(x->st, &mail, &e));
	ok(store_mail_known(x->st, &mail, &known, &e));
	assert_true(known);
	ok(store_commit(x->st, &e));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ok(store_mail_known(x->st, &cases[i].name, &known, &e));
		if (known != cases[i].want)
			fail_msg("%s: %sknown", cases[i].what,
			    known ? "" : "un");
	}
}

static void
a_known_mail_has_a_past(void **state)
{
	static const struct mail_name mail = { "/mail/new", "1.x", 77, 5,
		1000 };
	struct mail_past past = { 0 };
	struct fixture *x = *state;

	ok(store_begin(x->st, &e));
	fake_begin(x->st, &one);
	fake_document(x->st, &one);
	ok(store_item_end(x->st, &mail, &e));
	ok(store_commit(x->st, &e));
	ok(store_mail_past(x->st, &mail, &past, &e));
	assert_int_equal(past.outcomes, 1u << OUTCOME_REPORT);
	assert_true(past.ours);
	store_close(x->st);
	ok(store_open(x->path, STORE_WRITE, &x->st, &e));
	ok(store_mail_past(x->st, &mail, &past, &e));
	assert_int_equal(past.outcomes, 1u << OUTCOME_REPORT);
	assert_false(past.ours);
}

static void
a_name_used_again_is_the_new_mail(void **state)
{
	struct mail_name name = { "/mail/cur", "1.x", 77, 5, 1000 };
	struct fixture *x = *state;
	bool known;

	for (int i = 0; i < 2; i++) {
		name.inode++;
		ok(store_begin(x->st, &e));
		fake_begin(x->st, &one);
		ok(store_item_end(x->st, &name, &e));
		ok(store_commit(x->st, &e));
	}
	ok(store_mail_known(x->st, &name, &known, &e));
	assert_true(known);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(mails_are_known_again),
		WITH_STORE(a_known_mail_has_a_past),
		WITH_STORE(a_name_used_again_is_the_new_mail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
