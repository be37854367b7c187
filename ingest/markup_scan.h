/*
 * A look at XML's brackets before the parser sees them.  The parser has no
 * ceiling on a tag, takes quadratic time over attributes, and does not say
 * where the root element ended; this scan respects quotes, comments and CDATA
 * and knows all three (architecture.md 9.2).
 */
#ifndef INGEST_MARKUP_SCAN_H
#define INGEST_MARKUP_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/limits.h"
#include "ingest/utf16_narrow.h"

enum { MARKUP_NAME_MAX = 64 };

struct markup_scan {
	const struct limits *limits;
	bool wide;         /* UTF-16 */
	struct utf16_narrow narrow; /* of it */
	int state;         /* of the scan: enum state in markup_scan.c */
	size_t matched;    /* characters of "-->" or "<![CDATA[" seen so far */
	char quote;        /* the open quote */
	char last;         /* the character before */
	size_t length;     /* of the construct that is open, from its "<" */
	size_t attributes; /* quoted values in the open tag */
	size_t depth;      /* open elements */
	bool root_closed;  /* the end tag of the first element was seen */
	const char *fault; /* a ceiling was met: which.  Static */
	char name[MARKUP_NAME_MAX]; /* of the end tag at depth 1, cut */
	size_t n_name;
};

/* wide: what sniff_utf16() says: 0 none, 1 UTF-16LE, 2 UTF-16BE. */
void markup_scan_init(struct markup_scan *s, const struct limits *limits,
    int wide);

/*
 * Scan the next n bytes.  Returns how many may go to the parser: all n, or
 * those up to and with the end of the root element (s->root_closed), or none
 * (s->fault).
 */
size_t markup_scan(struct markup_scan *s, const void *p, size_t n);

/*
 * Whether the bytes ended inside the root's end tag with its name complete:
 * "</feedback" without its ">".
 */
bool markup_scan_cut_at_end(const struct markup_scan *s);

#endif
