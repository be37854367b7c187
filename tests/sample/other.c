/*
 * What lies in the mailbox of a rua address besides aggregate reports: SMTP
 * TLS reports, failure reports, bounces, a notice, spam.  None of it is ever
 * stored, each has its word in the ledger.
 */
#include <stdio.h>
#include <time.h>

#include "tests/sample/lib/pack.h"
#include "tests/sample/sample.h"

#define RUA "dmarc@lighthouse.example"

static void
day_text(char out[16], int64_t when)
{
	time_t t = (time_t)when;
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(out, 16, "%Y-%m-%d", &tm);
}

static void
finish(struct mailbox *b, int64_t when, struct out *mail, enum fate fate)
{
	mailbox_deliver(b, when, mail);
	truth_document(b->truth, fate, NULL, 0);
	out_free(mail);
}

static void
send_tlsrpt(struct mailbox *b, const struct reporter *r, int64_t midnight)
{
	int64_t when = midnight + DAY + (int64_t)rng_below(&b->rng, HOUR / 2);
	struct out mail = { 0 }, json = { 0 }, packed = { 0 };
	unsigned long long id = rng_next(&b->rng);
	char day[16];

	day_text(day, midnight);
	out_printf(&json,
	    "{\"organization-name\":\"%s\",\"date-range\":{"
	    "\"start-datetime\":\"%sT00:00:00Z\",\"end-datetime\":"
	    "\"%sT23:59:59Z\"},\"contact-info\":\"smtp-tls-reporting@%s\","
	    "\"report-id\":\"%llx\",\"policies\":[{\"policy\":{"
	    "\"policy-type\":\"sts\",\"policy-string\":[\"version: STSv1\","
	    "\"mode: enforce\",\"mx: mx1.lighthouse.example\"],"
	    "\"policy-domain\":\"lighthouse.example\"},\"summary\":{"
	    "\"total-successful-session-count\":%u,"
	    "\"total-failure-session-count\":0}}]}",
	    r->receiver, day, day, r->receiver, id,
	    (unsigned)rng_below(&b->rng, 300));
	pack_gzip(&packed, json.p, json.n);
	mail_header(&mail, r, RUA, when, &b->rng);
	out_printf(&mail,
	    "TLS-Report-Domain: lighthouse.example\n"
	    "TLS-Report-Submitter: %s\n"
	    "Subject: Report Domain: lighthouse.example Submitter: %s "
	    "Report-ID: <%llx@%s>\n"
	    "Content-Type: multipart/report; report-type=\"tlsrpt\";\n"
	    "\tboundary=\"=_tls\"\n\n--=_tls\nContent-Type: text/plain\n\n"
	    "This is an aggregate TLS report from %s.\n\n--=_tls\n"
	    "Content-Type: application/tlsrpt+gzip\n"
	    "Content-Transfer-Encoding: base64\n\n",
	    r->receiver, r->receiver, id, r->receiver, r->receiver);
	out_base64(&mail, packed.p, packed.n);
	out_text(&mail, "--=_tls--\n");
	out_free(&json);
	out_free(&packed);
	finish(b, when, &mail, FATE_TLSRPT);
}

static void
send_failure_report(struct mailbox *b, int64_t when)
{
	static const struct reporter comnet = { .org_name = "comnet.example",
		.email = "dmarc_failures@comnet.example",
		.host = "resqmta-c1p-024063.sys.comnet.example" };
	unsigned last = 1 + (unsigned)rng_below(&b->rng, 250);
	struct out mail = { 0 };

	mail_header(&mail, &comnet, "dmarc@college.example", when, &b->rng);
	out_printf(&mail,
	    "Subject: FW: Your account\n"
	    "Content-Type: multipart/report; report-type=feedback-report;\n"
	    "\tboundary=\"=_arf\"\n\n--=_arf\nContent-Type: text/plain\n\n"
	    "A message claiming to be from you has failed DMARC.\n\n--=_arf\n"
	    "Content-Type: message/feedback-report\n\n"
	    "Feedback-Type: auth-failure\nVersion: 1\n"
	    "User-Agent: comnet-arf/2.1\nAuth-Failure: dmarc\n"
	    "Identity-Alignment: none\nReported-Domain: college.example\n"
	    "Source-IP: 198.18.7.%u\nDelivery-Result: spam\n"
	    "Original-Mail-From: <info@college.example>\n\n--=_arf\n"
	    "Content-Type: text/rfc822-headers\n\n"
	    "From: info@college.example\nTo: somebody@comnet.example\n"
	    "Subject: Your account\n\n--=_arf--\n",
	    last);
	finish(b, when, &mail, FATE_FAILURE_REPORT);
}

