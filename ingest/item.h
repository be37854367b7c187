/*
 * What the files of ingest/ share while one item is read: the parser's
 * contexts and buffers, used again for each item, and the item's state.
 */
#ifndef INGEST_ITEM_H
#define INGEST_ITEM_H

#include "core/core.h"
#include "ingest/document.h"
#include "ingest/ingest.h"
#include "ingest/report_xml.h"

enum { LAYERS_MAX = 8 };

struct mime_reader;

struct ingest {
	struct ingest_options options;
	struct arena arena; /* the item's: names, addresses */
	struct report_xml *xml;
	struct mime_reader *mime;
	struct document_job job;
	struct buf layers[LAYERS_MAX]; /* packed data inside packed data */

	const struct ingest_sink *sink; /* of the item */
	struct intake_source source;
	size_t unpacked; /* bytes of all its documents */
	size_t emitted;  /* documents handed to the sink */
	/* What it is if no document is handed on: the best that was seen. */
	struct document rest;
	struct error rest_reason;
};

/* Hand a document without content on: what, in which member, why. */
enum err item_emit(struct ingest *in, enum outcome outcome, const char *member,
    const struct error *why, struct error *e) MUST_CHECK;

/* The same with all that is known of it. */
enum err item_emit_document(struct ingest *in, const struct document *d,
    struct error *e) MUST_CHECK;

/* Remember what the item may be if there is nothing better in it. */
void item_keep(struct ingest *in, enum outcome outcome, const char *member,
    const char *reason);

/* A copy for display in the item's arena; NULL stays NULL. */
const char *item_name(struct ingest *in, const char *name);

#endif
