/*
 * A second strict parse over bytes that were put right: the first steps of
 * the specification's ladder (11.5).
 */
#ifndef INGEST_BYTE_REPAIR_H
#define INGEST_BYTE_REPAIR_H

#include "ingest/report_xml.h"

struct ingest;

/*
 * The open document's parse ended with `end`.  Look at its bytes again; if a
 * step of the table can help, tell the sink to forget its records and parse
 * anew.  Returns how that ended, or `end` untouched if nothing can help.
 */
enum xml_end byte_repair(struct ingest *in, enum xml_end end,
    struct report **ret_report, struct error *e);

#endif
