/* Authentication-Results: what they say, and when they are not believed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/ingest.h"

static const char *const ids[] = { "mx.example.org", "Filter.Example.org" };
static const struct authserv own = { ids, 2 };

#define ME "mx.example.org; "
#define PASS "dmarc=pass header.from=receiver.example"
#define DKIM "dkim=pass header.d="
#define SPF "spf=pass smtp.mailfrom="

/* One field over a mail whose From is a@mail.receiver.example. */
static const struct {
	const char *sentence, *value, *want; /* "fail", "-": nothing */
} fields[] = {
	{ "dmarc=pass", ME PASS, "receiver.example" },
	{ "header.from goes before From", ME "dmarc=pass header.from=b.example",
	    "b.example" },
	{ "dmarc=pass without header.from", ME "dmarc=pass",
	    "mail.receiver.example" },
	{ "dmarc=fail", ME "dmarc=fail header.from=receiver.example", "fail" },
	{ "the old word for fail", ME "dmarc=hardfail", "fail" },
	{ "dmarc=none proves nothing", ME "dmarc=none", "-" },
	{ "a word that only looks like pass", ME "dmarc=bestguesspass", "-" },
	{ "a result in capitals", "MX.EXAMPLE.ORG; DMARC=PASS",
	    "mail.receiver"
	    ".example" },
	{ "our second id", "filter.example.org; " PASS, "receiver.example" },
	{ "somebody else's id", "mx.example.net; " PASS, "-" },
	{ "an id that ours begins", "mx.example.org.evil.example; " PASS, "-" },
	{ "an id that begins ours", "mx.example; " PASS, "-" },
	{ "no id, as Microsoft writes it", PASS, "-" },
	{ "the id in quotes", "\"mx.example.org\"; " PASS, "receiver.example" },
	{ "version 1", "mx.example.org 1; " PASS, "receiver.example" },
	{ "version 2 is unknown", "mx.example.org 2; " PASS, "-" },
	{ "a version of the method", ME "dmarc/1=pass",
	    "mail.receiver.example" },
	{ "an unknown version of it", ME "dmarc/2=pass", "-" },
	{ "none", ME "none", "-" },
	{ "nothing but the id", "mx.example.org", "-" },
	{ "an empty value", "", "-" },
	{ "folded",
	    "mx.example.org;\r\n\tdmarc=pass\r\n header.from=receiver"
	    ".example\r\n",
	    "receiver.example" },
	{ "comments everywhere",
	    " (a) mx.example.org (b) 1 (c);(d) dmarc (e) = (f) pass (p=none "
	    "dis=none) header.from (g) = (h) receiver.example (i)",
	    "receiver.example" },
	{ "a comment in a comment, and a bracket in it",
	    ME "dmarc=none (a (b) \\) ; dmarc=pass )", "-" },
	{ "a comment without end", ME "dmarc=none (; dmarc=pass", "-" },
	{ "a reason that looks like a result",
	    ME "dmarc=none reason=\"x; dmarc=pass header.from=a.example\"",
	    "-" },
	{ "an escaped quote in it",
	    ME "dmarc=none reason=\"\\\"; dmarc=pass \\\"\"", "-" },
	{ "a reason without end", ME "dmarc=none reason=\"; dmarc=pass", "-" },
	{ "a reason before the property",
	    ME "dmarc=pass reason=\"so it is\" header.from=receiver.example",
	    "receiver.example" },
	{ "a value in quotes", ME "dmarc=pass header.from=\"receiver.example\"",
	    "receiver.example" },
	{ "capitals in a domain", ME "dmarc=pass header.from=Receiver.Example",
	    "receiver.example" },
	{ "a property without a type (Microsoft)",
	    ME "dmarc=pass action=none header.from=receiver.example",
	    "receiver.example" },
	{ "a signature's = and / (Google)",
	    ME "dkim=pass header.i=@receiver.example header.s=s1 "
	       "header.b=\"aB/c=\"; dkim=pass header.b=xY/z+==",
	    "mail.receiver.example" },
	{ "aligned DKIM", ME DKIM "receiver.example", "mail.receiver.example" },
	{ "aligned DKIM, by header.i",
	    ME "dkim=pass header.i=x@receiver."
	       "example",
	    "mail.receiver.example" },
	{ "DKIM of somebody else", ME DKIM "other.example", "-" },
	{ "DKIM that failed", ME "dkim=fail header.d=receiver.example", "-" },
	{ "the second signature is aligned",
	    ME DKIM "other.example; " DKIM "receiver.example",
	    "mail.receiver.example" },
	{ "aligned SPF", ME SPF "bounce@b.receiver.example",
	    "mail.receiver.example" },
	{ "SPF with a quoted local part", ME SPF "\"a b\"@receiver.example",
	    "mail.receiver.example" },
	{ "SPF of somebody else", ME SPF "x@other.example", "-" },
	{ "SPF of the HELO name", ME "spf=pass smtp.helo=receiver.example",
	    "-" },
	{ "SPF that failed softly",
	    ME "spf=softfail smtp.mailfrom=receiver.example", "-" },
	{ "dmarc=fail goes before an aligned pass",
	    ME DKIM "receiver.example; dmarc=fail", "fail" },
	{ "dmarc=temperror lets an aligned pass count",
	    ME DKIM "receiver.example; dmarc=temperror",
	    "mail.receiver.example" },
	{ "pass and fail of one method", ME "dmarc=pass; dmarc=fail", "fail" },
	{ "a result that cannot be read proves nothing",
	    ME "dmarc=pass header.from", "-" },
	{ "what stood before it is used", ME PASS "; dkim pass",
	    "receiver.example" },
	{ "a ; at the end", ME PASS ";", "receiver.example" },
	{ "two ; in a row end it", ME "spf=none;; " PASS, "-" },
};

