/*
 * What goes wrong with reports on their way, each at fixed days before the
 * last one: sent twice, in another container, in parts, changed, cut off.
 */
#include <string.h>

#include "tests/sample/sample.h"

enum odd {
	TWICE,     /* the same mail again, by another way: duplicate */
	REPACKED,  /* the same document, packed otherwise: duplicate */
	REPRINTED, /* the same rows, other blanks: duplicate by its key */
	WRAPPED,   /* forwarded as message/rfc822: duplicate */
	CHANGED,   /* the same key, other counts: conflict */
	CUT,       /* the document ends in the middle: truncated */
	EPOCH,     /* begin and end are 0: bad-dates */
	UNUSED,    /* the attachment is the word "unused": other */
	EMPTY      /* the text alone, no attachment: other */
};

/* Numbers of reporters[]. */
enum { POSTBOX, SKYLINE, ENTERPRISE, HELIOMAIL, LADOGA, GELBPOST };

static const struct {
	int before; /* days before the last */
	int reporter;
	const char *domain;
	enum odd what;
} plan[] = {
	{ 3, POSTBOX, "lighthouse.example", TWICE },
	{ 6, ENTERPRISE, "college.example", CHANGED },
	{ 8, LADOGA, "college.example", WRAPPED },
	{ 11, POSTBOX, "college.example", CUT },
	{ 12, HELIOMAIL, "lighthouse.example", REPACKED },
	{ 15, ENTERPRISE, "lighthouse.example", EMPTY },
	{ 17, POSTBOX, "college.example", TWICE },
	{ 19, HELIOMAIL, "college.example", UNUSED },
	{ 21, GELBPOST, "college.example", REPRINTED },
	{ 23, ENTERPRISE, "college.example", EPOCH },
	{ 26, SKYLINE, "lighthouse.example", CHANGED },
	{ 28, SKYLINE, "college.example", TWICE },
	{ 33, HELIOMAIL, "college.example", REPACKED },
	{ 40, POSTBOX, "bakery.example", TWICE },
	{ 55, SKYLINE, "college.example", TWICE },
	{ 71, POSTBOX, "oldlight.example", TWICE },
};

/* Deliver one mail with this document; the truth is the caller's. */
static void
deliver(struct mailbox *b, const struct reporter *r, const struct attachment *a,
    int64_t when)
{
	struct out mail = { 0 };

	mail_write(&mail, r, a, 1, false, when, &b->rng);
	mailbox_deliver(b, when, &mail);
	out_free(&mail);
}

static void
send_twice(struct mailbox *b, int day, int r,
    const struct sample_report *report)
{
	struct attachment a = { .report = report };
	int64_t when = report_arrival(b->span, day, r, &b->rng);
	struct out mail = { 0 };

	sample_xml(&a.xml, report, &reporters[r].xml);
	mail_write(&mail, &reporters[r], &a, 1, false, when, &b->rng);
	mailbox_deliver(b, when, &mail);
	mailbox_deliver(b, when + 90, &mail);
	truth_document(b->truth, FATE_STORED, report,
	    (int64_t)report->n_records);
	truth_document(b->truth, FATE_DUPLICATE, NULL, 0);
	out_free(&a.xml);
	out_free(&mail);
}

/* Once as usual, then once more as the given reporter would write it. */
static void
send_again(struct mailbox *b, int day, int r,
    const struct sample_report *report, const struct reporter *as)
{
	struct attachment a = { .report = report };

	send_report(b, day, r, report, FATE_STORED);
	sample_xml(&a.xml, report, &as->xml);
	deliver(b, as, &a, report_arrival(b->span, day, r, &b->rng) + 5 * HOUR);
	truth_document(b->truth, FATE_DUPLICATE, NULL, 0);
	out_free(&a.xml);
}

static void
send_wrapped(struct mailbox *b, int day, int r,
    const struct sample_report *report)
{
	static const struct reporter colleague = { .org_name = "",
		.email = "office@lighthouse.example",
		.host = "mail.lighthouse.example",
		.shape = SHAPE_WHOLE };
	struct attachment a = { .report = report };
	int64_t when = report_arrival(b->span, day, r, &b->rng) + 9 * HOUR;
	struct out mail = { 0 }, inner = { 0 };

	send_report(b, day, r, report, FATE_STORED);
	sample_xml(&a.xml, report, &reporters[r].xml);
	mail_write(&inner, &reporters[r], &a, 1, false, when - HOUR, &b->rng);
	mail_header(&mail, &colleague, "dmarc@lighthouse.example", when,
	    &b->rng);
	out_text(&mail,
	    "Subject: Fwd: is this one for you?\n"
	    "Content-Type: multipart/mixed; boundary=\"=_fwd\"\n\n--=_fwd\n"
	    "Content-Type: text/plain\n\nThis came to the office.\n\n"
	    "--=_fwd\nContent-Type: message/rfc822\n\n");
	out_bytes(&mail, inner.p, inner.n);
	out_text(&mail, "\n--=_fwd--\n");
	mailbox_deliver(b, when, &mail);
	truth_document(b->truth, FATE_DUPLICATE, NULL, 0);
	out_free(&a.xml);
	out_free(&inner);
	out_free(&mail);
}

