/* domain.h: names made comparable, and who owns them. */
#include "tests/unit/core/check.h"

#include <stdio.h>

#include "core/core.h"

#define L10 "abcdefghij"
#define L63 L10 L10 L10 L10 L10 L10 "abc"

static void
names_are_normalised(void **state)
{
	(void)state;
	static const struct {
		const char *what, *text, *want; /* NULL: no host name */
	} cases[] = {
		{ "plain", "example.com", "example.com" },
		{ "upper case", "Mail.EXAMPLE.Com", "mail.example.com" },
		{ "a trailing dot", "example.com.", "example.com" },
		{ "two trailing dots", "example.com..", NULL },
		{ "blanks", " \texample.com\r\n", "example.com" },
		{ "an address", "user@example.com", "example.com" },
		{ "the last @ counts", "a@b@example.com", "example.com" },
		{ "angle brackets", "<user@example.com>", "example.com" },
		{ "a name before", "U Ser <user@example.com>", "example.com" },
		{ "brackets round a name", "<example.com>", "example.com" },
		{ "blank after the @", "user@ example.com", "example.com" },
		{ "dot and bracket", "<user@example.com.>", "example.com" },
		{ "underscore", "_dmarc.example.com", "_dmarc.example.com" },
		{ "a hyphen anywhere", "-a-.example.com", "-a-.example.com" },
		{ "a single label", "localhost", "localhost" },
		{ "digits", "192.0.2.1", "192.0.2.1" },
		{ "U-label", "m\xc3\xbcller.example", "xn--mller-kva.example" },
		{ "U-label in upper case", "M\xc3\x9cLLER.Example",
		    "xn--mller-kva.example" },
		{ "U-label, decomposed", "mu\xcc\x88ller.example",
		    "xn--mller-kva.example" },
		{ "sharp s is itself (IDNA 2008)",
		    "stra\xc3\x9f"
		    "e.example",
		    "xn--strae-oqa.example" },
		{ "U-label with underscore", "_dmarc.m\xc3\xbcller.example",
		    "_dmarc.xn--mller-kva.example" },
		{ "U-label with dot", "m\xc3\xbcller.example.",
		    "xn--mller-kva.example" },
		{ "U-label in an address", "<x@m\xc3\xbcller.example>",
		    "xn--mller-kva.example" },
		{ "A-label", "XN--Mller-KVA.example", "xn--mller-kva.example" },
		{ "Chinese", "\xe4\xbe\x8b\xe5\xad\x90.example",
		    "xn--fsqu00a.example" },
		{ "invalid UTF-8", "m\xfcller.example", NULL },
		{ "a character that IDNA forbids", "a\xe2\x98\x83\xff.example",
		    NULL },
		{ "a control character", "exa\x01mple.com", NULL },
		{ "a blank inside", "exa mple.com", NULL },
		{ "a slash", "example.com/", NULL },
		{ "a colon", "2001:db8::1", NULL },
		{ "empty label", "example..com", NULL },
		{ "leading dot", ".example.com", NULL },
		{ "a dot", ".", NULL },
		{ "an @", "@", NULL },
		{ "brackets alone", "<>", NULL },
		{ "one bracket", "<", NULL },
		{ "blanks alone", "  ", NULL },
		{ "nothing", "", NULL },
		{ "missing", NULL, NULL },
		{ "63 bytes in a label", L63 ".example", L63 ".example" },
		{ "64 bytes in a label", L63 "x.example", NULL },
		{ "253 bytes",
		    L63 "." L63 "." L63 "." L10 L10 L10 L10 L10 L10 "a",
		    L63 "." L63 "." L63 "." L10 L10 L10 L10 L10 L10 "a" },
		{ "253 bytes and a dot",
		    L63 "." L63 "." L63 "." L10 L10 L10 L10 L10 L10 "a.",
		    L63 "." L63 "." L63 "." L10 L10 L10 L10 L10 L10 "a" },
		{ "254 bytes",
		    L63 "." L63 "." L63 "." L10 L10 L10 L10 L10 L10 "ab",
		    NULL },
		{ "an A-label that is too long", "\xc3\xbc" L63 ".example",
		    NULL },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		char out[DOMAIN_MAX + 1];
		memset(out, '#', sizeof(out));
		bool good = domain_normalize(cases[i].text, out);
		check_int(cases[i].what, good, cases[i].want != NULL);
		check_text(cases[i].what, out, good ? cases[i].want : "");
		if (!good)
			continue;
		char again[DOMAIN_MAX + 1];
		assert_true(domain_normalize(out, again));
		check_text(cases[i].what, again, out);
	}
}

