/* Reports with n of what a ceiling counts in their XML. */
#ifndef TESTS_LIMITS_MARKUP_H
#define TESTS_LIMITS_MARKUP_H

#include "collect.h"

/* A report with something in its metadata. */
static inline void
with(struct buf *b, const char *before, const char *s, size_t n,
    const char *after)
{
	buf_addstr(b, "<feedback>");
	buf_addstr(b, before);
	repeat(b, s, n);
	buf_addstr(b, after);
	buf_addstr(b, REPORT_HEAD REPORT_POLICY REPORT_RECORD "</feedback>");
}

/* The root is one of them. */
static inline void
elements_of_depth(struct buf *b, size_t n)
{
	buf_addstr(b, "<feedback>" REPORT_HEAD REPORT_POLICY REPORT_RECORD);
	repeat(b, "<x>", n - 1);
	repeat(b, "</x>", n - 1);
	buf_addstr(b, "</feedback>");
}

static inline void
name_of_bytes(struct buf *b, size_t n)
{
	with(b, "<", "x", n, "/>");
}

static inline void
element_of_attributes(struct buf *b, size_t n)
{
	buf_addstr(b, "<feedback><x");
	for (size_t i = 0; i < n; i++)
		buf_printf(b, " a%zu=\"\"", i);
	buf_addstr(b,
	    "/>" REPORT_HEAD REPORT_POLICY REPORT_RECORD "</feedback>");
}

static inline void
comment_of_bytes(struct buf *b, size_t n)
{
	with(b, "<!--", "x", n - 7, "-->");
}

static inline void
names_unknown(struct buf *b, size_t n)
{
	buf_addstr(b, "<feedback>");
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "<x%zu/>", i);
	buf_addstr(b, REPORT_HEAD REPORT_POLICY REPORT_RECORD "</feedback>");
}

#define REST_OF_HEAD \
	"<email>a@b.example</email><date_range><begin>1795046400</begin>" \
	"<end>1795132799</end></date_range></report_metadata>" REPORT_POLICY \
	"</feedback>"

static inline void
metadata_of_bytes(struct buf *b, const char *name, size_t n)
{
	buf_printf(b, "<feedback><report_metadata><%s>", name);
	repeat(b, "x", n);
	buf_printf(b, "</%s>" REST_OF_HEAD, name);
}

static inline void
org_name_of_bytes(struct buf *b, size_t n)
{
	metadata_of_bytes(b, "org_name", n);
}

static inline void
report_id_of_bytes(struct buf *b, size_t n)
{
	metadata_of_bytes(b, "report_id", n);
}

#define EVALUATED "<record><row><policy_evaluated>"
#define EVALUATED_END "</policy_evaluated></row></record>"

static inline void
comments_of_bytes(struct buf *b, size_t n)
{
	with(b, EVALUATED "<reason><comment>", "x", n,
	    "</comment></reason>" EVALUATED_END);
}

static inline void
word_of_bytes(struct buf *b, size_t n)
{
	with(b, EVALUATED "<disposition>", "x", n,
	    "</disposition>" EVALUATED_END);
}

static inline void
reasons_of_record(struct buf *b, size_t n)
{
	with(b, EVALUATED, "<reason><type>other</type></reason>", n,
	    EVALUATED_END);
}

static inline void
records_of_report(struct buf *b, size_t n)
{
	with(b, "", REPORT_RECORD, n - 1, "");
}

static inline void
dkim_of_record(struct buf *b, size_t n)
{
	with(b, "<record><auth_results>", "<dkim><result>pass</result></dkim>",
	    n, "</auth_results></record>");
}

static inline void
spf_of_record(struct buf *b, size_t n)
{
	with(b, "<record><auth_results>", "<spf><result>pass</result></spf>", n,
	    "</auth_results></record>");
}

/* Each is one repair: a word outside its vocabulary. */
static inline void
words_unknown(struct buf *b, size_t n)
{
	buf_addstr(b, "<feedback>" REPORT_HEAD REPORT_POLICY);
	for (size_t i = 0; i < n; i++)
		buf_printf(b,
		    "<record><row><source_ip>192.0.2.1</source_ip><count>1"
		    "</count><policy_evaluated><disposition>x%zu</disposition>"
		    "</policy_evaluated></row></record>",
		    i);
	buf_addstr(b, "</feedback>");
}

/* Errors are kept until the report ends. */
static inline void
texts_of_bytes(struct buf *b, size_t n)
{
	buf_addstr(b, "<feedback><report_metadata>");
	for (size_t i = 0; i < n; i += 1000) {
		buf_addstr(b, "<error>");
		repeat(b, "x", 1000);
		buf_addstr(b, "</error>");
	}
	buf_addstr(b, REST_OF_HEAD);
}

static inline void
ampersands(struct buf *b, size_t n)
{
	with(b, "<x>", "&", n, "</x>");
}

#endif
