/* Items as a whole: outcomes, repairs, what reaches the sink and when. */
#include "collect.h"
#include "pack.h"

#include <zlib.h>

static struct ingest *in;
static struct collect got;

#define DATES(b, e) \
	"<report_metadata><org_name>o</org_name><email>a@b.example</email>" \
	"<report_id>1</report_id><date_range><begin>" b "</begin><end>" e \
	"</end></date_range></report_metadata>"
#define WITH(meta, policy) "<feedback>" meta policy "</feedback>"

/* TEST_NOW is 1795262400. */
static const struct {
	const char *sentence, *xml, *outcome, *repair;
} cases[] = {
	{ "a good report", REPORT, "report", NULL },
	{ "no record is a report", WITH(REPORT_HEAD, REPORT_POLICY), "report",
	    NULL },
	{ "policy after the records",
	    "<feedback>" REPORT_RECORD REPORT_POLICY REPORT_HEAD "</feedback>",
	    "report", NULL },
	{ "begin is 0", WITH(DATES("0", "1795132799"), REPORT_POLICY),
	    "bad-dates", NULL },
	{ "begin is missing", WITH(DATES("", "1795132799"), REPORT_POLICY),
	    "bad-dates", NULL },
	{ "end is a word", WITH(DATES("1795046400", "soon"), REPORT_POLICY),
	    "bad-dates", NULL },
	{ "end before begin",
	    WITH(DATES("1795046400", "1795046399"), REPORT_POLICY), "bad-dates",
	    NULL },
	{ "begin and end are one moment",
	    WITH(DATES("1795046400", "1795046400"), REPORT_POLICY), "report",
	    NULL },
	{ "two days ahead is clocks",
	    WITH(DATES("1795046400", "1795435200"), REPORT_POLICY), "report",
	    NULL },
	{ "a second more is not",
	    WITH(DATES("1795046400", "1795435201"), REPORT_POLICY), "bad-dates",
	    NULL },
	{ "400 days old",
	    WITH(DATES("1760000000", "1760702400"), REPORT_POLICY), "report",
	    NULL },
	{ "older is late",
	    WITH(DATES("1760000000", "1760702399"), REPORT_POLICY), "report",
	    "late" },
	{ "no metadata", WITH("", REPORT_POLICY), "bad-dates", NULL },
	{ "no policy", WITH(REPORT_HEAD, ""), "malformed", NULL },
	{ "a domain that is none",
	    WITH(REPORT_HEAD, "<policy_published><domain>a b</domain>"
	                      "</policy_published>"),
	    "malformed", NULL },
	{ "nobody sent it",
	    WITH("<report_metadata><date_range><begin>1795046400</begin><end>"
	         "1795132799</end></date_range></report_metadata>",
	        REPORT_POLICY),
	    "no-reporter", NULL },
	{ "only an org_name",
	    WITH("<report_metadata><org_name>x</org_name><date_range><begin>"
	         "1795046400</begin><end>1795132799</end></date_range>"
	         "</report_metadata>",
	        REPORT_POLICY),
	    "report", NULL },
	{ "a DOCTYPE", "<!DOCTYPE feedback>" REPORT, "malformed", NULL },
	{ "tags that cross", "<feedback><a></b></feedback>", "malformed",
	    NULL },
	{ "cut off", "<feedback>" REPORT_HEAD, "truncated", NULL },
	{ "the last bracket missing",
	    "<feedback>" REPORT_HEAD REPORT_POLICY "</feedback", "report",
	    "end-tag" },
	{ "a byte order mark", "\xef\xbb\xbf" REPORT, "report", "leading" },
	{ "blanks before the declaration", "\n \n<?xml version='1.0'?>" REPORT,
	    "report", "leading" },
	{ "junk before the declaration", "\"\n<?xml version='1.0'?>" REPORT,
	    "report", "leading" },
	{ "junk behind the root", REPORT "\n--\nfooter", "report", "trailing" },
	{ "a second root behind the first", REPORT REPORT, "report",
	    "trailing" },
	{ "zeros behind the root are seen", REPORT "\n\1\2", "report",
	    "trailing" },
	{ "Latin-1 without a declaration",
	    WITH(DATES("1795046400", "1795132799"), REPORT_POLICY
	        "<record><row><source_ip>192.0.2.1</source_ip><count>1"
	        "</count></row></record><x>\xf1</x>"),
	    "report", "encoding" },
	{ "Latin-1 under UTF-8",
	    "<?xml version='1.0' encoding='utf-8'?><feedback>" REPORT_HEAD
	        REPORT_POLICY "<x>Sue\xf1o</x></feedback>",
	    "report", "encoding" },
	{ "UTF-8 under a name that nobody knows",
	    "<?xml version='1.0' encoding='x-no'?><feedback>" REPORT_HEAD
	        REPORT_POLICY "<x>\xc3\xa4</x></feedback>",
	    "report", "encoding" },
	{ "UTF-8 under UTF-16",
	    "<?xml version='1.0' encoding='UTF-16'?><feedback>" REPORT_HEAD
	        REPORT_POLICY "</feedback>",
	    "report", "encoding" },
	{ "control characters",
	    "<feedback>" REPORT_HEAD REPORT_POLICY "<x>\1\2</x></feedback>",
	    "report", "control" },
	{ "a bare ampersand",
	    "<feedback>" REPORT_HEAD REPORT_POLICY "<x>a & b</x></feedback>",
	    "report", "entity" },
	{ "an entity that XML does not have",
	    "<feedback>" REPORT_HEAD REPORT_POLICY "<x>&nbsp;</x></feedback>",
	    "report", "entity" },
	{ "a name in bare brackets",
	    WITH(REPORT_HEAD "<x><a@b.example></x>", REPORT_POLICY), "report",
	    "entity" },
	{ "empty brackets", WITH(REPORT_HEAD "<x><></x>", REPORT_POLICY),
	    "report", "entity" },
	{ "a bracket between blanks",
	    WITH(REPORT_HEAD "<x>a < b</x>", REPORT_POLICY), "report",
	    "entity" },
	{ "a host name in bare brackets",
	    WITH(REPORT_HEAD "<x>A <mx.example></x>", REPORT_POLICY), "report",
	    "entity" },
	{ "an extension beside a bare ampersand stays markup",
	    WITH(REPORT_HEAD "<x><count>1</count><y/> & </x>", REPORT_POLICY),
	    "report", "entity" },
	{ "CDATA and comments beside it stay as they are",
	    WITH(REPORT_HEAD "<x><![CDATA[a & <b>]]><!-- & < --> & </x>",
	        REPORT_POLICY),
	    "report", "entity" },
	{ "an open schema before the root",
	    "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">" REPORT,
	    "report", "schema" },
	{ "an open schema in the root",
	    WITH("<xs:schema a=\"b\">" REPORT_HEAD, REPORT_POLICY), "report",
	    "schema" },
	{ "an open schema with a quote behind it",
	    "<?xml version='1.0'?>\n<xs:schema a=\"b\">\"\n" REPORT, "report",
	    "leading" },
	{ "a quote behind the declaration", "<?xml version='1.0'?>\"\n" REPORT,
	    "report", "leading" },
	{ "both, and no semicolon behind them",
	    WITH(REPORT_HEAD "<x>A & B <mx.example></x>", REPORT_POLICY),
	    "report", "entity" },
	{ "a name of the grammar is never text",
	    WITH(REPORT_HEAD "<x>a <count> & b</x>", REPORT_POLICY),
	    "malformed", NULL },
	{ "an end tag too many", WITH(REPORT_HEAD "</x> & ", REPORT_POLICY),
	    "malformed", NULL },
	{ "cut off behind a bare ampersand",
	    "<feedback>" REPORT_HEAD "<x>a & b</x>", "truncated", "entity" },
	{ "the draft's identities",
	    "<feedback>" REPORT_HEAD REPORT_POLICY
	    "<record><identities><header_from>example.org</header_from>"
	    "</identities></record></feedback>",
	    "report", "alias" },
	{ "mail-dmarc's t",
	    WITH(REPORT_HEAD, "<policy_published><domain>example.org</domain>"
	                      "<t>y</t></policy_published>"),
	    "report", "alias" },
	{ "a policy twice", WITH(REPORT_HEAD REPORT_POLICY, REPORT_POLICY),
	    "report", "repeated" },
	{ "text between elements", WITH(REPORT_HEAD "11", REPORT_POLICY),
	    "report", "stray-text" },
	{ "somebody else's header_from",
	    "<feedback>" REPORT_HEAD REPORT_POLICY
	    "<record><identifiers><header_from>example.com</header_from>"
	    "</identifiers></record></feedback>",
	    "report", "outside-domain" },
	{ "HTML", "<html><body>hello</body></html>", "other", NULL },
	{ "a report behind another root", "<other a='b'>" REPORT, "malformed",
	    NULL },
	{ "the literal word", "unused", "other", NULL },
	{ "nothing", "", "other", NULL },
	{ "a TLS report", "{\"organization-name\":\"x\"}", "tlsrpt", NULL },
};

