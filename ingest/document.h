/*
 * One document: its bytes come in pieces, are sniffed, digested, deflated and
 * parsed on the way, and at the end it is handed to the sink with an outcome.
 */
#ifndef INGEST_DOCUMENT_H
#define INGEST_DOCUMENT_H

#include "core/core.h"
#include "ingest/origin.h"
#include "ingest/sniff.h"

struct ingest;

/* The document that is being read. */
struct document_job {
	const char *member;
	struct origin origin;
	size_t trailing;    /* bytes behind the gzip data it came in */
	enum sniff kind;    /* SNIFF_MORE until it is told */
	struct buf head;    /* its bytes until then */
	size_t size;        /* bytes that came */
	size_t consumed;    /* of them, after the kind was told */
	size_t leading;     /* bytes that were passed over before the XML */
	struct arena arena; /* metadata, repairs */
	struct digest_stream *digest;
	struct deflater *deflater;
	struct buf deflated;
	bool parsed;        /* its bytes go to the XML parser */
	bool uninteresting; /* told, and no report: read no further */
	bool over;          /* larger than a document may be */
};

void document_init(struct document_job *job, const struct limits *limits);
void document_free(struct document_job *job);

void document_begin(struct ingest *in, const char *member,
    const struct origin *origin);

/* A deflate_sink whose ctx is the struct ingest.  ERR_INPUT: stop reading,
   because it is uninteresting or over its ceiling. */
enum err document_data(void *ctx, const void *p, size_t n, struct error *e);

/*
 * All bytes came, or (broken is not OUTCOME_REPORT) they ended with what *why
 * says.  Hands the document to the sink, if it is one.
 */
enum err document_end(struct ingest *in, enum outcome broken,
    const struct error *why, struct error *e) MUST_CHECK;

/* How many more bytes the open document may have. */
size_t document_room(const struct ingest *in);

/* Between document.c and document_end.c. */

/* The kind is told by the first n bytes at p. */
void document_start(struct ingest *in, enum sniff kind, const char *p,
    size_t n);
/* What every byte of a document goes through once its kind is known. */
void document_consume(struct ingest *in, const char *p, size_t n);
/* Give up what is half done. */
void document_drop(struct document_job *job);

#endif
