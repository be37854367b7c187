/* report.h: the model as JSON. */
#include "tests/unit/core/check.h"

#include <stdlib.h>

#include "core/core.h"

/* Compare with JSON as it is printed, and release it. */
static void
check_json(const char *what, json_t *got, const char *want)
{
	assert_non_null(got);
	char *text = json_dumps(got, JSON_COMPACT | JSON_ENCODE_ANY);
	check_text(what, text, want);
	free(text);
	json_decref(got);
}

static void
an_empty_record_has_all_keys(void **state)
{
	(void)state;
	struct record r = { 0 };
	check_json("record", record_to_json(&r),
	    "{\"source_ip\":null,\"count\":0,"
	    "\"policy_evaluated\":{\"disposition\":null,\"dkim\":null,"
	    "\"spf\":null,\"reasons\":[]},"
	    "\"identifiers\":{\"header_from\":null,\"envelope_from\":null,"
	    "\"envelope_to\":null},"
	    "\"auth_results\":{\"dkim\":[],\"spf\":[]}}");
}

static void
a_full_record_keeps_raw_words(void **state)
{
	(void)state;
	struct reason reasons[] = {
		{ { REASON_FORWARDED, "forwarded" }, NULL },
		{ { WORD_UNKNOWN, "moon" }, "phase \"full\"" },
	};
	struct auth_dkim dkim[] = {
		{ "example.com", "s1", { AUTH_PASS, "pass" }, NULL },
		{ "example.net", NULL, { AUTH_FAIL, "hardfail" }, "no key" },
	};
	struct auth_spf spf[] = {
		{ "example.org", { SCOPE_MFROM, "mfrom" },
		    { AUTH_SOFTFAIL, "softfail" }, "~all" },
		{ "example.org", { 0 }, { WORD_UNKNOWN, "hmm" }, NULL },
	};
	struct record r = {
		.source_ip = { 4, { 192, 0, 2, 25 } },
		.count = RECORD_COUNT_MAX,
		.disposition = { WORD_UNKNOWN, "nil" },
		.dkim = { ALIGNED_PASS, "pass" },
		.spf = { ALIGNED_FAIL, "fail" },
		.reasons = reasons,
		.n_reasons = COUNT(reasons),
		.header_from = "example.com",
		.envelope_from = "",
		.envelope_to = "example.info",
		.auth_dkim = dkim,
		.n_auth_dkim = COUNT(dkim),
		.auth_spf = spf,
		.n_auth_spf = COUNT(spf),
	};
	check_json("record", record_to_json(&r),
	    "{\"source_ip\":\"192.0.2.25\",\"count\":2147483647,"
	    "\"policy_evaluated\":{\"disposition\":\"nil\","
	    "\"dkim\":\"pass\",\"spf\":\"fail\",\"reasons\":["
	    "{\"type\":\"forwarded\",\"comment\":null},"
	    "{\"type\":\"moon\",\"comment\":\"phase \\\"full\\\"\"}]},"
	    "\"identifiers\":{\"header_from\":\"example.com\","
	    "\"envelope_from\":\"\",\"envelope_to\":\"example.info\"},"
	    "\"auth_results\":{\"dkim\":["
	    "{\"domain\":\"example.com\",\"selector\":\"s1\","
	    "\"result\":\"pass\",\"human_result\":null},"
	    "{\"domain\":\"example.net\",\"selector\":null,"
	    "\"result\":\"hardfail\",\"human_result\":\"no key\"}],"
	    "\"spf\":["
	    "{\"domain\":\"example.org\",\"scope\":\"mfrom\","
	    "\"result\":\"softfail\",\"human_result\":\"~all\"},"
	    "{\"domain\":\"example.org\",\"scope\":null,"
	    "\"result\":\"hmm\",\"human_result\":null}]}}");
}

static void
the_published_policy(void **state)
{
	(void)state;
	struct policy_published p = { .pct = -1 };
	check_json("empty", policy_published_to_json(&p),
	    "{\"domain\":null,\"p\":null,\"sp\":null,\"np\":null,"
	    "\"pct\":null,\"adkim\":null,\"aspf\":null,\"fo\":null,"
	    "\"testing\":null,\"discovery_method\":null}");
	p = (struct policy_published){
		.domain = "example.com",
		.p = { POLICY_REJECT, "reject" },
		.sp = { POLICY_QUARANTINE, "quarantine" },
		.np = { WORD_UNKNOWN, "maybe" },
		.adkim = { ALIGNMENT_STRICT, "s" },
		.aspf = { ALIGNMENT_RELAXED, "r" },
		.testing = { TESTING_YES, "y" },
		.discovery_method = { DISCOVERY_TREEWALK, "treewalk" },
		.fo = "1:d",
		.pct = 0,
	};
	check_json("full", policy_published_to_json(&p),
	    "{\"domain\":\"example.com\",\"p\":\"reject\","
	    "\"sp\":\"quarantine\",\"np\":\"maybe\",\"pct\":0,"
	    "\"adkim\":\"s\",\"aspf\":\"r\",\"fo\":\"1:d\","
	    "\"testing\":\"y\",\"discovery_method\":\"treewalk\"}");
}

