/* listen.h: the address, and whose requests we answer. */
#include "tests/unit/core/check.h"

#include <unistd.h>

#include "web/listen.h"

static void
addresses_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *what, *text, *url; /* NULL: refused */
		const char *says;              /* part of the sentence */
	} cases[] = {
		{ "IPv4", "127.0.0.1:8080", "http://127.0.0.1:8080/", NULL },
		{ "IPv6", "[::1]:8080", "http://[::1]:8080/", NULL },
		{ "IPv6, written long", "[0:0:0:0:0:0:0:1]:80",
		    "http://[::1]:80/", NULL },
		{ "localhost is 127.0.0.1", "localhost:1",
		    "http://127.0.0.1:1/", NULL },
		{ "all of 127/8 is loopback", "127.8.9.1:65535",
		    "http://127.8.9.1:65535/", NULL },
		{ "any free port", "127.0.0.1:0", "http://127.0.0.1:0/", NULL },
		{ "every address", "0.0.0.0:80", NULL, "reverse proxy" },
		{ "every address, IPv6", "[::]:80", NULL, "accounts" },
		{ "another machine's view", "192.0.2.1:80", NULL, "loopback" },
		{ "IPv4 in IPv6", "[::ffff:127.0.0.1]:80", NULL, "loopback" },
		{ "no port", "127.0.0.1", NULL, "--listen" },
		{ "an empty port", "127.0.0.1:", NULL, "--listen" },
		{ "a port too high", "127.0.0.1:65536", NULL, "--listen" },
		{ "a port with a sign", "127.0.0.1:+80", NULL, "--listen" },
		{ "a port in letters", "127.0.0.1:http", NULL, "--listen" },
		{ "a long port", "127.0.0.1:000000080", NULL, "--listen" },
		{ "no address", ":8080", NULL, "--listen" },
		{ "a name", "example.com:80", NULL, "--listen" },
		{ "IPv6 without brackets", "::1:80", NULL, "--listen" },
		{ "half a bracket", "[::1:80", NULL, "--listen" },
		{ "brackets alone", "[]:80", NULL, "--listen" },
		{ "nothing", "", NULL, "\"\" as" },
		{ "the whole of it is named", "[::1]:99999", NULL,
		    "\"[::1]:99999\" as" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct listen_address a;
		struct error e = { 0 };
		char url[LISTEN_URL_MAX];
		enum err err = listen_parse(cases[i].text, &a, &e);
		check_int(cases[i].what, err, cases[i].url ? OK : ERR_INPUT);
		if (err == OK)
			check_text(cases[i].what, listen_url(&a, url),
			    cases[i].url);
		else if (!strstr(e.text, cases[i].says))
			check_text(cases[i].what, e.text, cases[i].says);
	}
}

static void
only_our_names_are_answered(void **state)
{
	(void)state;
	static const struct {
		const char *what, *listen, *host;
		bool want;
	} cases[] = {
		{ "the address", "127.0.0.1:8080", "127.0.0.1:8080", true },
		{ "localhost", "127.0.0.1:8080", "localhost:8080", true },
		{ "in capitals", "127.0.0.1:8080", "LocalHost:8080", true },
		{ "IPv6", "127.0.0.1:8080", "[::1]:8080", true },
		{ "another loopback address that we have", "127.0.0.9:8080",
		    "127.0.0.9:8080", true },
		{ "port 80 may be left out", "127.0.0.1:80", "localhost",
		    true },
		{ "but need not", "127.0.0.1:80", "localhost:80", true },
		{ "no port", "127.0.0.1:8080", "localhost", false },
		{ "another port", "127.0.0.1:8080", "localhost:80", false },
		{ "an empty port", "127.0.0.1:80", "localhost:", false },
		{ "a foreign name", "127.0.0.1:8080", "evil.example:8080",
		    false },
		{ "one that begins like ours", "127.0.0.1:8080",
		    "localhost.evil.example:8080", false },
		{ "one that ends like ours", "127.0.0.1:8080",
		    "x.localhost:8080", false },
		{ "a loopback address that we have not", "127.0.0.1:8080",
		    "127.0.0.9:8080", false },
		{ "a user", "127.0.0.1:8080", "a@localhost:8080", false },
		{ "a path", "127.0.0.1:8080", "localhost:8080/", false },
		{ "blanks", "127.0.0.1:8080", " localhost:8080", false },
		{ "nothing", "127.0.0.1:80", "", false },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct listen_address a;
		struct error e;
		assert_int_equal(listen_parse(cases[i].listen, &a, &e), OK);
		check_int(cases[i].what, listen_is_host(&a, cases[i].host),
		    cases[i].want);
	}
}

static void
an_address_in_use_says_what_to_do(void **state)
{
	(void)state;
	struct listen_address a, b;
	struct error e = { 0 };
	char text[64];
	int first, second;

	assert_int_equal(listen_parse("127.0.0.1:0", &a, &e), OK);
	assert_int_equal(listen_open(&a, &first, &e), OK);
	assert_int_not_equal(a.port, 0);
	snprintf(text, sizeof(text), "127.0.0.1:%u", a.port);
	assert_int_equal(listen_parse(text, &b, &e), OK);
	assert_int_equal(listen_open(&b, &second, &e), ERR_AGAIN);
	assert_non_null(strstr(e.text, text));
	assert_non_null(strstr(e.text, "in use"));
	assert_non_null(strstr(e.text, "--listen"));
	close(first);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_read),
		cmocka_unit_test(only_our_names_are_answered),
		cmocka_unit_test(an_address_in_use_says_what_to_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
