/*
 * The XML of one document, pushed in pieces of any size, into a struct build.
 */
#ifndef INGEST_REPORT_XML_H
#define INGEST_REPORT_XML_H

#include "core/core.h"
#include "ingest/report_build.h"

/* How a document ended. */
enum xml_end {
	XML_WHOLE,        /* the root was closed, and all below it */
	XML_TRUNCATED,    /* the bytes ended before the root did */
	XML_BROKEN,       /* not well-formed */
	XML_ENCODING,     /* bytes that its encoding does not have */
	XML_DOCTYPE,      /* refused: a report has none */
	XML_NOT_FEEDBACK, /* another root element */
	XML_LIMIT,        /* a ceiling of ours */
	XML_SINK          /* the sink returned an error */
};

struct report_xml;

/* A parser that is used again and again.  limits is borrowed. */
struct report_xml *report_xml_new(const struct limits *limits);
void report_xml_free(struct report_xml *x);

/*
 * A new document.  head: its first bytes (they are fed again), of which the
 * encoding is told.
 */
void report_xml_begin(struct report_xml *x, struct arena *document,
    const struct ingest_sink *sink, const void *head, size_t n);
void report_xml_feed(struct report_xml *x, const void *p, size_t n);

/*
 * The end of the bytes.  *ret_report (never NULL, in the document's arena and
 * x, until the next begin) has what was read.  *e has a sentence unless whole;
 * for XML_SINK the sink's error.
 */
enum xml_end report_xml_end(struct report_xml *x, struct report **ret_report,
    struct error *e);

/*
 * The repairs of the document.  Who adds to them after report_xml_end() calls
 * report_xml_repairs(), which puts them into the report.
 */
struct ledger *report_xml_ledger(struct report_xml *x);
void report_xml_repairs(struct report_xml *x, struct report *r);

/* Records handed on since the last begin. */
size_t report_xml_records(const struct report_xml *x);

/* Bytes behind the root element, blanks not counted. */
size_t report_xml_trailing(const struct report_xml *x);

/* Set up libxml2, before any thread.  May be called again. */
void report_xml_setup(void);

struct library report_xml_library(void);

#endif
