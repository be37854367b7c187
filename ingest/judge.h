/* Whether a document that could be read is a report that counts. */
#ifndef INGEST_JUDGE_H
#define INGEST_JUDGE_H

#include "core/core.h"
#include "ingest/ledger.h"
#include "ingest/report_xml.h"

struct ingest;

/* The outcome of a parse; OUTCOME_REPORT when whole. */
enum outcome judge_end(enum xml_end end);

/*
 * The outcome of a whole report: its domain, its dates (architecture.md 4,
 * Days), its reporter.  A sentence in *why unless OUTCOME_REPORT.
 */
enum outcome judge_report(const struct ingest *in, const struct report *r,
    struct ledger *ledger, struct error *why);

#endif
