/* A person accepts a conflict, and what then happens to it. */
#include "tests/unit/store/fixture.h"

#define FIRST "192.0.2.1 5 none pass fail; 192.0.2.2 3 none fail fail"
#define SECOND "192.0.2.1 5 none pass fail; 192.0.2.9 100 none pass pass"

static struct saved
save(struct store *st, const char *rows, enum provenance p, const char *salt)
{
	struct fake f = { "R", "d@receiver.example", "1", "example.org", 0, 0,
		rows, p, salt, "none", NULL, 0 };

	return fake_save(st, &f);
}

/* "report 8 verified; report+ 105 unverified by me; ", oldest first. */
static const char *
kept(struct store *st)
{
	static char out[500];

	out[0] = '\0';
	for (int64_t id = 1; id < 10; id++) {
		struct stored_report r;
		struct error wrong;
		struct arena a;

		arena_init(&a, MIB);
		if (store_report(st, id, &a, &r, &wrong) == OK)
			snprintf(out + strlen(out), sizeof(out) - strlen(out),
			    "%s%s %lld %s%s%s; ", r.row.outcome,
			    r.row.part ? "+" : "", (long long)r.row.messages,
			    r.row.provenance, r.accepted_by ? " by " : "",
			    r.accepted_by ? r.accepted_by : "");
		arena_release(&a);
	}
	return out;
}

static void
a_conflict_is_accepted_and_taken_back(void **state)
{
	struct fixture *x = *state;
	int64_t id, before, after;
	struct arena a;
	struct stored_report r;
	json_t *j;

	save(x->st, FIRST, 0, NULL);
	id = save(x->st, SECOND, 0, NULL).report;
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 8);
	ok(store_change(x->st, &before, &e));
	ok(store_accept(x->st, id, "me", NOW, &e));
	ok(store_change(x->st, &after, &e));
	assert_true(after > before);
	assert_string_equal(kept(x->st),
	    "report 8 imported; report+ 105 imported by me; ");
	assert_int_equal(totals_of(x->st, "example.org").sums.messages, 113);
	assert_int_equal(totals_of(x->st, NULL).reports, 2);

	arena_init(&a, MIB);
	ok(store_report(x->st, id, &a, &r, &e));
	j = stored_report_to_json(&r);
	assert_int_equal(json_integer_value(
	                     json_object_get(json_object_get(j, "accepted"),
	                         "at")),
	    NOW);
	json_decref(j);
	arena_release(&a);

	ok(store_accept_undo(x->st, id, &e));
	assert_string_equal(kept(x->st),
	    "report 8 imported; conflict 105 imported; ");
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 8);
	assert_int_equal(totals_of(x->st, NULL).reports, 1);
}

static void
what_is_no_conflict_is_refused(void **state)
{
	struct fixture *x = *state;
	int64_t first = save(x->st, FIRST, 0, NULL).report;
	int64_t second = save(x->st, SECOND, 0, NULL).report;
	struct error wrong;

	assert_int_equal(store_accept(x->st, first, "me", NOW, &wrong),
	    ERR_INPUT);
	assert_int_equal(store_accept_undo(x->st, first, &wrong), ERR_INPUT);
	assert_int_equal(store_accept_undo(x->st, second, &wrong), ERR_INPUT);
	assert_int_equal(store_accept(x->st, 99, "me", NOW, &wrong),
	    ERR_NOTFOUND);
	assert_int_equal(store_accept_undo(x->st, 99, &wrong), ERR_NOTFOUND);
	ok(store_accept(x->st, second, "me", NOW, &e));
	assert_int_equal(store_accept(x->st, second, "me", NOW, &wrong),
	    ERR_INPUT);
	assert_string_equal(kept(x->st),
	    "report 8 imported; report+ 105 imported by me; ");
}

/* What comes after FIRST, which is unverified, and SECOND, accepted. */
static void
what_comes_later(void **state)
{
	static const struct {
		const char *what, *rows;
		enum provenance p;
		const char *salt, *want;
	} cases[] = {
		{ "the accepted again", SECOND, PROVENANCE_UNVERIFIED, "x",
		    "report 8 unverified; report+ 105 unverified by me; " },
		{ "a part of neither", "203.0.113.1 1 none pass pass",
		    PROVENANCE_UNVERIFIED, NULL,
		    "report 8 unverified; report+ 105 unverified by me; "
		    "report+ 1 unverified; " },
		{ "a row of the accepted",
		    "192.0.2.9 100 none pass pass; 192.0.2.77 1 none pass pass",
		    PROVENANCE_UNVERIFIED, NULL,
		    "report 8 unverified; report+ 105 unverified by me; "
		    "conflict 101 unverified; " },
		{ "a better one of its own", "203.0.113.1 1 none pass pass",
		    PROVENANCE_VERIFIED, NULL,
		    "conflict 8 unverified; conflict 105 unverified; "
		    "report 1 verified; " },
		{ "a better copy of the first", FIRST, PROVENANCE_VERIFIED,
		    NULL, "report 8 verified; conflict 105 unverified; " },
		{ "a better copy of the accepted", SECOND, PROVENANCE_VERIFIED,
		    NULL, "conflict 8 unverified; report 105 verified; " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fixture *x;
		int64_t id;

		setup((void **)&x);
		save(x->st, FIRST, PROVENANCE_UNVERIFIED, NULL);
		id = save(x->st, SECOND, PROVENANCE_UNVERIFIED, NULL).report;
		ok(store_accept(x->st, id, "me", NOW, &e));
		save(x->st, cases[i].rows, cases[i].p, cases[i].salt);
		if (strcmp(kept(x->st), cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].what, kept(x->st));
		teardown((void **)&x);
	}
}

/* An accepted conflict of low rank does not let its betters be replaced. */
static void
an_accepted_one_beside_its_betters(void **state)
{
	struct fixture *x = *state;
	int64_t id = save(x->st, FIRST, PROVENANCE_UNVERIFIED, NULL).report;

	save(x->st, SECOND, PROVENANCE_VERIFIED, NULL);
	ok(store_accept(x->st, id, "me", NOW, &e));
	save(x->st, "203.0.113.1 1 none pass pass", PROVENANCE_VERIFIED, NULL);
	save(x->st, "203.0.113.2 2 none pass pass", PROVENANCE_UNVERIFIED,
	    NULL);
	assert_string_equal(kept(x->st),
	    "report+ 8 unverified by me; report 105 verified; "
	    "report+ 1 verified; conflict 2 unverified; ");
	/* Now it is as good as the others; the person's word still stands. */
	save(x->st, FIRST, PROVENANCE_VERIFIED, "a copy");
	assert_string_equal(kept(x->st),
	    "report+ 8 verified by me; report 105 verified; "
	    "report+ 1 verified; conflict 2 unverified; ");
	assert_int_equal(totals_of(x->st, NULL).sums.messages, 114);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    a_conflict_is_accepted_and_taken_back, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_conflict_is_refused,
		    setup, teardown),
		cmocka_unit_test(what_comes_later),
		cmocka_unit_test_setup_teardown(
		    an_accepted_one_beside_its_betters, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
