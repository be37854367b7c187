/*
 * Every ceiling of core/limits.h: what is just under it is read as if there
 * were none, what is just over it is set aside as limit, or cut and said so.
 * A ceiling without a row here fails the test.
 */
#include "collect.h"
#include "pack.h"

#define FROM "From: Reports <dmarc@receiver.example>\n"

static void
repeat(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addstr(b, s);
}

/* A report with something in its metadata. */
static void
with(struct buf *b, const char *before, const char *s, size_t n,
    const char *after)
{
	buf_addstr(b, "<feedback>");
	buf_addstr(b, before);
	repeat(b, s, n);
	buf_addstr(b, after);
	buf_addstr(b, REPORT_HEAD REPORT_POLICY REPORT_RECORD "</feedback>");
}

/* Blanks behind what b holds, until it has n bytes. */
static void
fill(struct buf *b, size_t n)
{
	assert_true(b->len <= n);
	repeat(b, " ", n - b->len);
}

static void
mail_of_bytes(struct buf *b, size_t n)
{
	buf_addstr(b, FROM "Content-Type: text/xml\n\n" REPORT "\n");
	fill(b, n);
}

/* n - 1 multiparts around a leaf. */
static void
mail_of_depth(struct buf *b, size_t n)
{
	buf_addstr(b, FROM);
	for (size_t i = 1; i < n; i++)
		buf_printf(b,
		    "Content-Type: multipart/mixed; boundary=b%zu\n\n--b%zu\n",
		    i, i);
	buf_addstr(b, "Content-Type: text/xml\n\n" REPORT "\n");
	for (size_t i = n - 1; i > 0; i--)
		buf_printf(b, "--b%zu--\n", i);
}

static void
mail_of_parts(struct buf *b, size_t n)
{
	buf_addstr(b, FROM "Content-Type: multipart/mixed; boundary=b\n\n");
	buf_addstr(b, "--b\nContent-Type: text/xml\n\n" REPORT "\n");
	repeat(b, "--b\n\nx\n", n - 1);
	buf_addstr(b, "--b--\n");
}

static void
mail_of_header(struct buf *b, size_t n)
{
	buf_addstr(b, FROM "Content-Type: text/xml\n");
	while (b->len + 80 < n)
		buf_addstr(b, "X-Trace: from a by b\n");
	buf_addstr(b, "X: ");
	repeat(b, "x", n - b->len);
	buf_addstr(b, "\n\n" REPORT "\n");
}

/* The mail is larger than its ceiling of header bytes, or nobody counts. */
static void
mail_of_lines(struct buf *b, size_t n)
{
	buf_addstr(b, FROM "Content-Type: text/xml\n\n" REPORT "\n");
	repeat(b, "a: b\n", n - 2);
	repeat(b, ".", 300 * KIB);
}

static void
gzip_of_bytes(struct buf *b, size_t n)
{
	pack_deflate(b, 31, REPORT, strlen(REPORT));
	repeat(b, "\n", n - b->len);
}

static void
document_of_bytes(struct buf *b, size_t n)
{
	buf_addstr(b, REPORT);
	fill(b, n);
}

static void
documents_of_bytes(struct buf *b, size_t n)
{
	struct pack_zip z;
	struct buf second;

	buf_init(&second, MIB);
	document_of_bytes(&second, n - strlen(REPORT));
	pack_zip_begin(&z);
	pack_zip_add(&z, "a", REPORT, strlen(REPORT), 0);
	pack_zip_add(&z, "b", second.data, second.len, 0);
	pack_zip_end(&z);
	buf_add(b, z.out.data, z.out.len);
	pack_zip_free(&z);
	buf_free(&second);
}

static void
zip_of_members(struct buf *b, size_t n)
{
	struct pack_zip z;

	pack_zip_begin(&z);
	for (size_t i = 0; i < n; i++)
		pack_zip_add(&z, "a", REPORT, strlen(REPORT), 0);
	pack_zip_end(&z);
	buf_add(b, z.out.data, z.out.len);
	pack_zip_free(&z);
}

/* The last layer again in a zip, or in gzip. */
static void
wrap(struct buf *b, bool zip)
{
	struct buf inner = *b;
	struct pack_zip z;

	buf_init(b, MIB);
	if (zip) {
		pack_zip_begin(&z);
		pack_zip_add(&z, "a", inner.data, inner.len, 0);
		pack_zip_end(&z);
		buf_add(b, z.out.data, z.out.len);
		pack_zip_free(&z);
	} else {
		pack_deflate(b, 31, inner.data, inner.len);
	}
	buf_free(&inner);
}