static void
check(const struct authres *a, const char *from, const char *want)
{
	const char *got = authres_failed(a) ? "fail" : authres_from(a, from);

	assert_string_equal(got != NULL ? got : "-", want);
}

static void
one_field(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		struct authres a;

		print_message("%s\n", fields[i].sentence);
		authres_init(&a, &own);
		(void)authres_field(&a, "Authentication-Results",
		    fields[i].value);
		check(&a, "mail.receiver.example", fields[i].want);
	}
}

static void
ceilings(void **state)
{
	struct authres a;
	struct buf b;

	(void)state;
	buf_init(&b, MIB);
	buf_addstr(&b, ME);
	for (int i = 0; i < 100; i++)
		buf_printf(&b, "dkim=pass header.d=d%d.example; ", i);
	authres_init(&a, &own);
	assert_true(authres_field(&a, "authentication-results", b.data));
	assert_int_equal(a.n_dkim, AUTHRES_DKIM_MAX);
	buf_reset(&b);
	for (int i = 0; i < 1000; i++)
		buf_addstr(&b, "mx.example.org");
	buf_addstr(&b, "; dmarc=pass");
	authres_init(&a, &own);
	assert_true(authres_field(&a, "authentication-results", b.data));
	assert_false(a.began);
	buf_free(&b);
}

