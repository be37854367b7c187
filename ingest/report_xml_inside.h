/*
 * Between report_xml.c, the door to libxml2, and report_feed.c, which knows no
 * library: who puts another parser in its place writes the xml_door functions.
 */
#ifndef INGEST_REPORT_XML_INSIDE_H
#define INGEST_REPORT_XML_INSIDE_H

#include "ingest/markup_scan.h"
#include "ingest/report_xml.h"

struct _xmlParserCtxt;

enum { NAME_SLOTS = 4096 };

struct report_xml {
	const struct limits *limits;
	struct _xmlParserCtxt *ctxt; /* libxml2's; NULL: none yet */
	unsigned uses; /* documents that this context has seen */
	struct build build;
	struct markup_scan scan;
	bool ended;       /* no more is fed: see end */
	enum xml_end end; /* valid if ended */
	bool terminated;  /* libxml2 got its last piece */
	size_t trailing;
	struct error error; /* the first one of libxml2 */
	int code;           /* its number */
	/* Names that the grammar does not know: addresses in the dictionary. */
	const unsigned char *names[NAME_SLOTS];
	size_t n_names;
};

/* A new document; plain: it begins with "<" in one byte a character. */
void xml_door_begin(struct report_xml *x, bool plain);
/* The next piece; sets ended, end and error when it cannot go on. */
void xml_door_push(struct report_xml *x, const char *p, size_t n, bool last);
void xml_door_stop(struct report_xml *x);
void xml_door_close(struct report_xml *x);

/* No more is read: why.  The first one counts. */
void xml_stop(struct report_xml *x, enum xml_end end);
void xml_stop_at_limit(struct report_xml *x, const char *sentence);

/*
 * Count a name that the grammar does not know, by its address in the parser's
 * dictionary, which never forgets one and grows slow.  NULL is none.
 */
void xml_count_name(struct report_xml *x, const unsigned char *name);

#endif
