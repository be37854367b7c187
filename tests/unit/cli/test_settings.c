/* The settings' file, line by line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/settings.h"

/* Everything that is not a default, "name=value; ". */
static void
write_all(const struct settings *s, struct buf *out)
{
	for (int i = 0; i < SETTING_COUNT; i++) {
		struct setting_row row;
		struct buf value;

		buf_init(&value, MIB);
		row = settings_row(s, (enum setting_id)i, &value);
		if (strcmp(row.from, "default") != 0)
			buf_printf(out, "%s=%s; ", row.name, row.value);
		buf_free(&value);
	}
}

static const struct {
	const char *what, *text, *want; /* want: values, or the error */
} files[] = {
	{ "nothing", "", "" },
	{ "a comment and blank lines", "# x\n\n  \t\n\t# y\r\n", "" },
	{ "a value", "listen = [::1]:80\n", "listen=[::1]:80; " },
	{ "no newline at the end", "listen=x", "listen=x; " },
	{ "CR LF, blanks all over", " \tlisten \t=\t a b \t\r\n",
	    "listen=a b; " },
	{ "a comment behind a value", "listen = x # y\n", "listen=x; " },
	{ "a # inside a word", "listen = x#y\n", "listen=x#y; " },
	{ "a = in a value", "db = /a=b\n", "db=/a=b; " },
	{ "a path", "db = /a b/c.db\n", "db=/a b/c.db; " },
	{ "no value", "\nlisten =\n", "f:2: listen takes a value, not \"\"" },
	{ "a path from nowhere", "db = x.db",
	    "f:1: db takes a path that begins with /, not \"x.db\"" },
	{ "no name", "= x", "f:1: a line is `name = value`, not \"= x\"" },
	{ "twice", "listen = a\nlisten = b\n",
	    "f:2: listen is set twice, first in f:1" },
	{ "a list in one line", "authserv-id = a, b,c d",
	    "authserv-id=a b c d; " },
	{ "a list in several", "authserv-id = a\n\nauthserv_id = b\n",
	    "authserv-id=a b; " },
	{ "a list of nothing", "authserv-id = ,",
	    "f:1: authserv-id takes names of mail servers, not \",\"" },
	{ "a name that could not stand there", "authserv-id = a;b",
	    "f:1: authserv-id takes names of mail servers, not \"a;b\"" },
	{ "domains are normalised",
	    "own-domains = Example.ORG. m\xc3\xbcller."
	    "example",
	    "own-domains=example.org xn--mller-kva.example; " },
	{ "no domain", "own-domains = a..b",
	    "f:1: own-domains takes domain names, not \"a..b\"" },
	{ "a choice", "trust-unverified = no", "trust-unverified=no; " },
	{ "a pair",
	    "trusted-reporter = A.example b.example\n"
	    "trusted-reporter = c.example,d.example\n",
	    "trusted-reporter=a.example b.example, c.example d.example; " },
	{ "a pair of one", "trusted-reporter = a.example",
	    "f:1: trusted-reporter takes two domain names, of a report's email "
	    "and of its mail's From, not \"a.example\"" },
	{ "how mails are acknowledged", "acknowledge = file",
	    "acknowledge=file; " },
	{ "no such way", "acknowledge = delete",
	    "f:1: acknowledge takes leave, seen or file, not \"delete\"" },
	{ "a switch", "subfolders = yes", "subfolders=yes; " },
	{ "a switch that is off", "subfolders = no", "subfolders=no; " },
	{ "half a switch", "subfolders = on",
	    "f:1: subfolders takes yes or no, not \"on\"" },
	{ "seconds", "interval = 86400\nmail-seconds = 1\n",
	    "interval=86400; mail-seconds=1; " },
	{ "no seconds", "interval = 0",
	    "f:1: interval takes seconds from 1 to 86400, not \"0\"" },
	{ "more than a day", "mail-seconds = 86401",
	    "f:1: mail-seconds takes seconds from 1 to 86400, not "
	    "\"86401\"" },
	{ "limits", "mail_bytes = 1m\nmime-parts = 7\nxml_depth=1024\n",
	    "mail_bytes=1M; mime_parts=7; xml_depth=1K; " },
	{ "the largest", "mail_bytes = 1G", "mail_bytes=1G; " },
#define NUMBER \
	"takes a number from 1 to 1G (K, M and G behind it are 1024, " \
	"1024^2 and 1024^3), not "
	{ "too large", "mail_bytes = 1025M",
	    "f:1: mail_bytes " NUMBER "\"1025M\"" },
	{ "negative", "records = -1", "f:1: records " NUMBER "\"-1\"" },
	{ "a unit alone", "records = K", "f:1: records " NUMBER "\"K\"" },
	{ "a fraction", "records = 1.0", "f:1: records " NUMBER "\"1.0\"" },
	{ "a large number", "records = 99999999999999999999",
	    "f:1: records " NUMBER "\"99999999999999999999\"" },
};

static void
files_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct settings s;
		struct error e;
		struct buf out;

		print_message("%s\n", files[i].what);
		settings_init(&s);
		buf_init(&out, MIB);
		buf_addstr(&out, "");
		if (settings_read(&s, "f", files[i].text, strlen(files[i].text),
		        &e) == OK)
			write_all(&s, &out);
		else
			buf_addstr(&out, e.text);
		assert_string_equal(out.data != NULL ? out.data : "",
		    files[i].want);
		buf_free(&out);
		settings_free(&s);
	}
}

static void
a_nul_is_no_text(void **state)
{
	struct settings s;
	struct error e;

	(void)state;
	settings_init(&s);
	assert_int_equal(settings_read(&s, "f", "listen = a\0b\n", 13, &e),
	    ERR_INPUT);
	assert_string_equal(e.text, "f:1: a NUL in the line");
	settings_free(&s);
}

static void
defaults_are_those_of_the_limits(void **state)
{
	const struct limits limits = limits_default();
	struct settings s;

	(void)state;
	settings_init(&s);
	assert_memory_equal(&s.limits, &limits, sizeof(limits));
	assert_int_equal(s.rules.records, limits.records);
	assert_string_equal(s.listen, "127.0.0.1:8080");
	assert_null(s.db);
	settings_free(&s);
}

static void
what_counts(void **state)
{
	static const struct {
		const char *text;
		unsigned want;
	} cases[] = {
		{ "", TRUST_DEFAULT },
		{ "authserv-id = a", TRUST_VERIFIED },
		{ "authserv-id = a\ntrust-unverified = yes", TRUST_DEFAULT },
		{ "trust-unverified = no", TRUST_VERIFIED },
		{ "trust-unverified = auto", TRUST_DEFAULT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct settings s;
		struct error e;

		print_message("%s\n", cases[i].text);
		settings_init(&s);
		assert_int_equal(settings_read(&s, "f", cases[i].text,
		                     strlen(cases[i].text), &e),
		    OK);
		assert_int_equal(settings_trust(&s), cases[i].want);
		settings_free(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_read),
		cmocka_unit_test(a_nul_is_no_text),
		cmocka_unit_test(defaults_are_those_of_the_limits),
		cmocka_unit_test(what_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
