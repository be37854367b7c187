/* Which service a name belongs to, and which names say nothing (4.1, 4.3). */
#include "../core/check.h"

#include "advise/names.h"

static struct arena arena;

static const struct {
	enum service_field field;
	const char *domain, *id;
} matches[] = {
	{ SERVICE_RP, "mail5.atl11.rsgsv.net", "mailchimp" },
	{ SERVICE_PTR, "a7-30.smtp-out.eu-west-1.amazonses.com", "amazonses" },
	{ SERVICE_PTR, "amazonses.com", "amazonses" },
	{ SERVICE_PTR, "notamazonses.com", NULL },
	{ SERVICE_PTR, "amazonses.com.example", NULL },
	{ SERVICE_DKIM, "x.20230601.gappssmtp.com", "google" },
	{ SERVICE_PTR, "x.20230601.gappssmtp.com", NULL },
	/* The longest suffix: pardot's, not salesforce's. */
	{ SERVICE_PTR, "mx.pd.salesforce.com", "pardot" },
	{ SERVICE_PTR, "mx.salesforce.com", "salesforce" },
	{ SERVICE_RP, "", NULL },
	{ SERVICE_RP, "com", NULL },
};

static struct advise_services *
load(const char *extra)
{
	struct advise_services *s = NULL;
	struct error e;

	if (advise_services_load(extra, extra ? strlen(extra) : 0, &arena, &s,
	        &e) != OK)
		fail_msg("%s", e.text);
	return s;
}

static const char *
match(const struct advise_services *s, enum service_field field,
    const char *domain)
{
	int at = services_match(s, field, domain);

	return at == SERVICE_NONE ? NULL : s->v[at].shown.id;
}

static void
longest_suffix_on_a_label(void **state)
{
	struct advise_services *s = load(NULL);

	(void)state;
	assert_true(s->n >= 86);
	for (size_t i = 0; i < COUNT(matches); i++)
		check_text(matches[i].domain,
		    match(s, matches[i].field, matches[i].domain),
		    matches[i].id);
	check_int("without a table nothing is known",
	    services_match(NULL, SERVICE_RP, "sendgrid.net"), SERVICE_NONE);
}

static void
a_table_of_ones_own(void **state)
{
	struct advise_services *s = load(
	    "# mine\n"
	    "sendgrid\tOur SendGrid\tesp\t1\t1\tours.example\t\t\tyes\tyes\t"
	    "-\tAsk Ann.\tE\n"
	    "crm\tCRM\tsaas\t0\t0\tcrm.example\tcrm.example\tcrm.example\t"
	    "no\tno\t-\tNothing.\tE\n");
	struct advise_service shown;

	(void)state;
	check_int("one more", s->n, load(NULL)->n + 1);
	check_text("a new one", match(s, SERVICE_RP, "b.crm.example"), "crm");
	check_text("its place is taken",
	    match(s, SERVICE_PTR, "mx.ours.example"), "sendgrid");
	check_text("the old names are gone",
	    match(s, SERVICE_PTR, "mx.sendgrid.com"), NULL);
	assert_true(advise_service(s, "svc:sendgrid", &shown));
	check_text("what it says", shown.fix, "Ask Ann.");
	assert_false(advise_service(s, "dom:crm.example", &shown));
	assert_false(advise_service(s, "svc:nobody", &shown));
}

static void
a_bad_table_is_refused(void **state)
{
	static const char *const bad[] = {
		"one\ttwo\n",
		"x\tX\tbaker\t0\t0\ta\ta\ta\tno\tno\t-\tfix\tE\n",
	};
	struct advise_services *s = NULL;
	struct error e;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		check_int(bad[i],
		    advise_services_load(bad[i], strlen(bad[i]), &arena, &s,
		        &e),
		    ERR_INPUT);
		assert_non_null(strstr(e.text, "line 1"));
		assert_null(s);
	}
}

static const struct {
	const char *ptr;
	bool generic;
} ptrs[] = {
	{ "mx.partner.example", false },
	{ "out7.erp-cloud.example", false },
	{ "static-203-0-113-44.isp.example", true },
	{ "static12.isp.example", true },
	{ "static.isp.example", false },
	{ "1.2.3.4.isp.example", true },
	{ "host1-2-3.isp.example", false },
	{ "p1234-22-33-44.isp.example", true },
	{ "a1-2222-3-4.isp.example", false },
	{ "a1-2-3-4444.isp.example", true },
	{ "dyn-12.isp.example", true },
	{ "cable.isp.example", true },
};

static void
names_that_say_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ptrs); i++)
		check_int(ptrs[i].ptr, ptr_is_generic(ptrs[i].ptr),
		    ptrs[i].generic);
}

static int
begin(void **state)
{
	(void)state;
	arena_init(&arena, MIB);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(longest_suffix_on_a_label),
		cmocka_unit_test(a_table_of_ones_own),
		cmocka_unit_test(a_bad_table_is_refused),
		cmocka_unit_test(names_that_say_nothing),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
