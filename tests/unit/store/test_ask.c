/* Questions: spans, sums, orders, pages. */
#include "tests/unit/store/fixture.h"

#define TODAY ((day_t)(NOW / DAY_SECONDS))

/* All rows of a list as one text, a row each line. */
struct seen {
	char text[8192];
	size_t rows;
};

static void see(struct seen *s, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void
see(struct seen *s, const char *fmt, ...)
{
	size_t n = strlen(s->text);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(s->text + n, sizeof(s->text) - n, fmt, ap);
	va_end(ap);
	s->rows++;
}

static const char *
or_dash(const char *s)
{
	return s != NULL ? s : "-";
}

static struct filter
filter_of(const char *words)
{
	char *text = xstrdup(words), *save, *word;
	struct filter f;

	filter_init(&f);
	for (word = strtok_r(text, " ", &save); word != NULL;
	     word = strtok_r(NULL, " ", &save)) {
		char *value = strchr(word, '=');
		*value++ = '\0';
		ok(filter_set(&f, ~0u, word, value, &e));
	}
	free(text);
	return f;
}

/* Two domains, three reporters, ten days with a gap. */
static void
fill(struct fixture *x)
{
	char id[8], rows[256];

	for (int i = 0; i < 10; i++) {
		int64_t begin = DAY0 - (9 - i) * (int64_t)DAY_SECONDS;
		struct fake f = { .org = "Org A",
			.email = "d@a.example",
			.id = id,
			.domain = "example.org",
			.begin = begin,
			.end = begin + DAY_SECONDS - 1,
			.rows = rows,
			.p = i < 5 ? "none" : "quarantine",
			.provenance = PROVENANCE_UNVERIFIED };

		if (i == 3)
			continue;
		snprintf(id, sizeof(id), "%d", i);
		snprintf(rows, sizeof(rows),
		    "192.0.2.1 10 none pass pass; 192.0.2.2 1 quarantine fail "
		    "fail; 192.0.2.%d 2 none pass fail",
		    10 + i);
		fake_save(x->st, &f);
		f.org = "Org B";
		f.email = "d@b.example";
		f.rows = "192.0.2.2 3 reject fail fail; 192.0.2.1 4 none fail "
		         "pass; - 1 pass fail fail";
		f.pct = 100;
		if (i % 2 == 0)
			fake_save(x->st, &f);
		f.domain = "example.net";
		f.p = "reject";
		f.rows = "2001:db8::1 6 none fail fail";
		if (i == 4)
			fake_save(x->st, &f);
	}
}

static void
spans_have_defaults(void **state)
{
	static const struct {
		const char *what, *words;
		day_t from, to; /* days after TODAY */
	} empty[] = {
		{ "nothing said, nothing there", "", -35, -1 },
	}, cases[] = {
		{ "nothing said: 35 days up to the last report", "", -35, -1 },
		{ "a domain: up to its last report", "domain=example.net",
		    -40, -6 },
		{ "an unknown domain: up to yesterday",
		    "domain=nowhere.example", -35, -1 },
		{ "from alone", "from=2026-11-15", -6, -1 },
		{ "from behind the last report", "from=2026-11-25", 4, 4 },
		{ "to alone", "to=2026-11-15", -40, -6 },
		{ "both", "from=2026-11-01 to=2026-11-03", -20, -18 },
		{ "one day", "from=2026-11-01 to=2026-11-01", -20, -20 },
	};
	struct fixture *x = *state;
	struct span s;
	day_t as_of;

	ok(store_span(x->st, &(struct filter){ 0 }, TODAY, &s, &e));
	assert_int_equal(s.from, TODAY + empty[0].from);
	assert_int_equal(s.to, TODAY + empty[0].to);
	ok(store_as_of(x->st, TODAY, &as_of, &e));
	assert_int_equal(as_of, TODAY - 1);
	fill(x);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter f = filter_of(cases[i].words);
		ok(store_span(x->st, &f, TODAY, &s, &e));
		if (s.from - TODAY != cases[i].from ||
		    s.to - TODAY != cases[i].to)
			fail_msg("%s: %d to %d", cases[i].what,
			    (int)(s.from - TODAY), (int)(s.to - TODAY));
	}
	ok(store_as_of(x->st, TODAY, &as_of, &e));
	assert_int_equal(as_of, TODAY - 1);
	ok(store_as_of(x->st, TODAY + 9, &as_of, &e));
	assert_int_equal(as_of, TODAY - 1);
	ok(store_as_of(x->st, TODAY - 1, &as_of, &e));
	assert_int_equal(as_of, TODAY - 2);
}