static void
outcomes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		print_message("%s\n", cases[i].sentence);
		collect_item(&got, in, cases[i].xml, strlen(cases[i].xml));
		assert_int_equal(got.n, 1);
		assert_string_equal(collect_text(&got, 0, "outcome"),
		    cases[i].outcome);
		if (cases[i].repair != NULL)
			assert_true(
			    collect_repairs(&got, 0, cases[i].repair) > 0);
		else if (strcmp(cases[i].outcome, "report") == 0)
			assert_int_equal(json_array_size(json_object_get(
			                     json_object_get(got.documents[0],
			                         "report"),
			                     "repairs")),
			    0);
	}
}

static const struct {
	const char *sentence, *xml, *path, *want;
} values[] = {
	{ "raw words are kept", REPORT, "report/records/0/policy_evaluated/spf",
	    "fail" },
	{ "records before their policy are read",
	    "<feedback>" REPORT_RECORD REPORT_POLICY REPORT_HEAD "</feedback>",
	    "report/records/0/source_ip", "192.0.2.1" },
	{ "the first of two counts",
	    WITH("<report_metadata><org_name>a</org_name><org_name>b"
	         "</org_name></report_metadata>",
	        ""),
	    "report/org_name", "a" },
	{ "text is trimmed",
	    WITH("<report_metadata><org_name> \n a b\xc2\xa0\t</org_name>"
	         "</report_metadata>",
	        ""),
	    "report/org_name", "a b" },
	{ "references in it",
	    WITH("<report_metadata><org_name>&quot;A&quot; &amp; &#x42;"
	         "</org_name></report_metadata>",
	        ""),
	    "report/org_name", "\"A\" & B" },
	{ "windows-1252 is decoded",
	    WITH("<report_metadata><org_name>\x93"
	         "Caf\xe9\x94</org_name>"
	         "</report_metadata>",
	        ""),
	    "report/org_name",
	    "\xe2\x80\x9c"
	    "Caf\xc3\xa9\xe2\x80\x9d" },
	{ "a reason without its type element",
	    WITH("", "<record><row><policy_evaluated><reason>sampled_out"
	             "</reason></policy_evaluated></row></record>"),
	    "report/records/0/policy_evaluated/reasons/0/type", "sampled_out" },
	{ "the second entry of two",
	    WITH("", "<record><auth_results><spf><result>pass</result></spf>"
	             "<spf><result>none</result></spf></auth_results>"
	             "</record>"),
	    "report/records/0/auth_results/spf/1/result", "none" },
	{ "an unknown element with known children is passed over",
	    WITH("<extra><report_metadata><org_name>x</org_name>"
	         "</report_metadata></extra><report_metadata><org_name>y"
	         "</org_name></report_metadata>",
	        ""),
	    "report/org_name", "y" },
	{ "dialect: by namespace",
	    "<feedback xmlns='urn:ietf:params:xml:ns:dmarc-2.0'/>",
	    "report/dialect", "9990" },
	{ "dialect: np alone says nothing",
	    WITH("", "<policy_published><np>none</np></policy_published>"),
	    "report/dialect", "7489" },
	{ "dialect: disposition pass",
	    WITH("", "<record><row><policy_evaluated><disposition>pass"
	             "</disposition></policy_evaluated></row></record>"),
	    "report/dialect", "9990" },
	{ "dialect: an extension", WITH("", "<extension><x/></extension>"),
	    "report/dialect", "9990" },
	{ "a domain is normalised",
	    WITH("", "<policy_published><domain>Example.ORG.</domain>"
	             "</policy_published>"),
	    "report/policy_published/domain", "example.org" },
};

