/*
 * Any bytes as XML, whole and in pieces of a size that the first byte tells:
 * both must end alike.
 */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/report_xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct limits limits;

struct result {
	enum xml_end end;
	size_t records;
	int64_t messages;
};

static struct result
parse(struct report_xml *x, const uint8_t *p, size_t n, size_t piece)
{
	struct report *report;
	struct arena a;
	struct error e;
	struct result r;

	arena_init(&a, limits.arena_bytes);
	report_xml_begin(x, &a, NULL, p, n);
	for (size_t i = 0; i < n; i += piece)
		report_xml_feed(x, p + i, n - i < piece ? n - i : piece);
	r.end = report_xml_end(x, &report, &e);
	r.records = report->n_records;
	r.messages = report->messages;
	arena_release(&a);
	return r;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct report_xml *x;
	struct result whole, pieces;
	size_t piece;

	if (size == 0)
		return 0;
	if (x == NULL) {
		limits = limits_default();
		report_xml_setup();
		x = report_xml_new(&limits);
	}
	piece = data[0] % 64 + 1u;
	whole = parse(x, data + 1, size - 1, size);
	pieces = parse(x, data + 1, size - 1, piece);
	if (whole.end == XML_WHOLE &&
	    (pieces.end != XML_WHOLE || pieces.records != whole.records ||
	        pieces.messages != whole.messages))
		abort();
	return 0;
}
