/*
 * What a "<" in a broken document is (markup_fix.h says by which rules): of
 * its tag alone, and once the whole document was surveyed.
 */
#ifndef INGEST_MARKUP_JUDGE_H
#define INGEST_MARKUP_JUDGE_H

#include "ingest/markup_fix.h"

enum markup_verdict {
	MARKUP_TAG,     /* as the grammar or its own shape has it */
	MARKUP_ROOT,    /* a tag of the grammar */
	MARKUP_BARE,    /* text */
	MARKUP_UNKNOWN, /* depends on whether the document closes it */
	MARKUP_SCHEMA   /* left out if the document does not close it */
};

/*
 * The n bytes from "<" on, n > 0.  *ret_name is its name, borrowed from them;
 * of n 0 if it has none.
 */
enum markup_verdict markup_judge(const char *tag, size_t n,
    struct markup_name *ret_name);

/* Count the tag so judged in the survey. */
void markup_tally(struct markup_faults *found, const char *tag, size_t n,
    enum markup_verdict verdict, const struct markup_name *name);

/* What it is for sure, by what the survey found: not MARKUP_UNKNOWN. */
enum markup_verdict markup_decide(const struct markup_faults *known,
    enum markup_verdict verdict, const struct markup_name *name);

#endif