static void
contents(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		print_message("%s\n", values[i].sentence);
		collect_item(&got, in, values[i].xml, strlen(values[i].xml));
		assert_string_equal(collect_text(&got, 0, values[i].path),
		    values[i].want);
	}
}

/* Numbers of the whole, and the digest of the bytes as they came. */
static void
sums_and_digest(void **state)
{
	static const char xml[] = "\xef\xbb\xbf" REPORT "\n";
	char text[DIGEST_TEXT_MAX];
	struct digest d;

	(void)state;
	collect_item(&got, in, xml, sizeof(xml) - 1);
	assert_int_equal(collect_number(&got, 0, "report/messages"), 3);
	assert_int_equal(collect_number(&got, 0, "report/records_total"), 1);
	assert_int_equal(collect_number(&got, 0, "size"), sizeof(xml) - 1);
	digest_of(xml, sizeof(xml) - 1, &d);
	assert_string_equal(collect_text(&got, 0, "digest"),
	    digest_format(&d, text));
}

static enum err
check_deflated(void *ctx, const struct document *d, struct error *e)
{
	struct buf out;

	buf_init(&out, MIB);
	assert_non_null(d->deflated);
	assert_int_equal(inflate_buf(DEFLATE_ZLIB, d->deflated->data,
	                     d->deflated->len, &out, e),
	    OK);
	assert_string_equal(out.data, ctx);
	buf_free(&out);
	return OK;
}

