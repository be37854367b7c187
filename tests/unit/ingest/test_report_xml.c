/* The XML of a document, in pieces of any size. */
#include "xml_parse.h"

static const struct {
	const char *sentence, *xml;
	enum xml_end end;
} ends[] = {
	{ "a whole report", REPORT, XML_WHOLE },
	{ "blanks and bytes behind it", REPORT "\n\n junk <x>", XML_WHOLE },
	{ "the last bracket is missing",
	    "<feedback>" REPORT_RECORD "</feedback", XML_WHOLE },
	{ "an empty root", "<feedback/>", XML_WHOLE },
	{ "letters of any case", "<FEEDBACK></FEEDBACK>", XML_WHOLE },
	{ "an undeclared prefix", "<n:feedback><n:record/></n:feedback>",
	    XML_WHOLE },
	{ "a relative namespace",
	    "<feedback xmlns='http//dmarc.org/dmarc-xml/0.1'></feedback>",
	    XML_WHOLE },
	{ "CDATA and references",
	    "<feedback><report_metadata><org_name>A<![CDATA[&<b>]]>&amp;&#228;"
	    "</org_name></report_metadata></feedback>",
	    XML_WHOLE },
	{ "letters of two, three and four bytes",
	    "<feedback><report_metadata><org_name>\xc3\xa4\xe2\x82\xac"
	    "\xf0\x9f\x98\x80</org_name><email>\xc3\xa4</email>"
	    "</report_metadata>\xc3\xa4</feedback>",
	    XML_WHOLE },
	{ "another root", "<html><body>", XML_NOT_FEEDBACK },
	{ "cut between records", "<feedback>" REPORT_RECORD, XML_TRUNCATED },
	{ "cut inside a record", "<feedback><record><row>", XML_TRUNCATED },
	{ "cut inside a tag", "<feedback><rec", XML_TRUNCATED },
	{ "cut inside a reference", "<feedback><version>1&am", XML_TRUNCATED },
	{ "tags that cross", "<feedback><record></row></record></feedback>",
	    XML_BROKEN },
	{ "a bare ampersand", "<feedback><version>a & b</version></feedback>",
	    XML_BROKEN },
	{ "an unknown entity", "<feedback><version>&x;</version></feedback>",
	    XML_BROKEN },
	{ "a control character", "<feedback><version>\1</version></feedback>",
	    XML_ENCODING },
	{ "Latin-1 under no declaration",
	    "<feedback><version>\xe4</version></feedback>", XML_ENCODING },
	{ "an encoding that nobody knows",
	    "<?xml version='1.0' encoding='x-nothing'?><feedback></feedback>",
	    XML_ENCODING },
	{ "windows-1252 as declared",
	    "<?xml version='1.0' encoding='windows-1252'?><feedback>"
	    "<report_metadata><org_name>\x93"
	    "Caf\xe9\x94</org_name>"
	    "</report_metadata></feedback>",
	    XML_WHOLE },
	{ "a DOCTYPE", "<!DOCTYPE feedback><feedback></feedback>",
	    XML_DOCTYPE },
	{ "a DOCTYPE with entities",
	    "<!DOCTYPE feedback [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
	    "<feedback><version>&a;</version></feedback>",
	    XML_DOCTYPE },
	{ "nothing at all", "", XML_TRUNCATED },
};

/* The same bytes in any pieces are the same report. */
static void
pieces_do_not_matter(void **state)
{
	static const size_t pieces[] = { 1, 2, 7, 64 };

	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t n = strlen(ends[i].xml);
		struct result whole = parse(ends[i].xml, n, n + 1);

		print_message("%s\n", ends[i].sentence);
		assert_int_equal(whole.end, ends[i].end);
		for (size_t k = 0; k < 4; k++) {
			struct result r = parse(ends[i].xml, n, pieces[k]);

			/* Of bytes that are no UTF-8 libxml2 says either. */
			if (r.end != XML_BROKEN || whole.end != XML_ENCODING)
				assert_int_equal(r.end, whole.end);
			if (whole.end == XML_WHOLE)
				assert_string_equal(r.text, whole.text);
			free(r.text);
		}
		free(whole.text);
	}
}

/* libxml2 hands on long texts before their end: not inside a letter. */
static void
long_texts_in_pieces(void **state)
{
	struct result whole;
	struct buf b;

	(void)state;
	buf_init(&b, MIB);
	buf_addstr(&b, "<feedback><report_metadata><error>");
	for (int i = 0; i < 700; i++)
		buf_addstr(&b, i % 3 ? "\xe2\x82\xac" : "\xc3\xa4&lt;x");
	buf_addstr(&b, "</error></report_metadata></feedback>");
	whole = parse(b.data, b.len, b.len);
	assert_int_equal(whole.end, XML_WHOLE);
	for (size_t piece = 1; piece < 600; piece += 1 + piece / 8) {
		struct result r = parse(b.data, b.len, piece);

		assert_int_equal(r.end, XML_WHOLE);
		assert_string_equal(r.text, whole.text);
		free(r.text);
	}
	free(whole.text);
	buf_free(&b);
}

/* A report cut anywhere is never taken for whole, nor for malformed. */
static void
every_cut_is_truncated(void **state)
{
	static const char xml[] = "<?xml version=\"1.0\"?>" REPORT;
	size_t n = sizeof(xml) - 1;

	(void)state;
	for (size_t cut = 1; cut < n; cut++) {
		struct result r = parse(xml, cut, cut % 5 + 1);

		/* All but the last bracket counts as whole. */
		assert_int_equal(r.end,
		    cut == n - 1 ? XML_WHOLE : XML_TRUNCATED);
		free(r.text);
	}
}

static const struct {
	const char *sentence;
	bool big;
} wides[] = { { "little endian", false }, { "big endian", true } };

static void
utf16(void **state)
{
	static const char xml[] =
	    "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" REPORT;
	size_t n = sizeof(xml) - 1;
	struct result plain = parse(REPORT, strlen(REPORT), 4096);
	char *w = calloc(n + 1, 2);

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		bool big = wides[i].big;

		print_message("UTF-16, %s\n", wides[i].sentence);
		memset(w, 0, 2 * n + 2);
		w[0] = big ? '\xfe' : '\xff';
		w[1] = big ? '\xff' : '\xfe';
		for (size_t k = 0; k < n; k++)
			w[2 * k + 2 + big] = xml[k];
		for (size_t piece = 1; piece < 9000; piece = piece * 3 + 1) {
			struct result r = parse(w, 2 * n + 2, piece);

			assert_int_equal(r.end, XML_WHOLE);
			assert_string_equal(r.text, plain.text);
			free(r.text);
		}
	}
	free(plain.text);
	free(w);
}

/* After whatever came before, the next document is read as by a new parser. */
static void
reuse_leaves_nothing(void **state)
{
	struct result first = parse(REPORT, strlen(REPORT), 4096);

	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		struct result r;

		r = parse(ends[i].xml, strlen(ends[i].xml), 11);
		free(r.text);
		r = parse(REPORT, strlen(REPORT), 4096);
		assert_int_equal(r.end, XML_WHOLE);
		assert_string_equal(r.text, first.text);
		free(r.text);
	}
	free(first.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_do_not_matter),
		cmocka_unit_test(long_texts_in_pieces),
		cmocka_unit_test(every_cut_is_truncated),
		cmocka_unit_test(utf16),
		cmocka_unit_test(reuse_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
