/*
 * Private to mime*.c, which are the only door to GMime: what the walk through
 * a mail, the reading of its head and the decoding of its parts share.
 */
#ifndef INGEST_MIME_INSIDE_H
#define INGEST_MIME_INSIDE_H

#include <gmime/gmime.h>

#include "ingest/mime.h"

/* Memory that is kept for the next mail is at most this. */
enum { MIME_KEEP_BYTES = 1 << 20 };

struct mime_reader {
	const struct limits *limits; /* borrowed */
	struct authserv authserv;    /* borrowed lists */
	GMimeParser *parser;
	struct buf decoded; /* of the open part */
	struct buf lines;   /* a mail whose lines had to be made readable */
};

/* One walk through a mail; all borrowed. */
struct mime_walk {
	struct mime_reader *m;
	struct arena *a;
	const struct mime_sink *sink;
	struct mime_facts *f;
	size_t parts;
	unsigned nested; /* messages inside messages */
	bool head_done;
	struct error *e; /* of the sink */
};

/* The walk ends here, at a ceiling; the first one is kept. */
void mime_cut(struct mime_walk *w, const char *sentence);

/* Walk through a mail of n bytes.  The first error of the sink. */
enum err mime_walk_mail(struct mime_walk *w, const char *p, size_t n,
    unsigned depth) MUST_CHECK;

/* Whether the object's report-type is `want`. */
bool mime_has_report_type(GMimeObject *o, const char *want);

/* What the outermost mail says of itself goes into w->f. */
void mime_read_head(struct mime_walk *w, GMimeMessage *message);

/* What a part has, decoded, to the buffer's ceiling: see out->overflow. */
void mime_decode(GMimeDataWrapper *content, struct buf *out);

/*
 * The first uuencoded data in n bytes of text, likewise; nothing if there are
 * none.
 */
void mime_uudecode(const char *p, size_t n, struct buf *out);

#endif
