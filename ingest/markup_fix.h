/*
 * Brackets and ampersands that a reporter forgot to escape (specification
 * 6.2 X5, X8 and 11.5): the bytes are surveyed once and rewritten once, in
 * pieces of any size.
 *
 * A "<" is markup if "/", "?", "!" or a name of the grammar follows it, or a
 * name of which the document has an end tag, or if its tag closes itself.
 * Else it is text, and so is an "&" that begins none of XML's five entities
 * and no character reference.  A tag called schema without an end tag is left
 * out, and so are text before the root and all instructions, the declaration
 * among them.
 */
#ifndef INGEST_MARKUP_FIX_H
#define INGEST_MARKUP_FIX_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/markup_names.h"

enum { MARKUP_FIX_HOLD = 512 };

/* What a survey found. */
struct markup_faults {
	size_t ampersands; /* bare ones */
	size_t brackets;   /* bare ones, as far as they alone tell */
	size_t schemas;    /* <xs:schema> that no end tag closes */
	size_t junk;       /* bytes between the declaration and the root */
	size_t schemas_opened, schemas_closed;
	struct markup_names opened, closed;
};

struct markup_fix {
	struct markup_faults *found; /* surveying: what is counted there */
	const struct markup_faults *known; /* rewriting: what was found */
	void (*put)(void *ctx, const char *p, size_t n);
	void *ctx;
	int state;
	size_t matched; /* characters of "-->", "]]>" or "?>" seen */
	bool in_root;   /* a tag of the grammar was opened */
	char hold[MARKUP_FIX_HOLD]; /* from "<" or "&" until it is decided */
	size_t n;
};

void markup_fix_survey(struct markup_fix *f, struct markup_faults *found);
void markup_fix_rewrite(struct markup_fix *f, const struct markup_faults *known,
    void (*put)(void *ctx, const char *p, size_t n), void *ctx);

void markup_fix_feed(struct markup_fix *f, const void *p, size_t n);
/* No more bytes come: what is held is decided. */
void markup_fix_end(struct markup_fix *f);

#endif