#define NO_POLICY \
	"\"policy_published\":{\"domain\":null,\"p\":null,\"sp\":null," \
	"\"np\":null,\"pct\":null,\"adkim\":null,\"aspf\":null," \
	"\"fo\":null,\"testing\":null,\"discovery_method\":null},"

static void
an_empty_report_has_all_keys(void **state)
{
	(void)state;
	struct report r = { .begin = TIME_UNSET,
		.end = TIME_UNSET,
		.policy_published.pct = -1 };
	check_json("report", report_to_json(&r),
	    "{\"org_name\":null,\"email\":null,\"extra_contact_info\":null,"
	    "\"report_id\":null,\"begin\":null,\"end\":null,\"errors\":[],"
	    "\"generator\":null,\"dialect\":null,\"version\":null,"
	    "\"xml_namespace\":null," NO_POLICY
	    "\"records_total\":0,\"messages\":0,\"repairs\":[],"
	    "\"repairs_total\":0}");
}

static void
a_full_report(void **state)
{
	(void)state;
	const char *errors[] = { "first", "second" };
	struct repair repairs[] = {
		{ REPAIR_WORD, "disposition \"nil\"" },
		{ REPAIR_GZIP_TRAILING, NULL },
	};
	struct report r = {
		.org_name = "Ex\xc3\xa4mple",
		.email = "dmarc@example.net",
		.extra_contact_info = "https://example.net/",
		.generator = "made by hand",
		.report_id = "r-1",
		.errors = errors,
		.n_errors = COUNT(errors),
		.begin = 0,
		.end = 86399,
		.version = "1.0",
		.xml_namespace = "urn:ietf:params:xml:ns:dmarc-2.0",
		.dialect = { DIALECT_9990, "9990" },
		.policy_published.pct = -1,
		.n_records = 2,
		.messages = 5000000000,
		.repairs = repairs,
		.n_repairs = COUNT(repairs),
		.total_repairs = 9,
	};
	check_json("report", report_to_json(&r),
	    "{\"org_name\":\"Ex\xc3\xa4mple\","
	    "\"email\":\"dmarc@example.net\","
	    "\"extra_contact_info\":\"https://example.net/\","
	    "\"report_id\":\"r-1\",\"begin\":0,\"end\":86399,"
	    "\"errors\":[\"first\",\"second\"],"
	    "\"generator\":\"made by hand\",\"dialect\":\"9990\","
	    "\"version\":\"1.0\","
	    "\"xml_namespace\":\"urn:ietf:params:xml:ns:dmarc-2.0\"," NO_POLICY
	    "\"records_total\":2,\"messages\":5000000000,\"repairs\":["
	    "{\"code\":\"unknown-word\","
	    "\"detail\":\"disposition \\\"nil\\\"\"},"
	    "{\"code\":\"gzip-trailing\",\"detail\":null}],"
	    "\"repairs_total\":9}");
}

static void
a_document_without_a_report(void **state)
{
	(void)state;
	struct document d = { .outcome = OUTCOME_TLSRPT,
		.reason = "a TLS report",
		.size = 12 };
	d.digest.bytes[31] = 0x0f;
	check_json("path is no UTF-8", document_to_json(&d, "a\xff.eml", NULL),
	    "{\"path\":\"a\xef\xbf\xbd.eml\",\"member\":null,"
	    "\"outcome\":\"tlsrpt\",\"reason\":\"a TLS report\",\"digest\":\""
	    "00000000000000000000000000000000"
	    "0000000000000000000000000000000f"
	    "\",\"size\":12,\"report\":null}");

	d = (struct document){ .outcome = OUTCOME_MALFORMED };
	check_json("records go with the report",
	    document_to_json(&d, NULL, json_array()),
	    "{\"path\":null,\"member\":null,\"outcome\":\"malformed\","
	    "\"reason\":null,\"digest\":null,\"size\":0,\"report\":null}");
}

static void
a_document_with_a_report(void **state)
{
	(void)state;
	struct report r = { .policy_published.pct = -1 };
	struct document d = { .outcome = OUTCOME_REPORT,
		.member = "a.xml",
		.report = &r };
	json_t *none = document_to_json(&d, "a.zip", NULL);
	check_json("no records are an empty list",
	    json_incref(
	        json_object_get(json_object_get(none, "report"), "records")),
	    "[]");
	check_text("outcome",
	    json_string_value(json_object_get(none, "outcome")), "report");
	check_text("member", json_string_value(json_object_get(none, "member")),
	    "a.xml");
	json_decref(none);

	json_t *records = json_array();
	json_array_append_new(records, json_string("r"));
	json_t *one = document_to_json(&d, "a.zip", records);
	check_json("records",
	    json_incref(
	        json_object_get(json_object_get(one, "report"), "records")),
	    "[\"r\"]");
	check_int("stolen",
	    json_object_get(json_object_get(one, "report"), "records")
	        ->refcount,
	    1);
	json_decref(one);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_record_has_all_keys),
		cmocka_unit_test(a_full_record_keeps_raw_words),
		cmocka_unit_test(the_published_policy),
		cmocka_unit_test(an_empty_report_has_all_keys),
		cmocka_unit_test(a_full_report),
		cmocka_unit_test(a_document_without_a_report),
		cmocka_unit_test(a_document_with_a_report),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
