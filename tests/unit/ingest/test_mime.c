/* Mails: where their reports are, and what they are beside them. */
#include "collect_one.h"
#include "pack.h"

/* In a mail below, these are put in: G gzip in base64, Z zip, X plain XML. */
static void
fill(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		struct buf b;
		struct pack_zip z;

		if (*text != '{' || text[2] != '}') {
			buf_addch(out, *text);
			continue;
		}
		buf_init(&b, MIB);
		switch (text[1]) {
		case 'G':
			pack_deflate(&b, 31, REPORT, strlen(REPORT));
			pack_base64(out, b.data, b.len);
			break;
		case 'Z':
			pack_zip_begin(&z);
			pack_zip_add(&z, "a.xml", REPORT, strlen(REPORT), 0);
			pack_zip_end(&z);
			pack_base64(out, z.out.data, z.out.len);
			pack_zip_free(&z);
			break;
		case 'M': /* a whole mail in base64 */
			buf_addstr(&b, "From: x@y.example\nContent-Type: "
			               "text/xml\n\n" REPORT);
			pack_base64(out, b.data, b.len);
			break;
		default: buf_addstr(out, REPORT); break;
		}
		buf_free(&b);
		text += 2;
	}
}

#define FROM "From: Reports <dmarc@receiver.example>\n"
#define MULTI FROM "Content-Type: multipart/mixed; boundary=\"b\"\n\n"
#define GZ \
	"Content-Type: application/gzip\nContent-Transfer-Encoding: " \
	"base64\n"
#define FEEDBACK \
	"Content-Type: multipart/report; " \
	"report-type=feedback-report; boundary=b\n\n"

static const struct {
	const char *sentence, *mail, *want;
} cases[] = {
	{ "the whole mail is the attachment", FROM GZ "\n{G}", "report" },
	{ "empty lines hold a space", FROM GZ " \n{G}", "report" },
	{ "and CRLF", FROM GZ " \r\n{G}", "report" },
	{ "a folded header with a line of blanks goes on",
	    "Subject: a\n \n" FROM GZ "\n{G}", "report" },
	{ "a zip that says it is gzip", FROM GZ "\n{Z}", "report" },
	{ "one of two parts",
	    MULTI "--b\nContent-Type: text/plain\n\nhello\n--b\n" GZ
	          "\n{G}\n--b--\n",
	    "report" },
	{ "no boundary at the end", MULTI "--b\n" GZ "\n{G}\n", "report" },
	{ "two reports in one mail",
	    MULTI "--b\n" GZ "\n{G}\n--b\n" GZ "\n{Z}\n--b--\n",
	    "report report" },
	{ "a type that is wrongly spelled",
	    MULTI "--b\nContentType: application/gzip\n"
	          "Content-Transfer-Encoding: base64\n\n{G}\n--b--\n",
	    "report" },
	{ "plain XML in the body", FROM "Content-Type: text/xml\n\n{X}\n",
	    "report" },
	{ "quoted-printable",
	    FROM "Content-Transfer-Encoding: quoted-printable\n\n"
	         "<=66eedback>" REPORT_HEAD REPORT_POLICY "</feedback>\n",
	    "report" },
	{ "base64 with strange characters in it", FROM GZ "\n  {G}", "report" },
	{ "base64 without saying so, as an attachment",
	    FROM "Content-Type: text/plain\n\n{G}", "report" },
	{ "a list's footer behind the base64",
	    FROM GZ "\n{G}____________\nlist mailing list\n", "report" },
	{ "Microsoft: HTML beside it",
	    MULTI "--b\nContent-Type: text/html\n\n<div>hello</div>\n--b\n" GZ
	          "\n{G}\n--b--\n",
	    "report" },
	{ "forwarded as a mail in the mail",
	    MULTI "--b\nContent-Type: message/rfc822\n\n" FROM GZ
	          "\n{G}\n--b--\n",
	    "report" },
	{ "and that in base64",
	    MULTI "--b\nContent-Type: message/rfc822\n"
	          "Content-Transfer-Encoding: base64\n\n{M}\n--b--\n",
	    "report" },
	{ "three mails deep is too far",
	    FROM "Content-Type: message/rfc822\n\n"
	         "Content-Type: message/rfc822\n\n"
	         "Content-Type: message/rfc822\n\n"
	         "Content-Type: text/xml\n\n{X}\n",
	    "other" },
	{ "an mbox line first",
	    "From x@y Thu Nov 20 00:00:00 2026\n" FROM GZ "\n{G}", "report" },
	{ "a blank line first", " \n\r\n" FROM GZ "\n{G}", "report" },
	{ "a byte order mark first", "\xef\xbb\xbf" FROM GZ "\n{G}", "report" },
	{ "uuencoded in the text",
	    FROM
	    "\nsee below\n\nbegin 644 a.xml\n"
	    "M/&9E961B86-K/CPA+2UX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX>'AX\n"
	    "7>'AX>'AX>'AX+2T^/\"]F965D8F%C:SX \n`\nend\n",
	    "malformed" }, /* a report without a domain, but it was read */
	{ "no body", FROM, "other" },
	{ "a multipart without a boundary",
	    FROM "Content-Type: multipart/mixed\n\n{X}", "report" },
	{ "only text", FROM "\nHello.\n", "other" },
	{ "a bounce",
	    FROM "Content-Type: multipart/report; report-type=delivery-status;"
	         " boundary=b\n\n--b\n\nfailed\n--b\n"
	         "Content-Type: message/delivery-status\n\nAction: failed\n"
	         "--b\nContent-Type: message/rfc822\n\n" FROM GZ
	         "\n{G}\n--b--\n",
	    "bounce" },
	{ "a failure report, and the forged report that it encloses",
	    FROM FEEDBACK
	    "--b\n\nhello\n--b\nContent-Type: "
	    "message/feedback-report\n\nFeedback-Type: "
	    "auth-failure\n--b\nContent-Type: message/rfc822\n\n" FROM GZ
	    "\n{G}\n--b--\n",
	    "failure-report" },
	{ "a failure report without a report-type",
	    MULTI "--b\n\nhello\n--b\nContent-Type: message/feedback-report\n"
	          "Content-Transfer-Encoding: base64\n\nRmVlZGJhY2s=\n--b\n"
	          "Content-Type: message/rfc822\n\n" FROM GZ "\n{G}\n--b--\n",
	    "failure-report" },
	{ "a TLS report",
	    FROM "TLS-Report-Domain: example.org\nContent-Type: "
	         "application/tlsrpt+json\n\n{\"organization-name\":\"x\"}\n",
	    "tlsrpt" },
	{ "a mail that says it has one",
	    FROM "TLS-Report-Domain: example.org\n\nhello\n", "tlsrpt" },
	{ "a notice that a report was too large",
	    FROM "\nReport-Domain: a\nReport-ID: b\nReport-Size: 1\n"
	         "Submitter: c\n",
	    "notice" },
	{ "a damaged attachment", FROM GZ "\nH4sIAAAAAAAAA8tIzcnJ\n",
	    "damaged" },
	{ "a detached signature beside a report is no second document",
	    MULTI "--b\nContent-Type: text/xml\n\n{X}\n--b\nContent-Type: "
	          "application/pkcs7-signature\nContent-Transfer-Encoding: "
	          "base64\n\nMIIBAAYJKoZIhvcNAQcC\n--b--\n",
	    "report" },
};