static void
zip_in_zip(struct buf *b, size_t n)
{
	buf_addstr(b, REPORT);
	for (size_t i = 0; i < n; i++)
		wrap(b, true);
}

static void
gzip_in_gzip(struct buf *b, size_t n)
{
	buf_addstr(b, REPORT);
	for (size_t i = 0; i < n; i++)
		wrap(b, false);
}

/* The root is one of them. */
static void
elements_of_depth(struct buf *b, size_t n)
{
	buf_addstr(b, "<feedback>" REPORT_HEAD REPORT_POLICY REPORT_RECORD);
	repeat(b, "<x>", n - 1);
	repeat(b, "</x>", n - 1);
	buf_addstr(b, "</feedback>");
}

static void
name_of_bytes(struct buf *b, size_t n)
{
	with(b, "<", "x", n, "/>");
}

static void
element_of_attributes(struct buf *b, size_t n)
{
	buf_addstr(b, "<feedback><x");
	for (size_t i = 0; i < n; i++)
		buf_printf(b, " a%zu=\"\"", i);
	buf_addstr(b,
	    "/>" REPORT_HEAD REPORT_POLICY REPORT_RECORD "</feedback>");
}

static void
comment_of_bytes(struct buf *b, size_t n)
{
	with(b, "<!--", "x", n - 7, "-->");
}

static void
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

static void
metadata_of_bytes(struct buf *b, const char *name, size_t n)
{
	buf_printf(b, "<feedback><report_metadata><%s>", name);
	repeat(b, "x", n);
	buf_printf(b, "</%s>" REST_OF_HEAD, name);
}

static void
org_name_of_bytes(struct buf *b, size_t n)
{
	metadata_of_bytes(b, "org_name", n);
}

static void
report_id_of_bytes(struct buf *b, size_t n)
{
	metadata_of_bytes(b, "report_id", n);
}

#define EVALUATED "<record><row><policy_evaluated>"
#define EVALUATED_END "</policy_evaluated></row></record>"

static void
comments_of_bytes(struct buf *b, size_t n)
{
	with(b, EVALUATED "<reason><comment>", "x", n,
	    "</comment></reason>" EVALUATED_END);
}

static void
word_of_bytes(struct buf *b, size_t n)
{
	with(b, EVALUATED "<disposition>", "x", n,
	    "</disposition>" EVALUATED_END);
}

static void
reasons_of_record(struct buf *b, size_t n)
{
	with(b, EVALUATED, "<reason><type>other</type></reason>", n,
	    EVALUATED_END);
}

static void
records_of_report(struct buf *b, size_t n)
{
	with(b, "", REPORT_RECORD, n - 1, "");
}

static void
dkim_of_record(struct buf *b, size_t n)
{
	with(b, "<record><auth_results>", "<dkim><result>pass</result></dkim>",
	    n, "</auth_results></record>");
}

static void
spf_of_record(struct buf *b, size_t n)
{
	with(b, "<record><auth_results>", "<spf><result>pass</result></spf>", n,
	    "</auth_results></record>");
}

/* Each is one repair: a word outside its vocabulary. */
static void
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
static void
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

static void
ampersands(struct buf *b, size_t n)
{
	with(b, "<x>", "&", n, "</x>");
}

#define FIELD(name) #name, offsetof(struct limits, name)