/* Whole headers, as ingest_item() reads them. */
#define AR "Authentication-Results: "
#define FROM "From: R <dmarc@receiver.example>\n"
#define FORGED AR ME "dmarc=pass header.from=google.com\n"
#define RECEIVED "Received: from a by mx.example.org\n"
static const struct {
	const char *sentence, *mail, *want;
	enum provenance provenance;
} mails[] = {
	{ "our field", AR ME PASS "\n" FROM, "receiver.example",
	    PROVENANCE_UNVERIFIED },
	{ "no field", FROM, "", PROVENANCE_UNVERIFIED },
	{ "a failing one", AR ME "dmarc=fail\n" FROM, "", PROVENANCE_FAILED },
	{ "below Received of our own and others' fields",
	    RECEIVED AR "other.example; dmarc=fail\n" AR ME PASS "\n" FROM,
	    "receiver.example", PROVENANCE_UNVERIFIED },
	{ "a forged field below a trace field",
	    AR ME "spf=none\n" RECEIVED FORGED FROM, "",
	    PROVENANCE_UNVERIFIED },
	{ "a forged field directly below ours adds nothing",
	    AR ME "dmarc=fail\n" FORGED FROM, "", PROVENANCE_FAILED },
	{ "one field per filter",
	    AR ME "dmarc=none\n" AR "filter.example.org; spf=fail\n" AR ME DKIM
	          "receiver.example\n" FROM,
	    "receiver.example", PROVENANCE_UNVERIFIED },
	{ "ARC's field is another",
	    "ARC-Authentication-Results: i=1; " ME PASS "\n" FROM, "",
	    PROVENANCE_UNVERIFIED },
	{ "two addresses in From have no alignment",
	    AR ME SPF "x@receiver.example\n"
	              "From: dmarc@receiver.example, b@other.example\n",
	    "", PROVENANCE_UNVERIFIED },
	{ "folded in the mail",
	    "AUTHENTICATION-RESULTS:\n mx.example.org;\n\tdmarc=pass\n" FROM,
	    "receiver.example", PROVENANCE_UNVERIFIED },
	{ "of a mail in the mail",
	    FROM "Content-Type: message/rfc822\n\n" AR ME PASS "\n" FROM, "",
	    PROVENANCE_UNVERIFIED },
	{ "in the body", FROM "\n" AR ME PASS "\n", "", PROVENANCE_UNVERIFIED },
};

struct seen {
	char auth_from[DOMAIN_MAX + 1];
	enum provenance provenance;
};

static enum err
see_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct seen *seen = ctx;

	(void)e;
	seen->provenance = s->provenance;
	snprintf(seen->auth_from, sizeof(seen->auth_from), "%s",
	    s->auth_from != NULL ? s->auth_from : "");
	return OK;
}

static struct seen
see_mail(const struct authserv *mtas, enum provenance provenance,
    const char *head)
{
	struct ingest_options o = { .limits = limits_default(),
		.now = 1795262400,
		.authserv = *mtas };
	struct seen seen = { .provenance = (enum provenance)0 };
	struct ingest_sink sink = { .ctx = &seen, .source = see_source };
	struct ingest *in;
	struct error e;
	char mail[4096];

	snprintf(mail, sizeof(mail), "%s\nhello\n", head);
	assert_int_equal(ingest_open(&o, &in, &e), OK);
	assert_int_equal(ingest_item(in, "x", provenance, mail, strlen(mail),
	                     &sink, &e),
	    OK);
	ingest_close(in);
	return seen;
}

static void
whole_mails(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mails) / sizeof(*mails); i++) {
		struct seen seen;

		print_message("%s\n", mails[i].sentence);
		seen = see_mail(&own, PROVENANCE_UNVERIFIED, mails[i].mail);
		assert_string_equal(seen.auth_from, mails[i].want);
		assert_int_equal(seen.provenance, mails[i].provenance);
	}
}

static void
what_a_person_brings_is_imported(void **state)
{
	(void)state;
	assert_int_equal(see_mail(&own, PROVENANCE_IMPORTED,
	                     AR ME "dmarc=fail\n" FROM)
	                     .provenance,
	    PROVENANCE_IMPORTED);
}

static void
without_an_id_nothing_is_believed(void **state)
{
	const struct authserv none = { NULL, 0 };
	struct seen seen;

	(void)state;
	seen = see_mail(&none, PROVENANCE_UNVERIFIED, AR ME PASS "\n" FROM);
	assert_string_equal(seen.auth_from, "");
	seen =
	    see_mail(&none, PROVENANCE_UNVERIFIED, AR ME "dmarc=fail\n" FROM);
	assert_int_equal(seen.provenance, PROVENANCE_UNVERIFIED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_field),
		cmocka_unit_test(ceilings),
		cmocka_unit_test(whole_mails),
		cmocka_unit_test(what_a_person_brings_is_imported),
		cmocka_unit_test(without_an_id_nothing_is_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
