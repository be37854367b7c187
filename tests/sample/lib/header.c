/*
 * What stands above a mail: Return-Path, the Authentication-Results of the
 * owner's own server (authserv-id mx1.lighthouse.example) and its Received,
 * then what the reporter wrote.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tests/sample/lib/mail.h"

#define OUR_SERVER "mx1.lighthouse.example"

/* "Fri, 20 Nov 2026 02:11:00 +0000" */
static void
put_date(struct out *to, int64_t when)
{
	time_t t = (time_t)when;
	struct tm tm;
	char text[64];

	gmtime_r(&t, &tm);
	strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S +0000", &tm);
	out_text(to, text);
}

/* Something that looks like the base64 of a signature. */
static void
put_signature(struct out *to, struct rng *rng)
{
	unsigned char bytes[171];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)rng_next(rng);
	for (size_t i = 0; i < sizeof bytes; i += 48) {
		out_text(to, "\t ");
		out_base64(to, bytes + i,
		    i + 48 < sizeof bytes ? 48 : sizeof bytes - i);
	}
}

static const char *
domain_of(const char *address)
{
	const char *at = strrchr(address, '@');

	return at != NULL ? at + 1 : address;
}

static void
put_trace(struct out *to, const struct reporter *r, const char *rua,
    int64_t when, struct rng *rng)
{
	const char *domain = domain_of(r->email);
	unsigned queue = (unsigned)rng_below(rng, 1u << 28);
	int host = 1 + (int)rng_below(rng, 250);

	out_printf(to, "Return-Path: <%s>\nDelivered-To: %s\n", r->email, rua);
	out_printf(to,
	    "Authentication-Results: " OUR_SERVER ";\n"
	    "\tdkim=pass (2048-bit key; secure) header.d=%s header.i=@%s"
	    " header.s=r2026;\n\tspf=pass smtp.mailfrom=%s;\n"
	    "\tdmarc=pass (policy=reject) header.from=%s\n",
	    domain, domain, r->email, domain);
	out_printf(to,
	    "Received: from %s (%s [203.0.113.%d])\n"
	    "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 "
	    "bits)\n\t key-exchange X25519 server-signature RSA-PSS (2048 "
	    "bits))\n\t(No client certificate requested)\n"
	    "\tby " OUR_SERVER " (Postfix) with ESMTPS id %07X\n"
	    "\tfor <%s>; ",
	    r->host, r->host, host, queue, rua);
	put_date(to, when);
	out_printf(to,
	    "\nDKIM-Signature: v=1; a=rsa-sha256; "
	    "c=relaxed/relaxed; d=%s; s=r2026;\n"
	    "\th=from:to:subject:date:message-id:mime-version:content-type;\n"
	    "\tb=\n",
	    domain);
	put_signature(to, rng);
}

void
mail_header(struct out *to, const struct reporter *r, const char *rua,
    int64_t when, struct rng *rng)
{
	put_trace(to, r, rua, when, rng);
	if (strchr(r->org_name, '"') == NULL && r->shape != SHAPE_WHOLE)
		out_printf(to, "From: \"DMARC Aggregate Report\" <%s>\n",
		    r->email);
	else
		out_printf(to, "From: %s\n", r->email);
	out_printf(to, "To: %s\nDate: ", rua);
	put_date(to, when - 20);
	out_printf(to,
	    "\nMessage-ID: <%016llx.%lld@%s>\n"
	    "MIME-Version: 1.0\n",
	    (unsigned long long)rng_next(rng), (long long)when,
	    domain_of(r->email));
}

/* RFC 2047, in words of 42 bytes. */
static void
put_encoded(struct out *to, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i += 42) {
		out_text(to, i == 0 ? "Subject: =?utf-8?B?" : " =?utf-8?B?");
		out_base64(to, p + i, n - i < 42 ? n - i : 42);
		to->n--; /* the newline */
		out_text(to, "?=\n");
	}
}

/* What stands before the domain, the submitter and the id, and after it. */
static const char *const subject_parts[][4] = {
	[SUBJECT_RFC] = { "Subject: Report Domain: ", " Submitter: ",
	    "\n Report-ID: <", ">\n" },
	[SUBJECT_LOWER] = { "Subject: Report domain: ", " Submitter: ",
	    " Report-ID: ", "\n" },
	[SUBJECT_ENCODED] = { "[Preview] Report Domain: ", " Submitter: ",
	    " Report-ID: ", "" },
	[SUBJECT_MAILRU] = { "Subject: Report Domain: ", "; Submitter: ",
	    ";\n Report-ID: ", "\n" },
	[SUBJECT_BRACES] = { "Subject: Dmarc Aggregate Report Domain: {",
	    "}  Submitter: {", "}\n  Report-ID: {", "}\n" },
	[SUBJECT_FOLDED] = { "Subject: Report Domain: ", "\n\tSubmitter: ",
	    "\n\tReport-ID: ", "\n" },
};

void
mail_subject(struct out *to, const struct reporter *r,
    const struct sample_report *p)
{
	bool shows_name =
	    r->subject == SUBJECT_MAILRU || r->subject == SUBJECT_BRACES;
	bool angle = p->report_id[0] == '<';
	int length = (int)strlen(p->report_id);
	struct out text = { 0 };
	const char *const *part = subject_parts[r->subject];

	out_printf(&text, "%s%s%s%s%s%.*s%s", part[0], p->domain, part[1],
	    shows_name ? r->org_name : r->receiver, part[2],
	    angle ? length - 2 : length, p->report_id + angle, part[3]);
	if (r->subject == SUBJECT_ENCODED)
		put_encoded(to, text.p, text.n);
	else
		out_bytes(to, text.p, text.n);
	out_free(&text);
}
