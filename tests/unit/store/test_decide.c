/* What people decide: the last word holds, and no word is lost. */
#include "tests/unit/store/fixture.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

static enum err
decide(struct store *st, const char *domain, enum decision_kind kind,
    const char *subject, const char *value, int64_t at)
{
	struct decision d = { .domain = domain,
		.kind = kind,
		.match_type = kind == ABOUT_SENDER ? SUBJECT_KEY : 0,
		.subject = subject,
		.value = value,
		.decided_by = "me",
		.decided_at = at };
	struct error wrong;

	return store_decide(st, &d, 1, &wrong);
}

static enum err
on_decision(void *ctx, const struct decision *d, struct error *e)
{
	struct said *s = ctx;

	(void)e;
	say(s, "%s%s %s=%s%s", s->text[0] ? "; " : "",
	    d->domain ? d->domain : "all", d->subject,
	    d->value ? d->value : "-", d->in_force ? " !" : "");
	return OK;
}

static const char *
said(struct store *st, const char *domain, int kind)
{
	static struct said s;

	s.text[0] = '\0';
	ok(store_decisions(st, domain, kind, on_decision, &s, &e));
	return s.text;
}

static void
the_last_word_holds_and_none_is_lost(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;

	assert_int_equal(decide(st, "example.org", ABOUT_SENDER, "svc:a",
	                     "approved", 1),
	    OK);
	assert_int_equal(decide(st, "example.org", ABOUT_SENDER, "svc:a",
	                     "threat", 2),
	    OK);
	assert_string_equal(said(st, "example.org", ABOUT_SENDER),
	    "example.org svc:a=approved; example.org svc:a=threat !");
	assert_int_equal(decide(st, "example.org", ABOUT_SENDER, "svc:a", NULL,
	                     3),
	    OK);
	assert_string_equal(said(st, "example.org", 0),
	    "example.org svc:a=approved; example.org svc:a=threat; "
	    "example.org svc:a=-");
	assert_int_equal(decide(st, "example.org", ABOUT_SENDER, "svc:a", NULL,
	                     4),
	    ERR_NOTFOUND);
}

static void
a_list_of_a_domain_has_what_is_said_of_all(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;

	assert_int_equal(decide(st, NULL, ABOUT_SENDER, "svc:a", "approved", 1),
	    OK);
	assert_int_equal(decide(st, "b.example", ABOUT_SENDER, "svc:b",
	                     "threat", 2),
	    OK);
	assert_string_equal(said(st, "a.example", 0), "all svc:a=approved !");
	assert_string_equal(said(st, "b.example", 0),
	    "all svc:a=approved !; b.example svc:b=threat !");
	assert_string_equal(said(st, NULL, ABOUT_DOMAIN), "");
}

static void
several_are_decided_together_or_not_at_all(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct decision d[] = {
		{ .domain = "a.example",
		    .kind = ABOUT_DOMAIN,
		    .subject = "parked",
		    .value = "yes",
		    .decided_by = "me" },
		{ .domain = "a.example",
		    .kind = ABOUT_DOMAIN,
		    .subject = "final",
		    .value = NULL,
		    .decided_by = "me" },
	};
	struct error wrong;

	assert_int_equal(store_decide(st, d, 2, &wrong), ERR_NOTFOUND);
	assert_non_null(strstr(wrong.text, "final of a.example"));
	assert_string_equal(said(st, NULL, 0), "");
}

static void
a_domains_own_setting_counts_more_than_that_of_all(void **state)
{
	struct store *st = ((struct fixture *)*state)->st;
	struct domain_settings s;
	struct arena a;

	arena_init(&a, MIB);
	assert_int_equal(decide(st, "a.example", ABOUT_DOMAIN, "profile",
	                     "fast", 1),
	    OK);
	assert_int_equal(decide(st, NULL, ABOUT_DOMAIN, "profile", "cautious",
	                     2),
	    OK);
	ok(store_domain_settings(st, "a.example", &a, &s, &e));
	assert_string_equal(s.value[DOMAIN_PROFILE], "fast");
	ok(store_domain_settings(st, "b.example", &a, &s, &e));
	assert_string_equal(s.value[DOMAIN_PROFILE], "cautious");
	assert_string_equal(s.value[DOMAIN_FINAL], "reject");
	assert_false(s.set[DOMAIN_FINAL]);
	arena_release(&a);
}

