/* filter.h: each word, what it takes, and the sentences for the rest. */
#include "tests/unit/core/check.h"

#include "core/core.h"

#define ALL ((1U << FILTER_COUNT) - 1)
#define A50 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define A250 A50 A50 A50 A50 A50

static void
a_new_filter_asks_for_everything(void **state)
{
	(void)state;
	struct filter f;
	memset(&f, 0xee, sizeof(f));
	filter_init(&f);
	check_int("set", f.set, 0);
	check_int("limit", f.limit, FILTER_LIMIT_DEFAULT);
	check_text("domain", f.domain, "");
}

static void
each_word_sets_its_member(void **state)
{
	(void)state;
	struct filter f;
	struct error e = { 0 };
	filter_init(&f);
	static const char *const given[][2] = {
		{ "domain", "Example.COM." },
		{ "from", "2026-11-01" },
		{ "to", "2026-11-20" },
		{ "reporter", " Ex\xc3\xa4mple " },
		{ "source_ip", "[2001:DB8::1]" },
		{ "disposition", "quarantine" },
		{ "dmarc", "fail" },
		{ "dkim", "pass" },
		{ "spf", "fail" },
		{ "limit", "1000" },
		{ "cursor", "AbC-_=" },
		{ "sort", "-messages" },
		{ "outcome", "failure-report" },
		{ "sender", "net:192.0.2.0/24" },
		{ "whose", "forged" },
	};
	unsigned want = 0;
	for (size_t i = 0; i < COUNT(given); i++) {
		check_int(given[i][0],
		    filter_set(&f, ALL, given[i][0], given[i][1], &e), OK);
		want |= 1U << i;
		check_int(given[i][0], f.set, want);
	}
	check_int("all words were tried", COUNT(given), FILTER_COUNT);
	check_text("domain", f.domain, "example.com");
	check_int("from", f.from, 20758);
	check_int("to", f.to, 20777);
	check_text("reporter", f.reporter, "Ex\xc3\xa4mple");
	char ip[IP_TEXT_MAX];
	check_text("source_ip", ip_format(&f.source_ip, ip), "2001:db8::1");
	check_int("disposition", f.disposition, DISPOSITION_QUARANTINE);
	check_int("dmarc", f.dmarc, ALIGNED_FAIL);
	check_int("dkim", f.dkim, ALIGNED_PASS);
	check_int("spf", f.spf, ALIGNED_FAIL);
	check_int("limit", f.limit, 1000);
	check_text("cursor", f.cursor, "AbC-_=");
	check_text("sort", f.sort, "messages");
	assert_true(f.descending);
	check_int("outcome", f.outcome, OUTCOME_FAILURE_REPORT);
	check_text("sender", f.sender, "net:192.0.2.0/24");
	check_int("whose", f.whose, WHOSE_FORGED);

	check_int("again", filter_set(&f, ALL, "sort", "day", &e), OK);
	check_text("sort", f.sort, "day");
	assert_false(f.descending);
	check_int("all", filter_set(&f, ALL, "outcome", "all", &e), OK);
	check_int("outcome", f.outcome, WORD_UNSET);
}