static void
send_bounce(struct mailbox *b, int64_t when)
{
	static const struct reporter daemon = { .org_name = "",
		.email = "MAILER-DAEMON@mx1.lighthouse.example",
		.host = "mx1.lighthouse.example",
		.shape = SHAPE_WHOLE };
	struct out mail = { 0 };

	mail_header(&mail, &daemon, RUA, when, &b->rng);
	out_text(&mail,
	    "Subject: Undelivered Mail Returned to Sender\n"
	    "Auto-Submitted: auto-replied\n"
	    "Content-Type: multipart/report; report-type=delivery-status;\n"
	    "\tboundary=\"=_dsn\"\n\n--=_dsn\nContent-Type: text/plain\n\n"
	    "Your message could not be delivered.\n\n--=_dsn\n"
	    "Content-Type: message/delivery-status\n\n"
	    "Reporting-MTA: dns; mx1.lighthouse.example\n\n"
	    "Final-Recipient: rfc822; noreply@bargains.test\n"
	    "Action: failed\nStatus: 5.1.1\n\n--=_dsn\n"
	    "Content-Type: text/rfc822-headers\n\n"
	    "From: " RUA "\nTo: noreply@bargains.test\n"
	    "Subject: Re: your report\n\n--=_dsn--\n");
	finish(b, when, &mail, FATE_BOUNCE);
}

static void
send_spam(struct mailbox *b, int64_t when)
{
	static const struct reporter spammer = { .org_name = "Bargains",
		.email = "offers@bargains.test",
		.host = "m7.bargains.test",
		.shape = SHAPE_WHOLE };
	static const char *const subjects[] = {
		"Your domain expires today",
		"Improve your sender score",
		"Report Domain: lighthouse.example Submitter: bargains.test",
		"=?utf-8?B?Tm9jaCAyNCBTdHVuZGVuOiAyMCAlIFJhYmF0dA==?=",
	};
	struct out mail = { 0 };

	mail_header(&mail, &spammer, RUA, when, &b->rng);
	out_printf(&mail,
	    "Subject: %s\n"
	    "Content-Type: multipart/alternative; boundary=\"=_alt\"\n\n"
	    "--=_alt\nContent-Type: text/plain; charset=utf-8\n\n"
	    "Have a look at our offers.\n\n--=_alt\n"
	    "Content-Type: text/html; charset=utf-8\n\n"
	    "<html><body><p>Have a look at <a href=\"https://bargains.test/\">"
	    "our offers</a>.</p></body></html>\n\n--=_alt--\n",
	    subjects[rng_below(&b->rng, 4)]);
	finish(b, when, &mail, FATE_OTHER);
}

/* RFC 7489 7.2.2: the report was too large to be sent. */
static void
send_notice(struct mailbox *b, int64_t when)
{
	const struct reporter *r = &reporters[3];
	struct out mail = { 0 };

	mail_header(&mail, r, "dmarc@college.example", when, &b->rng);
	out_printf(&mail,
	    "Subject: DMARC error report\n"
	    "Content-Type: text/plain; charset=us-ascii\n\n"
	    "Report-Date: Fri, 20 Nov 2026 02:11:00 +0000\n"
	    "Report-Domain: college.example\nReport-ID: 1795046400.000017\n"
	    "Report-Size: 14680064\nSubmitter: %s\n"
	    "Submitting-URI: mailto:dmarc@college.example\n",
	    r->receiver);
	finish(b, when, &mail, FATE_NOTICE);
}

void
odd_mails(struct mailbox *b, int day)
{
	int before = b->span->days - 1 - day;
	int64_t midnight = b->span->last - (int64_t)before * DAY;
	int64_t noon =
	    midnight + 11 * HOUR + (int64_t)rng_below(&b->rng, 4 * HOUR);

	if ((midnight / DAY + 4) % 7 == 2) {
		send_tlsrpt(b, &reporters[0], midnight);
		send_tlsrpt(b, &reporters[1], midnight);
	}
	if (before == 5 || before == 24 || before == 62)
		send_failure_report(b, noon);
	if (before % 30 == 9)
		send_bounce(b, noon);
	if (before % 9 == 4)
		send_spam(b, noon);
	if (before == 22)
		send_notice(b, noon);
}