static void
senders_are_read_in_one_spelling(void **state)
{
	static const struct {
		const char *text, *want; /* NULL: refused */
		enum sender_match match;
	} cases[] = {
		{ "svc:sendgrid", "svc:sendgrid", SUBJECT_KEY },
		{ "dom:ERP-Cloud.example.", "dom:erp-cloud.example",
		    SUBJECT_KEY },
		{ "net:203.0.113.0/24", "net:203.0.113.0/24", SUBJECT_KEY },
		{ "203.0.113.77/24", "203.0.113.0/24", SUBJECT_NET },
		{ "2001:DB8:1:2::3/48", "2001:db8:1::/48", SUBJECT_NET },
		{ "203.0.113.77/0", "0.0.0.0/0", SUBJECT_NET },
		{ "::ffff:192.0.2.1", "192.0.2.1", SUBJECT_IP },
		{ "ptr:Mail.Example.", "mail.example", SUBJECT_PTR },
		{ "spf:bounce.example", "bounce.example", SUBJECT_SPF },
		{ "dkim:d.example", "d.example", SUBJECT_DKIM },
		{ "selector:s1", "s1", SUBJECT_SELECTOR },
		{ "203.0.113.0/33", NULL, 0 },
		{ "203.0.113.0/", NULL, 0 },
		{ "svc:", NULL, 0 },
		{ "net:203.0.113.0", NULL, 0 },
		{ "sendgrid", NULL, 0 },
		{ "", NULL, 0 },
	};
	struct decision_subject s;
	struct error wrong;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		enum err err = decision_subject_read(cases[i].text, &s, &wrong);

		if (cases[i].want == NULL) {
			assert_int_equal(err, ERR_INPUT);
			continue;
		}
		if (err != OK || strcmp(s.text, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].text,
			    err != OK ? wrong.text : s.text);
		assert_int_equal(s.match, cases[i].match);
	}
}

static void
settings_take_what_their_table_says(void **state)
{
	static const struct {
		enum domain_setting s;
		const char *value, *want; /* NULL: refused */
	} cases[] = {
		{ DOMAIN_FINAL, "quarantine", "quarantine" },
		{ DOMAIN_FINAL, "quar", NULL },
		{ DOMAIN_FINAL, "quarantine|reject", NULL },
		{ DOMAIN_PARKED, " yes ", "yes" },
		{ DOMAIN_PARKED, "maybe", NULL },
		{ DOMAIN_RUA, "d@a.example", "mailto:d@a.example" },
		{ DOMAIN_RUA, "mailto:d@a.example", "mailto:d@a.example" },
		{ DOMAIN_RUA, "d@a.example; p=none", NULL },
		{ DOMAIN_RECORD, "v=DMARC1; p=none", "v=DMARC1; p=none" },
		{ DOMAIN_RECORD, "v=spf1 -all", NULL },
		{ DOMAIN_GROUP, " Bakers & Sons ", "Bakers & Sons" },
		{ DOMAIN_GROUP, " ", NULL },
		{ DOMAIN_GROUP,
		    "a name that is longer than a name of a client may be, "
		    "which "
		    "is eighty bytes and not a byte more",
		    NULL },
		{ DOMAIN_NOTES, "ask Ann first", "ask Ann first" },
	};
	struct arena a;

	(void)state;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *got = NULL;
		struct error wrong;
		enum err err = domain_setting_read(cases[i].s, cases[i].value,
		    &a, &got, &wrong);

		assert_int_equal(err, cases[i].want ? OK : ERR_INPUT);
		if (cases[i].want)
			assert_string_equal(got, cases[i].want);
	}
	arena_release(&a);
}

static void
a_file_of_names_counts_whole_or_not_at_all(void **state)
{
	static const struct {
		const char *text, *want; /* NULL: read */
		int64_t names, removed;
	} cases[] = {
		{ "# head\n\n192.0.2.1\tMail.Example.\n192.0.2.2\t\n"
		  "2001:db8::1\tsix.example\r\n192.0.2.3",
		    NULL, 2, 2 },
		{ "192.0.2.1\ta.example\nmail\tb.example\n", "line 2", 0, 0 },
		{ "192.0.2.1\tno host\n", "line 1", 0, 0 },
	};
	struct store *st = ((struct fixture *)*state)->st;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct names_read r = { 0 };
		struct error wrong;
		enum err err = store_names_import(st, cases[i].text,
		    strlen(cases[i].text), NOW, &r, &wrong);

		assert_int_equal(err, cases[i].want ? ERR_INPUT : OK);
		assert_int_equal(r.names, cases[i].names);
		assert_int_equal(r.removed, cases[i].removed);
		if (cases[i].want)
			assert_non_null(strstr(wrong.text, cases[i].want));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_last_word_holds_and_none_is_lost),
		T(a_list_of_a_domain_has_what_is_said_of_all),
		T(several_are_decided_together_or_not_at_all),
		T(a_domains_own_setting_counts_more_than_that_of_all),
		T(senders_are_read_in_one_spelling),
		T(settings_take_what_their_table_says),
		T(a_file_of_names_counts_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