static void
a_report_of_tomorrow_does_not_move_the_span(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "1",
		.domain = "example.org",
		.begin = NOW + DAY_SECONDS,
		.end = NOW + DAY_SECONDS };
	struct span s;

	fake_save(x->st, &f);
	ok(store_span(x->st, &(struct filter){ 0 }, TODAY, &s, &e));
	assert_int_equal(s.to, TODAY);
}

static void
too_many_days_are_refused(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("from=1990-01-01 to=2026-01-01");
	struct error why;
	struct span s;

	assert_int_equal(store_span(x->st, &f, TODAY, &s, &why), ERR_INPUT);
	assert_non_null(strstr(why.text, "3660 days"));
}

static void
totals_are_summed(void **state)
{
	struct fixture *x = *state;
	struct totals t;

	fill(x);
	t = totals_of(x->st, NULL);
	assert_int_equal(t.sums.messages, 9 * 13 + 5 * 8 + 6);
	assert_int_equal(t.sums.pass, 9 * 12 + 5 * 4);
	assert_int_equal(t.sums.fail_none, 6);
	assert_int_equal(t.sums.fail_quarantine, 9);
	assert_int_equal(t.sums.fail_reject, 15);
	assert_int_equal(t.sums.fail_unknown, 5);
	assert_int_equal(t.sums.dkim_pass, 9 * 12);
	assert_int_equal(t.sums.spf_pass, 9 * 10 + 5 * 4);
	assert_int_equal(t.sums.both_pass, 9 * 10);
	assert_int_equal(t.sums.unverified, t.sums.messages);
	assert_int_equal(t.domains, 2);
	assert_int_equal(t.reporters, 2);
	assert_int_equal(t.reports, 15);
	assert_int_equal(t.newest, DAY0 + DAY_SECONDS - 1);
	t = totals_of(x->st, "example.net");
	assert_int_equal(t.sums.messages, 6);
	assert_int_equal(t.domains, 1);
	assert_int_equal(t.newest, DAY0 - 4 * DAY_SECONDS - 1);
	t = totals_of(x->st, "nowhere.example");
	assert_int_equal(t.sums.messages, 0);
	assert_int_equal(t.domains, 0);
	assert_true(t.newest == TIME_UNSET);
}

static enum err
see_day(void *ctx, const struct day_row *d, struct error *e)
{
	(void)e;
	see(ctx, "%d: %lld %lld %lld%s\n", (int)(d->day - TODAY),
	    (long long)d->messages, (long long)d->pass, (long long)d->reports,
	    d->coarse ? " coarse" : "");
	return OK;
}

static void
every_day_has_a_row(void **state)
{
	struct fixture *x = *state;
	struct fake f = { .org = "R",
		.id = "long",
		.domain = "example.net",
		.begin = DAY0 - DAY_SECONDS,
		.end = DAY0 + 2 * DAY_SECONDS };
	struct filter all = filter_of("");
	struct filter net = filter_of("domain=example.net");
	struct span span = { TODAY - 8, TODAY };
	struct seen s = { 0 }, n = { 0 };

	fill(x);
	fake_save(x->st, &f);
	ok(store_days(x->st, &all, span, see_day, &s, &e));
	assert_string_equal(s.text,
	    "-8: 21 16 2\n-7: 0 0 0\n-6: 27 16 3\n-5: 13 12 1\n-4: 21 16 2\n"
	    "-3: 13 12 1\n-2: 21 16 2\n-1: 13 12 2 coarse\n0: 0 0 0\n");
	ok(store_days(x->st, &net, span, see_day, &n, &e));
	assert_string_equal(n.text,
	    "-8: 0 0 0\n-7: 0 0 0\n-6: 6 0 1\n-5: 0 0 0\n-4: 0 0 0\n-3: 0 0 0\n"
	    "-2: 0 0 0\n-1: 0 0 1 coarse\n0: 0 0 0\n");
}

static enum err
see_domain(void *ctx, const struct domain_row *d, struct error *e)
{
	int64_t pass = 0, fails = 0;

	(void)e;
	for (size_t i = 0; i < d->n_days; i++) {
		pass += d->days_pass[i];
		fails += d->days_fail[i];
	}
	assert_int_equal(pass, d->pass);
	assert_int_equal(pass + fails, d->messages);
	see(ctx, "%s %lld %lld/%lld p=%s pct=%d %d..%d\n", d->domain,
	    (long long)d->messages, (long long)d->reports,
	    (long long)d->reporters, or_dash(d->p), d->pct,
	    (int)(d->first_day - TODAY), (int)(d->last_day - TODAY));
	return OK;
}