static void
what_is_refused_is_explained(void **state)
{
	(void)state;
	static const unsigned some =
	    FILTER_DOMAIN | FILTER_FROM | FILTER_TO | FILTER_LIMIT;
	static const struct {
		const char *what;
		unsigned allowed;
		const char *word, *value, *want;
	} cases[] = {
		{ "an unknown word", some, "foo", "x",
		    "unknown word \"foo\"; this list takes domain, from, to, "
		    "limit" },
		{ "words are lower case", FILTER_DOMAIN, "Domain", "x",
		    "unknown word \"Domain\"; this list takes domain" },
		{ "not here", some, "sort", "x",
		    "this list does not take \"sort\"; it takes domain, from, "
		    "to, limit" },
		{ "nothing is taken", 0, "sort", "x",
		    "this list does not take \"sort\"; it takes no filter" },
		{ "a hostile word", FILTER_DOMAIN, "a\x1b[31m\xff", "x",
		    "unknown word \"a?[31m?\"; this list takes domain" },
		{ "a long word", FILTER_DOMAIN, A50 A50, "x",
		    "unknown word \"" A50 "aaaaaaaaaa...\"; this list takes "
		    "domain" },
		{ "no result", ALL, "dmarc", "maybe",
		    "dmarc takes pass or fail, not \"maybe\"" },
		{ "a word of another list", ALL, "dkim", "none",
		    "dkim takes pass or fail (aligned), not \"none\"" },
		{ "unknown is no word", ALL, "spf", "unknown",
		    "spf takes pass or fail (aligned), not \"unknown\"" },
		{ "no disposition", ALL, "disposition", "",
		    "disposition takes none, quarantine, reject or pass, not "
		    "\"\"" },
		{ "no domain", ALL, "domain", "exa mple.com",
		    "domain takes a policy domain, not \"exa mple.com\"" },
		{ "no day", ALL, "from", "2026-02-30",
		    "from takes the first day, YYYY-MM-DD (UTC), not "
		    "\"2026-02-30\"" },
		{ "no day either", ALL, "to", "today",
		    "to takes the last day, YYYY-MM-DD (UTC), not \"today\"" },
		{ "no address", ALL, "source_ip", "192.0.2.0/24",
		    "source_ip takes an IPv4 or IPv6 address, not "
		    "\"192.0.2.0/24\"" },
		{ "limit 0", ALL, "limit", "0",
		    "limit takes 1 to 1000, rows at the most, not \"0\"" },
		{ "limit 1001", ALL, "limit", "1001",
		    "limit takes 1 to 1000, rows at the most, not \"1001\"" },
		{ "a negative limit", ALL, "limit", "-1",
		    "limit takes 1 to 1000, rows at the most, not \"-1\"" },
		{ "no limit", ALL, "limit", NULL,
		    "limit takes 1 to 1000, rows at the most, not \"\"" },
		{ "an empty reporter", ALL, "reporter", " ",
		    "reporter takes a reporter, as listed, not \" \"" },
		{ "a reporter that is no UTF-8", ALL, "reporter", "a\xff",
		    "reporter takes a reporter, as listed, not \"a?\"" },
		{ "a reporter with a line end", ALL, "reporter", "a\nb",
		    "reporter takes a reporter, as listed, not \"a?b\"" },
		{ "a cursor that is too long", ALL, "cursor", A250 "aaaaaa",
		    "cursor takes where to go on: `next` of the last answer, "
		    "not \"" A50 "aaaaaaaaaa...\"" },
		{ "a cut between characters", ALL, "dmarc",
		    A50 "aaaaaaaaa\xc3\xa9x",
		    "dmarc takes pass or fail, not \"" A50 "aaaaaaaaa...\"" },
		{ "a minus alone", ALL, "sort", "-",
		    "sort takes a column's key, - before it to turn round, "
		    "not \"-\"" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct filter f, before;
		struct error e = { 0 };
		filter_init(&f);
		before = f;
		check_int(cases[i].what,
		    filter_set(&f, cases[i].allowed, cases[i].word,
		        cases[i].value, &e),
		    ERR_INPUT);
		check_text(cases[i].what, e.text, cases[i].want);
		assert_memory_equal(&f, &before, sizeof(f));
	}
}

static void
all_words_fit_in_the_sentence(void **state)
{
	(void)state;
	struct filter f;
	struct error e = { 0 };
	filter_init(&f);
	check_int("code", filter_set(&f, ALL, A250, "", &e), ERR_INPUT);
	check_text("text", strstr(e.text, "; "),
	    "; this list takes domain, from, to, reporter, source_ip, "
	    "disposition, dmarc, dkim, spf, limit, cursor, sort, outcome, "
	    "sender, whose");
}

static void
the_longest_text_fits(void **state)
{
	(void)state;
	struct filter f;
	filter_init(&f);
	check_int("255 bytes",
	    filter_set(&f, ALL, "cursor", A250 "aaaaa", NULL), OK);
	check_int("length", strlen(f.cursor), FILTER_TEXT_MAX - 1);
	check_int("256 bytes",
	    filter_set(&f, ALL, "cursor", A250 "aaaaaa", NULL), ERR_INPUT);
}

static void
days_in_order_in_any_order(void **state)
{
	(void)state;
	struct filter f;
	struct error e = { 0 };
	filter_init(&f);
	check_int("to", filter_set(&f, ALL, "to", "2026-11-10", &e), OK);
	check_int("after", filter_set(&f, ALL, "from", "2026-11-11", &e),
	    ERR_INPUT);
	check_text("text", e.text,
	    "to (2026-11-10) is before from (2026-11-11)");
	check_int("nothing was set", f.set, FILTER_TO);
	check_int("the same day", filter_set(&f, ALL, "from", "2026-11-10", &e),
	    OK);
	check_int("before", filter_set(&f, ALL, "to", "2026-11-09", &e),
	    ERR_INPUT);
	check_int("to stays", f.to, f.from);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_filter_asks_for_everything),
		cmocka_unit_test(each_word_sets_its_member),
		cmocka_unit_test(what_is_refused_is_explained),
		cmocka_unit_test(all_words_fit_in_the_sentence),
		cmocka_unit_test(the_longest_text_fits),
		cmocka_unit_test(days_in_order_in_any_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
