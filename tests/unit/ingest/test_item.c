/* What becomes of an item, and what had to be put right in it: one table. */
#include "collect_one.h"

#define DATES(b, e) \
	"<report_metadata><org_name>o</org_name><email>a@b.example</email>" \
	"<report_id>1</report_id><date_range><begin>" b "</begin><end>" e \
	"</end></date_range></report_metadata>"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outcomes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