static void
send_changed(struct mailbox *b, int day, int r,
    const struct sample_report *report)
{
	struct sample_report changed = *report;
	struct attachment a = { .report = &changed };
	struct sample_record *first = &report->records[0];
	int64_t when = report_arrival(b->span, day, r, &b->rng) + 26 * HOUR;

	send_report(b, day, r, report, FATE_STORED);
	first->count += 3;
	sample_xml(&a.xml, &changed, &reporters[r].xml);
	first->count -= 3;
	deliver(b, &reporters[r], &a, when);
	truth_document(b->truth, FATE_CONFLICT, NULL, 0);
	out_free(&a.xml);
}

/* In place of the report: a mail of which nothing can be stored. */
static void
send_spoilt(struct mailbox *b, int day, int r,
    const struct sample_report *report, enum odd what)
{
	struct sample_report changed = *report;
	struct attachment a = { .report = &changed };
	enum fate fate = FATE_OTHER;

	if (what == EPOCH)
		changed.begin = changed.end = 0;
	sample_xml(&a.xml, &changed, &reporters[r].xml);
	if (what == EPOCH)
		fate = FATE_BAD_DATES;
	if (what == CUT) {
		a.xml.n = a.xml.n * 2 / 3;
		fate = FATE_TRUNCATED;
	}
	if (what == UNUSED) {
		out_clear(&a.xml);
		out_text(&a.xml, "unused");
	}
	deliver(b, &reporters[r], &a, report_arrival(b->span, day, r, &b->rng));
	truth_document(b->truth, fate, NULL, 0);
	out_free(&a.xml);
}

static void
send_empty(struct mailbox *b, int day, int r)
{
	int64_t when = report_arrival(b->span, day, r, &b->rng);
	struct out mail = { 0 };

	mail_header(&mail, &reporters[r], "dmarc@lighthouse.example", when,
	    &b->rng);
	out_text(&mail,
	    "Subject: Report Domain: lighthouse.example\n"
	    "Content-Type: text/html; charset=us-ascii\n\n"
	    "<div style = \"font-family:Segoe UI;\">This is a DMARC "
	    "aggregate report.</div>\n");
	mailbox_deliver(b, when, &mail);
	truth_document(b->truth, FATE_OTHER, NULL, 0);
	out_free(&mail);
}

/* Rows from odd and from even addresses: nothing in common. */
static bool
send_parts(struct mailbox *b, int day, int r,
    const struct sample_report *report)
{
	struct sample_report half[2] = { *report, *report };

	for (int k = 0; k < 2; k++) {
		half[k].records = NULL;
		half[k].n_records = half[k].room = 0;
	}
	for (size_t i = 0; i < report->n_records; i++) {
		const struct sample_record *c = &report->records[i];
		size_t length = strlen(c->source_ip);
		int k = length > 0 ? c->source_ip[length - 1] & 1 : 0;

		*sample_record_add(&half[k]) = *c;
	}
	if (half[0].n_records > 0 && half[1].n_records > 0) {
		send_report(b, day, r, &half[0], FATE_STORED);
		send_report(b, day, r, &half[1], FATE_PART);
	} else {
		send_report(b, day, r, report, FATE_STORED);
	}
	sample_report_free(&half[0]);
	sample_report_free(&half[1]);
	return true;
}

static void
send_odd(struct mailbox *b, int day, int r, const struct sample_report *report,
    enum odd what)
{
	struct reporter as = reporters[r];

	switch (what) {
	case TWICE: send_twice(b, day, r, report); break;
	case REPACKED:
		as.packing = PACK_GZIP;
		as.media_type = "application/gzip";
		send_again(b, day, r, report, &as);
		break;
	case REPRINTED:
		as.xml.indent = "\t";
		send_again(b, day, r, report, &as);
		break;
	case WRAPPED: send_wrapped(b, day, r, report); break;
	case CHANGED: send_changed(b, day, r, report); break;
	case CUT:
	case EPOCH:
	case UNUSED: send_spoilt(b, day, r, report, what); break;
	case EMPTY: send_empty(b, day, r); break;
	}
}

bool
odd_report(struct mailbox *b, int day, int r,
    const struct sample_report *report)
{
	int before = b->span->days - 1 - day;

	for (size_t i = 0; i < sizeof plan / sizeof *plan; i++) {
		if (plan[i].before != before || plan[i].reporter != r ||
		    strcmp(plan[i].domain, report->domain) != 0)
			continue;
		send_odd(b, day, r, report, plan[i].what);
		return true;
	}
	if (reporters[r].splits && day % 3 == 0)
		return send_parts(b, day, r, report);
	return false;
}