static void
a_very_long_name_is_none(void **state)
{
	(void)state;
	static char name[100001];
	char out[DOMAIN_MAX + 1];
	memset(name, 'a', sizeof(name) - 1);
	assert_false(domain_normalize(name, out));
	memset(name, '\xc3', sizeof(name) - 1);
	assert_false(domain_normalize(name, out));
	for (size_t i = 1; i < sizeof(name) - 1; i += 2)
		name[i] = '\xbc';
	assert_false(domain_normalize(name, out));
}

static void
each_name_has_an_owner(void **state)
{
	(void)state;
	static const struct {
		const char *domain, *org, *icann;
	} cases[] = {
		{ "example.com", "example.com", "example.com" },
		{ "a.b.example.com", "example.com", "example.com" },
		{ "a.example.co.uk", "example.co.uk", "example.co.uk" },
		{ "co.uk", "co.uk", "co.uk" },
		{ "com", "com", "com" },
		{ "localhost", "localhost", "localhost" },
		{ "mail.example.unlisted", "example.unlisted",
		    "example.unlisted" },
		{ "example.unlisted", "example.unlisted", "example.unlisted" },
		{ "x.app.appspot.com", "app.appspot.com", "appspot.com" },
		{ "appspot.com", "appspot.com", "appspot.com" },
		{ "x.user.github.io", "user.github.io", "github.io" },
		{ "a.b.c.ck", "b.c.ck", "b.c.ck" },
		{ "x.www.ck", "www.ck", "www.ck" },
		{ "c.ck", "c.ck", "c.ck" },
		{ "_dmarc.example.com", "example.com", "example.com" },
		{ "a.xn--mller-kva.de", "xn--mller-kva.de",
		    "xn--mller-kva.de" },
		{ "a.example.xn--fiqs8s", "example.xn--fiqs8s",
		    "example.xn--fiqs8s" },
		{ "192.0.2.1", "192.0.2.1", "192.0.2.1" },
		{ "2001:db8::1", "2001:db8::1", "2001:db8::1" },
		{ "", "", "" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *domain = cases[i].domain;
		const char *org = domain_org(domain);
		check_text(domain, org, cases[i].org);
		assert_true(org == domain + strlen(domain) - strlen(org));
		org = domain_org_icann(domain);
		check_text(domain, org, cases[i].icann);
		assert_true(org == domain + strlen(domain) - strlen(org));
	}
}

static void
a_name_lies_under_another(void **state)
{
	(void)state;
	static const struct {
		const char *name, *parent;
		bool want;
	} cases[] = {
		{ "example.com", "example.com", true },
		{ "a.example.com", "example.com", true },
		{ "a.b.example.com", "example.com", true },
		{ "notexample.com", "example.com", false },
		{ "example.com", "a.example.com", false },
		{ "example.org", "example.com", false },
		{ "example.com", "", false },
		{ "", "", false },
		{ NULL, "example.com", false },
		{ "example.com", NULL, false },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check_int(cases[i].name ? cases[i].name : "missing",
		    domain_is_under(cases[i].name, cases[i].parent),
		    cases[i].want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_normalised),
		cmocka_unit_test(a_very_long_name_is_none),
		cmocka_unit_test(each_name_has_an_owner),
		cmocka_unit_test(a_name_lies_under_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
