/* Questions: who reports, and where the mail came from. */
#include "tests/unit/store/ask_fixture.h"

static enum err
see_reporter(void *ctx, const struct reporter_row *r, struct error *e)
{
	(void)e;
	say(ctx, "%s (%s) %lld %lld in %lld, %d\n", r->reporter,
	    or_dash(r->org_name), (long long)r->messages, (long long)r->pass,
	    (long long)r->reports, (int)(r->last_day - TODAY));
	return OK;
}

#define A "a.example (Org A) 117 108 in 9, -1\n"
#define B "b.example (Org B) 46 20 in 6, -2\n"

static void
reporters_are_listed(void **state)
{
	static const struct {
		const char *what, *words, *want;
	} cases[] = {
		{ "most messages first", "", A B },
		{ "by name, turned round", "sort=-reporter", B A },
		{ "one of them", "reporter=b.example", B },
		{ "of a domain", "domain=example.net",
		    "b.example (Org B) 6 0 in 1, -6\n" },
		{ "a first page", "limit=1", A },
	};
	struct fixture *x = *state;
	struct page page;

	fill(x);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter f = filter_of(cases[i].words);
		struct said s = { 0 };
		ok(store_reporters(x->st, &f, always, see_reporter, &s, &page,
		    &e));
		if (strcmp(s.text, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].what, s.text);
	}
	assert_true(page.more);
}

static void
sources_are_summed(void **state)
{
	static const struct {
		const char *what, *words, *want;
	} cases[] = {
		{ "the largest", "limit=3",
		    "192.0.2.1 110 110 by 2 -10..-1\n"
		    "192.0.2.2 24 0 by 2 -10..-1\n"
		    "- 5 0 by 1 -10..-2\n" },
		{ "one address", "source_ip=192.0.2.2",
		    "192.0.2.2 24 0 by 2 -10..-1\n" },
		{ "an address never seen", "source_ip=192.0.2.99", "" },
		{ "what one reporter saw", "reporter=b.example",
		    "192.0.2.1 20 20 by 1 -10..-2\n"
		    "192.0.2.2 15 0 by 1 -10..-2\n"
		    "- 5 0 by 1 -10..-2\n" },
		{ "a reporter never seen", "reporter=c.example", "" },
		{ "refused", "disposition=reject",
		    "192.0.2.2 15 0 by 1 -10..-2\n" },
		{ "failing", "dmarc=fail sort=messages",
		    "- 5 0 by 1 -10..-2\n192.0.2.2 24 0 by 2 -10..-1\n" },
		{ "DKIM fails, SPF passes", "dkim=fail spf=pass",
		    "192.0.2.1 20 20 by 1 -10..-2\n" },
		{ "by address", "sort=source_ip limit=2",
		    "- 5 0 by 1 -10..-2\n192.0.2.1 110 110 by 2 -10..-1\n" },
		{ "one day", "from=2026-11-20 to=2026-11-20 limit=2",
		    "192.0.2.1 10 10 by 1 -1..-1\n192.0.2.19 2 2 by 1 "
		    "-1..-1\n" },
	};
	struct fixture *x = *state;
	struct page page;

	fill(x);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter f = filter_of(cases[i].words);
		struct span span;
		struct said s = { 0 };
		f.set |= FILTER_DOMAIN;
		strcpy(f.domain, "example.org");
		ok(store_span(x->st, &f, TODAY, &span, &e));
		ok(store_sources(x->st, &f, span, see_source, &s, &page, &e));
		if (strcmp(s.text, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].what, s.text);
	}
}

static void
many_reporters_are_counted(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("domain=example.org");
	struct fake fake = { .id = "1",
		.domain = "example.org",
		.rows = "192.0.2.1 1 none pass fail" };
	struct said s = { 0 };
	struct page page;
	char org[16];

	ok(store_begin(x->st, &e));
	for (int i = 0; i < 300; i++) {
		snprintf(org, sizeof(org), "R%d", i % 150);
		fake.org = org;
		fake.id = i < 150 ? "1" : "2";
		fake_item(x->st, &fake);
	}
	ok(store_commit(x->st, &e));
	ok(store_sources(x->st, &f, always, see_source, &s, &page, &e));
	assert_string_equal(s.text, "192.0.2.1 300 300 by 150 -1..-1\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(reporters_are_listed),
		WITH_STORE(sources_are_summed),
		WITH_STORE(many_reporters_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