#define ORG "example.org 157 14/2 p=quarantine pct=-1 -10..-1\n"
#define NET "example.net 6 1/1 p=reject pct=100 -6..-6\n"

static void
domains_are_listed(void **state)
{
	static const struct {
		const char *what, *words, *want;
	} cases[] = {
		{ "most messages first", "", ORG NET },
		{ "least first", "sort=messages", NET ORG },
		{ "by name", "sort=domain", NET ORG },
		{ "by name, turned round", "sort=-domain", ORG NET },
		{ "by failing messages", "sort=-fail", ORG NET },
		{ "one domain", "domain=example.net", NET },
		{ "a domain that nobody reports on", "domain=a.example", "" },
	};
	struct fixture *x = *state;
	struct span span = { TODAY - 34, TODAY };
	struct page page;
	struct error why;
	struct filter f;

	fill(x);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct seen s = { 0 };
		f = filter_of(cases[i].words);
		ok(store_domains(x->st, &f, span, see_domain, &s, &page, &e));
		if (strcmp(s.text, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].what, s.text);
		assert_int_equal(page.total, s.rows);
		assert_false(page.more);
	}
	f = filter_of("sort=colour");
	assert_int_equal(store_domains(x->st, &f, span, see_domain, NULL, &page,
	                     &why),
	    ERR_INPUT);
	assert_non_null(strstr(why.text, "by domain, messages, pass"));
	f = filter_of("sort=p");
	assert_int_equal(store_domains(x->st, &f, span, see_domain, NULL, &page,
	                     &why),
	    ERR_INPUT);
}

static void
a_silent_domain_is_still_listed(void **state)
{
	struct fixture *x = *state;
	struct span span = { TODAY - 2, TODAY };
	struct filter f = filter_of("sort=domain");
	struct seen s = { 0 };
	struct page page;

	fill(x);
	ok(store_domains(x->st, &f, span, see_domain, &s, &page, &e));
	assert_string_equal(s.text,
	    "example.net 0 0/0 p=reject pct=100 -6..-6\n"
	    "example.org 34 3/2 p=quarantine pct=-1 -10..-1\n");
}

static enum err
see_step(void *ctx, const struct domain_row *d, struct error *e)
{
	see(ctx, "%s %d %d\n", d->domain, (int)d->n_days, d->days_step);
	return see_domain(&(struct seen){ 0 }, d, e);
}

static void
a_long_span_is_summed_by_weeks(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("sort=domain");
	struct seen s = { 0 };
	struct page page;

	fill(x);
	ok(store_domains(x->st, &f, (struct span){ TODAY - 119, TODAY },
	    see_step, &s, &page, &e));
	ok(store_domains(x->st, &f, (struct span){ TODAY - 120, TODAY },
	    see_step, &s, &page, &e));
	assert_string_equal(s.text, "example.net 120 1\nexample.org 120 1\n"
	                            "example.net 18 7\nexample.org 18 7\n");
}

static enum err
see_policy(void *ctx, const struct policy_row *p, struct error *e)
{
	(void)e;
	see(ctx, "%d..%d p=%s sp=%s pct=%d %lld in %lld\n",
	    (int)(p->first_day - TODAY), (int)(p->last_day - TODAY),
	    or_dash(p->p), or_dash(p->sp), p->pct, (long long)p->messages,
	    (long long)p->reports);
	return OK;
}

static void
policies_are_runs_of_days(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("domain=example.org");
	struct seen s = { 0 };

	fill(x);
	ok(store_policies(x->st, &f, always, see_policy, &s, &e));
	assert_string_equal(s.text,
	    "-10..-6 p=none sp=- pct=-1 76 in 7\n"
	    "-5..-1 p=quarantine sp=- pct=-1 81 in 7\n");
}

static enum err
see_reporter(void *ctx, const struct reporter_row *r, struct error *e)
{
	(void)e;
	see(ctx, "%s (%s) %lld %lld in %lld, %d\n", r->reporter,
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
		struct seen s = { 0 };
		ok(store_reporters(x->st, &f, always, see_reporter, &s, &page,
		    &e));
		if (strcmp(s.text, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].what, s.text);
	}
	assert_true(page.more);
}