static void
outcomes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf mail, all;

		print_message("%s\n", cases[i].sentence);
		buf_init(&mail, MIB);
		buf_init(&all, 4096);
		fill(&mail, cases[i].mail);
		collect_item(&got, in, mail.data, mail.len);
		for (size_t k = 0; k < got.n; k++)
			buf_printf(&all, "%s%s", k ? " " : "",
			    collect_text(&got, k, "outcome"));
		assert_string_equal(all.data, cases[i].want);
		buf_free(&mail);
		buf_free(&all);
	}
}

/* The same mails with other line ends say the same. */
static void
line_ends(void **state)
{
	static const char *const ends[] = { "\r\n", "\r" };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		for (size_t k = 0; k < 2; k++) {
			struct buf mail, other;

			print_message("%s, %s\n", cases[i].sentence,
			    k ? "CR" : "CR LF");
			buf_init(&mail, MIB);
			buf_init(&other, MIB);
			fill(&mail, cases[i].mail);
			for (size_t c = 0; c < mail.len; c++) {
				if (mail.data[c] == '\n')
					buf_addstr(&other, ends[k]);
				else if (mail.data[c] != '\r')
					buf_addch(&other, mail.data[c]);
			}
			collect_item(&got, in, other.data, other.len);
			assert_non_null(strstr(cases[i].want,
			    collect_text(&got, 0, "outcome")));
			buf_free(&mail);
			buf_free(&other);
		}
	}
}

static const struct {
	const char *sentence, *header, *domain, *id;
} heads[] = {
	{ "a name and an address", "From: A B <a@Example.ORG>\n", "example.org",
	    "" },
	{ "an address alone", "From: a@mail.example\n", "mail.example", "" },
	{ "a comment behind it", "From: a@mail.example (A: <b@c>)\n",
	    "mail.example", "" },
	{ "an encoded name", "From: =?utf-8?q?a=40b?= <a@mail.example>\n",
	    "mail.example", "" },
	{ "folded", "From:\n A B\n <a@mail.example>\n", "mail.example", "" },
	{ "none", "Subject: x\n", "", "" },
	{ "no domain", "From: root\n", "", "" },
	{ "an id", "Message-ID: <x.1@mail.example>\n", "", "x.1@mail.example" },
};

static void
mail_head(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		char mail[512];

		print_message("%s\n", heads[i].sentence);
		snprintf(mail, sizeof(mail), "%s\nhello\n", heads[i].header);
		collect_item(&got, in, mail, strlen(mail));
		assert_string_equal(got.mail_from, heads[i].domain);
		assert_string_equal(got.message_id, heads[i].id);
	}
}

/* Mails that would cost much are set aside as such. */
static void
ceilings(void **state)
{
	static const struct {
		const char *sentence, *head, *line;
		size_t times;
	} big[] = {
		{ "a header block without end", FROM, "X-A: b\n", 50000 },
		{ "parts without end", MULTI, "--b\n\nx\n", 50000 },
		{ "101 parts", MULTI, "--b\n\nx\n", 101 },
		{ "11 levels", FROM,
		    "Content-Type: multipart/mixed; "
		    "boundary=\"b\"\n\n--b\n",
		    12 },
		{ "header lines without end inside a part",
		    MULTI "--b\nX: y\n\n", "a: b\n", 60000 },
	};
	struct buf b;

	(void)state;
	buf_init(&b, 64 * MIB);
	for (size_t i = 0; i < sizeof(big) / sizeof(*big); i++) {
		print_message("%s\n", big[i].sentence);
		buf_reset(&b);
		buf_addstr(&b, big[i].head);
		for (size_t k = 0; k < big[i].times; k++)
			buf_addstr(&b, big[i].line);
		collect_item(&got, in, b.data, b.len);
		assert_string_equal(collect_text(&got, 0, "outcome"), "limit");
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outcomes),
		cmocka_unit_test(line_ends),
		cmocka_unit_test(mail_head),
		cmocka_unit_test(ceilings),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