static const struct row {
	const char *name;
	size_t field;
	size_t value, under, over;
	void (*build)(struct buf *b, size_t n);
	/* What shows that it is over: NULL: the outcome limit; a repair; "":
	   repairs that are only counted; "malformed": that outcome. */
	const char *sign;
} rows[] = {
	{ FIELD(mail_bytes), 5000, 5000, 5001, mail_of_bytes, NULL },
	{ FIELD(mime_depth), 4, 4, 5, mail_of_depth, NULL },
	{ FIELD(mime_parts), 7, 7, 8, mail_of_parts, NULL },
	{ FIELD(header_bytes), 600, 600, 601, mail_of_header, NULL },
	{ FIELD(mime_lines), 40, 40, 41, mail_of_lines, NULL },
	{ FIELD(packed_bytes), 900, 900, 901, gzip_of_bytes, NULL },
	{ FIELD(document_bytes), 2000, 2000, 2001, document_of_bytes, NULL },
	{ FIELD(mail_document_bytes), 4000, 4000, 4001, documents_of_bytes,
	    NULL },
	{ FIELD(archive_members), 5, 5, 6, zip_of_members, NULL },
	{ FIELD(archive_layers), 1, 1, 2, zip_in_zip, NULL },
	{ FIELD(compression_layers), 2, 2, 3, gzip_in_gzip, NULL },
	{ FIELD(xml_depth), 9, 9, 10, elements_of_depth, NULL },
	{ FIELD(xml_name_bytes), 30, 30, 31, name_of_bytes, NULL },
	{ FIELD(xml_attributes), 8, 8, 9, element_of_attributes, NULL },
	{ FIELD(xml_markup_bytes), 500, 500, 501, comment_of_bytes, NULL },
	{ FIELD(xml_unknown_names), 20, 20, 21, names_unknown, NULL },
	{ FIELD(leaf_bytes), 200, 200, 201, org_name_of_bytes, "cut" },
	{ FIELD(text_bytes), 100, 100, 101, org_name_of_bytes, "cut" },
	{ FIELD(comment_bytes), 100, 100, 101, comments_of_bytes, "cut" },
	{ FIELD(report_id_bytes), 100, 100, 101, report_id_of_bytes, "cut" },
	{ FIELD(word_bytes), 20, 20, 21, word_of_bytes, "cut" },
	{ FIELD(records), 50, 50, 51, records_of_report, NULL },
	{ FIELD(dkim_entries), 12, 12, 13, dkim_of_record, "auth-limit" },
	{ FIELD(spf_entries), 12, 12, 13, spf_of_record, "auth-limit" },
	{ FIELD(reasons), 5, 5, 6, reasons_of_record, "auth-limit" },
	{ FIELD(repairs), 20, 20, 21, words_unknown, "" },
	{ FIELD(escapes), 10, 10, 11, ampersands, "malformed" },
	/* Its blocks are large: no byte is the last one. */
	{ FIELD(arena_bytes), MIB, 100 * KIB, 4 * MIB, texts_of_bytes, NULL },
};

static bool
met(const struct collect *c, const struct row *r)
{
	bool limit = false;

	if (r->sign == NULL) {
		for (size_t i = 0; i < c->n; i++)
			limit |=
			    strcmp(collect_text(c, i, "outcome"), "limit") == 0;
		return limit;
	}
	if (strcmp(r->sign, "malformed") == 0)
		return strcmp(collect_text(c, 0, "outcome"), r->sign) == 0;
	assert_string_equal(collect_text(c, 0, "outcome"), "report");
	if (*r->sign != '\0')
		return collect_repairs(c, 0, r->sign) > 0;
	return collect_number(c, 0, "report/repairs_total") >
	       (json_int_t)collect_repairs(c, 0, "unknown-word");
}

/* Read it in n of what the row counts, under its ceiling. */
static bool
try(const struct row *r, size_t n)
{
	struct ingest_options o = { .limits = limits_default(),
		.now = TEST_NOW,
		.keep_documents = true };
	struct collect got = { 0 };
	struct ingest *in;
	struct error e;
	struct buf b;
	bool result;

	memcpy((char *)&o.limits + r->field, &r->value, sizeof(r->value));
	assert_int_equal(ingest_open(&o, &in, &e), OK);
	buf_init(&b, 64 * MIB);
	r->build(&b, n);
	collect_item(&got, in, b.data, b.len);
	result = met(&got, r);
	collect_free(&got);
	buf_free(&b);
	ingest_close(in);
	return result;
}

static void
under_and_over(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		print_message("%s: %zu, not %zu\n", rows[i].name, rows[i].under,
		    rows[i].over);
		assert_false(try(&rows[i], rows[i].under));
		assert_true(try(&rows[i], rows[i].over));
	}
}

static void
each_has_a_row(void **state)
{
	struct limits l = limits_default();
	struct limit_row all[LIMITS_COUNT];

	(void)state;
	limits_rows(&l, all);
	for (size_t i = 0; i < LIMITS_COUNT; i++) {
		bool found = false;

		for (size_t k = 0; k < sizeof(rows) / sizeof(*rows); k++)
			found |= strcmp(rows[k].name, all[i].name) == 0;
		print_message("%s\n", all[i].name);
		assert_true(found);
		assert_true(all[i].value > 0 && strlen(all[i].why) > 5);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_has_a_row),
		cmocka_unit_test(under_and_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
