/* Questions: reports, and lists by pages. */
#include "tests/unit/store/ask_fixture.h"

/* Every list by pages of `limit` gives what it gives at once. */
static void
pages_hold_each_row_once(void **state)
{
	static const char *const sorts[] = { "", "sort=messages", "sort=-fail",
		"sort=-reporters", "sort=source_ip", "sort=-source_ip" };
	struct fixture *x = *state;

	fill(x);
	for (size_t i = 0; i < 2 * sizeof(sorts) / sizeof(sorts[0]); i++) {
		bool reports = i % 2 == 1;
		struct filter f = filter_of(reports ? "" : sorts[i / 2]);
		struct said whole = { 0 }, pages = { 0 };
		struct page page = { 0 };
		size_t n = 0;

		f.set |= FILTER_DOMAIN;
		strcpy(f.domain, "example.org");
		if (reports)
			ok(store_reports(x->st, &f, always, see_report, &whole,
			    &page, &e));
		else
			ok(store_sources(x->st, &f, always, see_source, &whole,
			    &page, &e));
		assert_false(page.more);
		assert_int_equal(page.total, whole.rows);
		f.limit = 1 + i / 2;
		do {
			if (reports)
				ok(store_reports(x->st, &f, always, see_report,
				    &pages, &page, &e));
			else
				ok(store_sources(x->st, &f, always, see_source,
				    &pages, &page, &e));
			assert_int_equal(page.more, page.next[0] != '\0');
			f.set |= FILTER_CURSOR;
			strcpy(f.cursor, page.next);
			assert_true(++n < 100);
		} while (page.more);
		assert_string_equal(pages.text, whole.text);
	}
}

static void
reports_are_filtered(void **state)
{
	static const struct {
		const char *what, *words;
		size_t want;
	} cases[] = {
		{ "all", "", 15 },
		{ "of a domain", "domain=example.org", 14 },
		{ "of a reporter", "reporter=a.example", 9 },
		{ "of both", "domain=example.net reporter=b.example", 1 },
		{ "of a domain never seen", "domain=a.example", 0 },
		{ "of a reporter never seen", "reporter=x.example", 0 },
		{ "of a day", "from=2026-11-19 to=2026-11-19", 2 },
		{ "before", "to=2026-11-12", 3 },
	};
	struct fixture *x = *state;

	fill(x);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter f = filter_of(cases[i].words);
		struct span span = { f.set & FILTER_FROM ? f.from : 1,
			f.set & FILTER_TO ? f.to : 30000 };
		struct said s = { 0 };
		struct page page;
		ok(store_reports(x->st, &f, span, see_report, &s, &page, &e));
		if (s.rows != cases[i].want ||
		    page.total != (int64_t)cases[i].want)
			fail_msg("%s: %zu", cases[i].what, s.rows);
	}
}

static void
a_long_report_is_listed_on_its_day(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "long",
		.domain = "example.net",
		.begin = DAY0 - 60 * DAY_SECONDS,
		.end = DAY0 };
	struct span span = { TODAY - 31, TODAY - 31 };
	struct filter filter = filter_of("");
	struct said s = { 0 };
	struct page page;

	fill(x);
	fake_save(x->st, &f);
	ok(store_reports(x->st, &filter, span, see_report, &s, &page, &e));
	assert_int_equal(s.rows, 1);
	assert_int_equal(page.total, 1);
}

static void
strange_cursors_are_refused(void **state)
{
	static const char *const cursors[] = { "x", "1", "1.", "1.2x", ".", "-",
		"99999999999999999999999.1.1" };
	struct fixture *x = *state;
	struct page page;
	struct error why;
	struct said s;

	fill(x);
	for (size_t i = 0; i < sizeof(cursors) / sizeof(cursors[0]); i++) {
		struct filter f = filter_of("domain=example.org");
		f.set |= FILTER_CURSOR;
		strcpy(f.cursor, cursors[i]);
		if (store_reports(x->st, &f, always, see_report, &s, &page,
		        &why) != ERR_INPUT ||
		    store_sources(x->st, &f, always, see_source, &s, &page,
		        &why) != ERR_INPUT)
			fail_msg("\"%s\" was taken", cursors[i]);
	}
}

static enum err
refuse(void *ctx, const struct report_row *r, struct error *e)
{
	(void)ctx, (void)r;
	return error_set(e, ERR_LIMIT, "enough");
}

static void
a_callback_stops_its_list(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("");
	struct error why;
	struct page page;
	struct said s = { 0 };

	fill(x);
	assert_int_equal(store_reports(x->st, &f, always, refuse, NULL, &page,
	                     &why),
	    ERR_LIMIT);
	assert_string_equal(why.text, "enough");
	ok(store_reports(x->st, &f, always, see_report, &s, &page, &e));
	assert_int_equal(s.rows, 15);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(pages_hold_each_row_once),
		WITH_STORE(reports_are_filtered),
		WITH_STORE(a_long_report_is_listed_on_its_day),
		WITH_STORE(strange_cursors_are_refused),
		WITH_STORE(a_callback_stops_its_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
