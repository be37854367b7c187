/*
 * Every ceiling of core/limits.h: what is just under it is read as if there
 * were none, what is just over it is set aside as limit, or cut and said so.
 * A ceiling without a row here fails the test.
 */
#include "limits_mails.h"
#include "limits_markup.h"

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
