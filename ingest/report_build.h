/*
 * From the elements of a document to records and a report, by the grammar.
 * It knows nothing of the XML parser: report_xml.c calls it for each start,
 * text and end of an element.
 */
#ifndef INGEST_REPORT_BUILD_H
#define INGEST_REPORT_BUILD_H

#include "core/core.h"
#include "ingest/grammar.h"
#include "ingest/ingest.h"
#include "ingest/ledger.h"
#include "ingest/normalise.h"
#include "ingest/raw.h"

/* Why building stopped before the end. */
enum build_stop {
	BUILD_GO,
	BUILD_NOT_FEEDBACK, /* another root element */
	BUILD_LIMIT,        /* a ceiling; see error */
	BUILD_SINK          /* the sink returned an error; see error */
};

struct build {
	const struct limits *limits;
	struct arena *document; /* metadata and repairs; borrowed */
	struct arena row;       /* texts of one record */
	const struct ingest_sink *sink;

	enum element_id at; /* the open element that we know */
	size_t skip;        /* open elements below it that we do not */
	size_t depth;       /* open elements */
	uint64_t seen;   /* bit of each element that stood below its parent */
	uint64_t below[GRAMMAR_SIZE]; /* bits of what may stand below each */
	bool cut;        /* the open leaf was longer than its ceiling */
	struct buf text; /* of the open leaf */

	struct raw raw;
	struct raw_auth *auth_dkim, *auth_spf; /* entries of the open record */
	struct raw_reason *reasons;
	char **errors;

	struct ledger ledger;
	struct normaliser nz;
	struct report report;
	bool closed; /* the root element was closed */
	enum build_stop stop;
	struct error error;
};

/* Memory that stays for all documents.  build_free() gives it back. */
void build_init(struct build *b, const struct limits *limits);
void build_free(struct build *b);

/*
 * A new document.  Its metadata and repairs go to `document`, its records to
 * sink (which may be NULL: only the metadata count).
 */
void build_begin(struct build *b, struct arena *document,
    const struct ingest_sink *sink);

/*
 * An element opens; name without prefix, uri its namespace or NULL.  Returns
 * whether the grammar knows it.  Look at b->stop afterwards.
 */
bool build_open(struct build *b, const char *name, const char *uri);
void build_text(struct build *b, const char *p, size_t n);
void build_close(struct build *b);

/* Stop with a ceiling: a sentence. */
void build_limit(struct build *b, const char *sentence);

/* Make the report out of what was read; false when memory is at its limit. */
bool build_finish(struct build *b);

#endif
