/* What is read out of an item, what reaches the sink and when. */
#include "collect_one.h"
#include "pack.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
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
