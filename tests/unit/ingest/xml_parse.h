/* One document through the XML parser, in pieces of any size. */
#ifndef TESTS_XML_PARSE_H
#define TESTS_XML_PARSE_H

#include "collect.h"

#include "ingest/report_xml.h"

struct result {
	enum xml_end end;
	char *text; /* report and records as JSON; caller frees */
};

static struct report_xml *parser;
static struct limits limits;

static inline enum err
add(void *ctx, const struct record *r, struct error *e)
{
	(void)e;
	json_array_append_new(ctx, record_to_json(r));
	return OK;
}

static inline struct result
parse(const char *p, size_t n, size_t piece)
{
	json_t *records = json_array(), *j;
	struct ingest_sink sink = { .ctx = records, .record = add };
	struct report *report;
	struct arena a;
	struct error e;
	struct result r;

	arena_init(&a, limits.arena_bytes);
	report_xml_begin(parser, &a, &sink, p, n);
	for (size_t i = 0; i < n; i += piece)
		report_xml_feed(parser, p + i, n - i < piece ? n - i : piece);
	r.end = report_xml_end(parser, &report, &e);
	report_xml_repairs(parser, report);
	j = report_to_json(report);
	json_object_set_new(j, "records", records);
	r.text = json_dumps(j, JSON_SORT_KEYS | JSON_COMPACT);
	assert_non_null(r.text);
	json_decref(j);
	arena_release(&a);
	return r;
}

static inline int
setup(void **state)
{
	(void)state;
	limits = limits_default();
	report_xml_setup();
	parser = report_xml_new(&limits);
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	report_xml_free(parser);
	return 0;
}

#endif