/* A repaired document is kept as it was, not as it was read. */
static void
the_original_is_kept(void **state)
{
	static const char xml[] =
	    "<feedback>" REPORT_HEAD REPORT_POLICY "<x>\xf1\1</x>" REPORT_RECORD
	    "</feedback> tail";
	struct ingest_sink sink = { .ctx = (void *)(uintptr_t)xml,
		.document = check_deflated };
	struct error e;

	(void)state;
	assert_int_equal(ingest_item(in, "x", PROVENANCE_IMPORTED, xml,
	                     sizeof(xml) - 1, &sink, &e),
	    OK);
}

/* Records that went out before the repair are called back. */
static void
a_second_parse_restarts(void **state)
{
	static const char xml[] =
	    "<feedback>" REPORT_HEAD REPORT_POLICY REPORT_RECORD REPORT_RECORD
	    "<x>\xf1</x>" REPORT_RECORD "</feedback>";

	(void)state;
	collect_item(&got, in, xml, sizeof(xml) - 1);
	assert_int_equal(got.restarts, 1);
	assert_int_equal(collect_number(&got, 0, "report/records_total"), 3);
	assert_int_equal(json_array_size(
	                     json_object_get(json_object_get(got.documents[0],
	                                         "report"),
	                         "records")),
	    3);
}

