/* What bytes are, by the bytes alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/sniff.h"

#define B(s) s, sizeof(s) - 1

static const struct {
	const char *sentence;
	const char *p;
	size_t n;
	enum sniff want;
} packed[] = {
	{ "gzip", B("\x1f\x8b\x08"), SNIFF_GZIP },
	{ "zip", B("PK\3\4abc"), SNIFF_ZIP },
	{ "an empty zip", B("PK\5\6"), SNIFF_ZIP },
	{ "zlib, default level", B("\x78\x9c\xcb\x48\xcd\xc9\xc9\x07"),
	    SNIFF_ZLIB },
	{ "a text that begins like zlib is none", B("x^2 + y^2 = z^2"),
	    SNIFF_OTHER },
	{ "xz",
	    B("\xfd"
	      "7zXZ\0"),
	    SNIFF_XZ },
	{ "zstd", B("\x28\xb5\x2f\xfd"), SNIFF_ZSTD },
	{ "bzip2", B("BZh9"), SNIFF_BZIP2 },
	{ "7z", B("7z\xbc\xaf\x27\x1c"), SNIFF_7Z },
	{ "rar", B("Rar!\x1a\x07"), SNIFF_RAR },
	{ "winmail.dat is no zlib", B("\x78\x9f\x3e\x22\1\2\3\4"), SNIFF_TNEF },
	{ "S/MIME",
	    B("\x30\x82\x01\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
	      "\x03"),
	    SNIFF_PKCS7 },
	{ "one byte of gzip is not enough", B("\x1f"), SNIFF_OTHER },
	{ "nothing", B(""), SNIFF_OTHER },
	{ "XML is not packed", B("<feedback>"), SNIFF_OTHER },
};

static const struct {
	const char *sentence;
	const char *p;
	size_t n;
	enum sniff want;
} documents[] = {
	{ "the root element decides", B("<feedback><a/>"), SNIFF_AGGREGATE },
	{ "in any case of letters", B("<?xml version='1.0'?><FeedBack>"),
	    SNIFF_AGGREGATE },
	{ "with a prefix", B("<ns1:feedback xmlns:ns1='x'>"), SNIFF_AGGREGATE },
	{ "after comments that hold tags", B("<!-- <html> --><feedback>"),
	    SNIFF_AGGREGATE },
	{ "after a DOCTYPE with declarations",
	    B("<!DOCTYPE feedback [<!ENTITY a 'b'>]><feedback>"),
	    SNIFF_AGGREGATE },
	{ "after a byte order mark", B("\xef\xbb\xbf<feedback>"),
	    SNIFF_AGGREGATE },
	{ "after blank lines", B("\n\n <?xml version='1.0'?>\n<feedback>"),
	    SNIFF_AGGREGATE },
	{ "after a little junk before the declaration",
	    B("junk<?xml version='1.0'?><feedback>"), SNIFF_AGGREGATE },
	{ "UTF-16, little endian", B("\xff\xfe<\0f\0e\0e\0d\0b\0a\0c\0k\0>\0"),
	    SNIFF_AGGREGATE },
	{ "UTF-16, big endian, no mark", B("\0<\0f\0e\0e\0d\0b\0a\0c\0k\0>"),
	    SNIFF_AGGREGATE },
	{ "HTML is other XML", B("<div>Report</div>"), SNIFF_XML },
	{ "a longer name is another one", B("<feedbacks>"), SNIFF_XML },
	{ "a report behind an unclosed element is a broken report",
	    B("<xs:schema a='b'>\n<feedback><x/></feedback>"),
	    SNIFF_AGGREGATE },
	{ "TLS report", B("{\"organization-name\":\"a\"}"), SNIFF_TLSRPT },
	{ "TLS report in an array", B(" [{\"report-id\":\"a\"}]"),
	    SNIFF_TLSRPT },
	{ "other JSON", B("{\"a\":1}"), SNIFF_OTHER },
	{ "Yahoo's literal word", B("unused"), SNIFF_OTHER },
	{ "nothing", B(""), SNIFF_EMPTY },
	{ "blanks", B(" \r\n\t "), SNIFF_EMPTY },
	{ "a notice of RFC 7489 7.2.2",
	    B("Report-Date: x\nReport-Domain: a\nReport-ID: b\nReport-Size: 1\n"
	      "Submitter: c\n"),
	    SNIFF_NOTICE },
	{ "a failure report as Exim writes it",
	    B("A message claiming to be from you has failed the policy."),
	    SNIFF_FAILURE },
	{ "base64 of gzip", B("H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA=="),
	    SNIFF_BASE64 },
	{ "base64 of XML", B("PD94bWwgdmVyc2lvbj0iMS4wIj8+Cjxmb28+"),
	    SNIFF_BASE64 },
	{ "a word of base64 letters", B("AttachmentsAreGreat"), SNIFF_OTHER },
	{ "a mail", B("Received: from a\n\n<feedback>"), SNIFF_MAIL },
};

static const struct {
	const char *sentence, *text;
	bool want;
} mails[] = {
	{ "a header line", "From: a@example.org\n", true },
	{ "blank lines before it", "\r\n \nReturn-Path: <a@b>\n", true },
	{ "a byte order mark before it", "\xef\xbb\xbfSubject: x\n", true },
	{ "an mbox line before it", "From a@b Mon Jan  1\nX: y\n", true },
	{ "blanks before the colon", "Subject : x\n", true },
	{ "prose is none", "Hello there, how are you: fine\n", false },
	{ "XML is none", "<a:b>\n", false },
	{ "JSON is none", "{\"a\":1}\n", false },
	{ "a number is none", "12: 30\n", false },
	{ "a very long name is none",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaa: b\n",
	    false },
};

static const struct {
	const char *sentence;
	const char *p;
	size_t n, want;
} leads[] = {
	{ "nothing to skip", B("<?xml?>"), 0 },
	{ "a byte order mark", B("\xef\xbb\xbf<?xml?>"), 3 },
	{ "two byte order marks", B("\xef\xbb\xbf\xef\xbb\xbf<a/>"), 6 },
	{ "blanks", B("\n\t <?xml?>"), 3 },
	{ "junk before the declaration", B("\"\"\n<?xml?>"), 3 },
	{ "junk before an element is not skipped", B("abc<feedback>"), 0 },
	{ "a comment before the declaration", B("<!-- a -->\n<?xml?>"), 11 },
	{ "a comment before the root stays", B("<!-- a --><a/>"), 0 },
	{ "UTF-16 is left alone", B("\xff\xfe<\0"), 0 },
};

static void
packed_data(void **state)
{
	char tar[512] = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(packed) / sizeof(*packed); i++) {
		print_message("%s\n", packed[i].sentence);
		assert_int_equal(sniff_packed(packed[i].p, packed[i].n),
		    packed[i].want);
	}
	memcpy(tar + 257, "ustar", 5);
	assert_int_equal(sniff_packed(tar, sizeof(tar)), SNIFF_TAR);
}

static void
whole_documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++) {
		print_message("%s\n", documents[i].sentence);
		assert_int_equal(sniff_document(documents[i].p, documents[i].n,
		                     true),
		    documents[i].want);
	}
}

/* A prefix may ask for more bytes, but never tells something else. */
static void
prefixes_do_not_lie(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++) {
		const char *p = documents[i].p;

		if (documents[i].want != SNIFF_AGGREGATE || p[0] == 'j')
			continue;
		for (size_t n = 0; n < documents[i].n; n++) {
			enum sniff got = sniff_document(p, n, false);

			if (strstr(p, "xs:schema") != NULL && n > 15)
				break; /* only the whole shows what it hides */
			if (got != SNIFF_MORE && got != SNIFF_AGGREGATE)
				print_message("%s: %zu bytes\n",
				    documents[i].sentence, n);
			assert_true(got == SNIFF_MORE ||
			            got == SNIFF_AGGREGATE ||
			            (n < 4 && got == SNIFF_OTHER));
		}
	}
}

static void
mail_starts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mails) / sizeof(*mails); i++) {
		print_message("%s\n", mails[i].sentence);
		assert_int_equal(sniff_is_mail(mails[i].text,
		                     strlen(mails[i].text)),
		    mails[i].want);
	}
}

static void
leading_bytes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(leads) / sizeof(*leads); i++) {
		print_message("%s\n", leads[i].sentence);
		assert_int_equal(sniff_leading(leads[i].p, leads[i].n),
		    leads[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packed_data),
		cmocka_unit_test(whole_documents),
		cmocka_unit_test(prefixes_do_not_lie),
		cmocka_unit_test(mail_starts),
		cmocka_unit_test(leading_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