static enum err
see_source(void *ctx, const struct source_row *r, struct error *e)
{
	char ip[IP_TEXT_MAX];

	(void)e;
	see(ctx, "%s %lld %lld by %lld %d..%d\n",
	    r->source_ip.len > 0 ? ip_format(&r->source_ip, ip) : "-",
	    (long long)r->messages, (long long)r->pass, (long long)r->reporters,
	    (int)(r->first_day - TODAY), (int)(r->last_day - TODAY));
	return OK;
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
		struct seen s = { 0 };
		f.set |= FILTER_DOMAIN;
		strcpy(f.domain, "example.org");
		ok(store_span(x->st, &f, TODAY, &span, &e));
		ok(store_sources(x->st, &f, span, see_source, &s, &page, &e));
		if (strcmp(s.text, cases[i].want) != 0)
			fail_msg("%s: %s", cases[i].what, s.text);
	}
}

static enum err
see_report(void *ctx, const struct report_row *r, struct error *e)
{
	(void)e;
	see(ctx, "%lld ", (long long)r->id);
	return OK;
}

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
		struct seen whole = { 0 }, pages = { 0 };
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
		struct seen s = { 0 };
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
	struct seen s = { 0 };
	struct page page;

	fill(x);
	fake_save(x->st, &f);
	ok(store_reports(x->st, &filter, span, see_report, &s, &page, &e));
	assert_int_equal(s.rows, 1);
	assert_int_equal(page.total, 1);
}

static void
many_reporters_are_counted(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("domain=example.org");
	struct fake fake = { .id = "1",
		.domain = "example.org",
		.rows = "192.0.2.1 1 none pass fail" };
	struct seen s = { 0 };
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

static void
strange_cursors_are_refused(void **state)
{
	static const char *const cursors[] = { "x", "1", "1.", "1.2x", ".", "-",
		"99999999999999999999999.1.1" };
	struct fixture *x = *state;
	struct page page;
	struct error why;
	struct seen s;

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
	struct seen s = { 0 };

	fill(x);
	assert_int_equal(store_reports(x->st, &f, always, refuse, NULL, &page,
	                     &why),
	    ERR_LIMIT);
	assert_string_equal(why.text, "enough");
	ok(store_reports(x->st, &f, always, see_report, &s, &page, &e));
	assert_int_equal(s.rows, 15);
}

static enum err
to_json(void *ctx, const struct domain_row *d, struct error *e)
{
	(void)e;
	*(json_t **)ctx = domain_row_to_json(d);
	return OK;
}

static void
a_domain_as_json(void **state)
{
	struct fixture *x = *state;
	struct filter f = filter_of("domain=example.net");
	struct span span = { TODAY - 7, TODAY - 5 };
	json_t *got = NULL, *want;
	struct page page;

	fill(x);
	ok(store_domains(x->st, &f, span, to_json, &got, &page, &e));
	want = json_pack("{s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i,"
	                 "s:{s:s, s:n, s:n, s:i, s:n, s:n, s:n, s:n}, s:s, "
	                 "s:s, s:I,"
	                 "s:i, s:[i,i,i], s:[i,i,i]}",
	    "domain", "example.net", "messages", 6, "pass", 0, "fail_none", 6,
	    "fail_quarantine", 0, "fail_reject", 0, "fail_unknown", 0,
	    "reports", 1, "reporters", 1, "policy", "p", "reject", "sp", "np",
	    "pct", 100, "adkim", "aspf", "fo", "testing", "first_day",
	    "2026-11-15", "last_day", "2026-11-15", "last_report",
	    (json_int_t)(DAY0 - 4 * DAY_SECONDS - 1), "days_step", 1,
	    "days_pass", 0, 0, 0, "days_fail", 0, 6, 0);
	assert_non_null(want);
	if (!json_equal(got, want))
		fail_msg("%s", json_dumps(got, 0));
	json_decref(got);
	json_decref(want);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(spans_have_defaults),
		WITH_STORE(a_report_of_tomorrow_does_not_move_the_span),
		WITH_STORE(too_many_days_are_refused),
		WITH_STORE(totals_are_summed),
		WITH_STORE(every_day_has_a_row),
		WITH_STORE(domains_are_listed),
		WITH_STORE(a_silent_domain_is_still_listed),
		WITH_STORE(a_long_span_is_summed_by_weeks),
		WITH_STORE(policies_are_runs_of_days),
		WITH_STORE(reporters_are_listed),
		WITH_STORE(sources_are_summed),
		WITH_STORE(pages_hold_each_row_once),
		WITH_STORE(reports_are_filtered),
		WITH_STORE(a_long_report_is_listed_on_its_day),
		WITH_STORE(many_reporters_are_counted),
		WITH_STORE(strange_cursors_are_refused),
		WITH_STORE(a_callback_stops_its_list),
		WITH_STORE(a_domain_as_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