/* The same through every kind of packing: the bytes are unpacked again. */
static void
a_packed_one_is_repaired_too(void **state)
{
	static const char xml[] =
	    "<feedback>" REPORT_HEAD REPORT_POLICY REPORT_RECORD
	    "<x>\xf1</x></feedback>";
	struct pack_zip z;
	struct buf b;

	(void)state;
	buf_init(&b, MIB);
	pack_deflate(&b, 31, xml, sizeof(xml) - 1);
	collect_item(&got, in, b.data, b.len);
	assert_int_equal(collect_repairs(&got, 0, "encoding"), 1);
	buf_reset(&b);
	pack_deflate(&b, 15, xml, sizeof(xml) - 1);
	collect_item(&got, in, b.data, b.len);
	assert_int_equal(collect_repairs(&got, 0, "encoding"), 1);
	pack_zip_begin(&z);
	pack_zip_add(&z, "a", REPORT, strlen(REPORT), 0);
	pack_zip_add(&z, "b", xml, sizeof(xml) - 1, 0);
	pack_zip_end(&z);
	collect_item(&got, in, z.out.data, z.out.len);
	assert_int_equal(got.n, 2);
	assert_int_equal(collect_repairs(&got, 0, "encoding"), 0);
	assert_int_equal(collect_repairs(&got, 1, "encoding"), 1);
	assert_int_equal(collect_number(&got, 1, "report/records_total"), 1);
	pack_zip_free(&z);
	buf_free(&b);
}

static void
a_sink_that_refuses_ends_it(void **state)
{
	struct error e;

	(void)state;
	collect_reset(&got);
	got.refuse = ERR_SYSTEM;
	assert_int_equal(ingest_item(in, "x", PROVENANCE_IMPORTED, REPORT,
	                     strlen(REPORT), &got.sink, &e),
	    ERR_SYSTEM);
	assert_string_equal(e.text, "refused");
	assert_int_equal(got.n, 0);
	/* And the next item is read as if nothing had been. */
	collect_item(&got, in, REPORT, strlen(REPORT));
	assert_string_equal(collect_text(&got, 0, "outcome"), "report");
}

/* 120 dkim entries, 12 spf entries and 12 reasons: cut, and said so. */
static void
entries_have_ceilings(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, MIB);
	buf_addstr(&b, "<feedback>" REPORT_HEAD REPORT_POLICY "<record><row>"
	               "<policy_evaluated>");
	for (int i = 0; i < 12; i++)
		buf_addstr(&b, "<reason><type>other</type></reason>");
	buf_addstr(&b, "</policy_evaluated></row><auth_results>");
	for (int i = 0; i < 120; i++)
		buf_addstr(&b, "<dkim><result>pass</result></dkim>");
	for (int i = 0; i < 12; i++)
		buf_addstr(&b, "<spf><result>pass</result></spf>");
	buf_addstr(&b, "</auth_results></record></feedback>");
	collect_item(&got, in, b.data, b.len);
	assert_string_equal(collect_text(&got, 0, "outcome"), "report");
	assert_int_equal(collect_repairs(&got, 0, "auth-limit"), 3);
	assert_string_equal(collect_text(&got, 0,
	                        "report/records/0/auth_results/dkim/99/result"),
	    "pass");
	assert_string_equal(collect_text(&got, 0,
	                        "report/records/0/auth_results/dkim/100/"
	                        "result"),
	    "");
	buf_free(&b);
}

static int
setup(void **state)
{
	(void)state;
	in = collect_open();
	collect_reset(&got);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	collect_free(&got);
	ingest_close(in);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outcomes),
		cmocka_unit_test(contents),
		cmocka_unit_test(sums_and_digest),
		cmocka_unit_test(the_original_is_kept),
		cmocka_unit_test(a_second_parse_restarts),
		cmocka_unit_test(a_packed_one_is_repaired_too),
		cmocka_unit_test(a_sink_that_refuses_ends_it),
		cmocka_unit_test(entries_have_ceilings),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
