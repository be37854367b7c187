/* ip.h: the forms that reporters write, and the canonical one. */
#include "tests/unit/core/check.h"

#include "core/core.h"

static void
addresses_are_read_and_written(void **state)
{
	(void)state;
	static const struct {
		const char *what, *text, *want; /* NULL: no address */
		int len;
	} cases[] = {
		{ "IPv4", "192.0.2.25", "192.0.2.25", 4 },
		{ "IPv4, zeros", "0.0.0.0", "0.0.0.0", 4 },
		{ "IPv4 in blanks", " \t192.0.2.25\r\n", "192.0.2.25", 4 },
		{ "IPv4 after a no-break space",
		    "\xc2\xa0"
		    "192.0.2.25",
		    "192.0.2.25", 4 },
		{ "IPv4 in brackets", "[192.0.2.25]", "192.0.2.25", 4 },
		{ "IPv6", "2001:db8::25", "2001:db8::25", 16 },
		{ "all eight groups", "2001:0DB8:0:0:0:0:0:001A",
		    "2001:db8::1a", 16 },
		{ "the longer row of zeros", "2001:0:0:1:0:0:0:1",
		    "2001:0:0:1::1", 16 },
		{ "the first of two equal rows", "2001:db8:0:0:1:0:0:1",
		    "2001:db8::1:0:0:1", 16 },
		{ "a single zero is written", "2001:db8:0:1:1:1:1:1",
		    "2001:db8:0:1:1:1:1:1", 16 },
		{ "the longest", "1111:2222:3333:4444:5555:6666:7777:8888",
		    "1111:2222:3333:4444:5555:6666:7777:8888", 16 },
		{ "brackets", "[2001:db8::1]", "2001:db8::1", 16 },
		{ "a zone", "fe80::1%eth0", "fe80::1", 16 },
		{ "brackets and zone", "[fe80::1%25eth0]", "fe80::1", 16 },
		{ "unspecified", "::", "::", 16 },
		{ "mapped", "::ffff:192.0.2.1", "192.0.2.1", 4 },
		{ "mapped, in groups", "::FFFF:C000:0201", "192.0.2.1", 4 },
		{ "mapped, in full", "0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1",
		    4 },
		{ "mapped, the longest text",
		    "0000:0000:0000:0000:0000:ffff:192.168.100.200",
		    "192.168.100.200", 4 },
		{ "not mapped", "::fffe:192.0.2.1", "::fffe:c000:201", 16 },
		{ "too large a number", "999.1.1.1", NULL, 0 },
		{ "three numbers", "192.0.2", NULL, 0 },
		{ "five numbers", "192.0.2.1.1", NULL, 0 },
		{ "leading zeros may be octal", "192.0.02.010", NULL, 0 },
		{ "a port", "192.0.2.1:25", NULL, 0 },
		{ "a prefix", "192.0.2.0/24", NULL, 0 },
		{ "half a bracket", "[2001:db8::1", NULL, 0 },
		{ "two compressions", "2001::db8::1", NULL, 0 },
		{ "nine groups", "1:2:3:4:5:6:7:8:9", NULL, 0 },
		{ "a name", "mail.example.com", NULL, 0 },
		{ "one number", "3221225985", NULL, 0 },
		{ "a zone alone", "%eth0", NULL, 0 },
		{ "brackets alone", "[]", NULL, 0 },
		{ "blanks", "  ", NULL, 0 },
		{ "nothing", "", NULL, 0 },
		{ "missing", NULL, NULL, 0 },
		{ "very long",
		    "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000",
		    NULL, 0 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct ip ip;
		memset(&ip, 0xee, sizeof(ip));
		bool good = ip_parse(cases[i].text, &ip);
		check_int(cases[i].what, good, cases[i].want != NULL);
		check_int(cases[i].what, ip.len, cases[i].len);
		for (size_t j = ip.len; j < sizeof(ip.bytes); j++)
			check_int(cases[i].what, ip.bytes[j], 0);

		char text[IP_TEXT_MAX];
		check_text(cases[i].what, ip_format(&ip, text),
		    good ? cases[i].want : "");
		struct ip again;
		check_int(cases[i].what, ip_parse(text, &again), good);
		assert_memory_equal(&again, &ip, sizeof(ip));
	}
}

static void
addresses_have_an_order(void **state)
{
	(void)state;
	static const char *const ordered[] = { "", "0.0.0.0", "9.255.0.0",
		"10.0.0.0", "192.0.2.1", "255.255.255.255", "::", "::1",
		"2001:db8::1", "2001:db8::2", "ff02::1" };
	for (size_t i = 0; i < COUNT(ordered); i++) {
		for (size_t j = 0; j < COUNT(ordered); j++) {
			struct ip a, b;
			check_int("a", ip_parse(ordered[i], &a), i > 0);
			check_int("b", ip_parse(ordered[j], &b), j > 0);
			int got = ip_compare(&a, &b);
			check_int(ordered[i], (got > 0) - (got < 0),
			    (i > j) - (i < j));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_read_and_written),
		cmocka_unit_test(addresses_have_an_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
