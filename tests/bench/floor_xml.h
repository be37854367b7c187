/* The parser of the floor: inside only. */
#ifndef TESTS_BENCH_FLOOR_XML_H
#define TESTS_BENCH_FLOOR_XML_H

#include <libxml/parser.h>

#include "tests/bench/floor.h"

/* clang-format off */
#define NAMES(X) \
	X(feedback) X(version) X(report_metadata) X(org_name) X(email) \
	X(extra_contact_info) X(report_id) X(date_range) X(begin) X(end) \
	X(generator) X(policy_published) X(domain) X(p) X(sp) X(np) X(pct) \
	X(adkim) X(aspf) X(testing) X(discovery_method) X(fo) X(record) \
	X(row) X(source_ip) X(count) X(policy_evaluated) X(disposition) \
	X(dkim) X(spf) X(reason) X(type) X(comment) X(identifiers) \
	X(identities) X(header_from) X(envelope_from) X(envelope_to) \
	X(auth_results) X(selector) X(result) X(human_result) X(scope) X(t)
/* clang-format on */

#define NAME_ENUM(name) E_##name,
enum element { E_NONE, NAMES(NAME_ENUM) };
enum { TABLE = 256, DEPTH = 32, BLOCK = 1 << 20 };

struct block {
	struct block *next;
	size_t n;
	char text[BLOCK];
};

struct floor_xml {
	xmlSAXHandler sax;
	xmlParserCtxtPtr ctxt;
	unsigned char table[TABLE];
	enum element stack[DEPTH];
	int depth;
	char *text;
	size_t n_text, text_room;
	struct block *blocks; /* strings of the report */
	struct floor_report report;
};

/* A copy that lives as long as the report. */
const char *floor_keep(struct floor_xml *x, const char *s, size_t n);

/* What the end of leaf e says of the head, a row, an entry. */
void floor_end_head(struct floor_xml *x, enum element e);
void floor_end_row(struct floor_xml *x, struct floor_record *c, enum element e);
void floor_end_entry(struct floor_xml *x, struct floor_entry *to,
    enum element e);

#endif
