/*
 * Text for people on 80 columns: headings, paragraphs, lists.  What comes from
 * a report cannot steer the terminal; colour is only for a terminal, and says
 * nothing that a word does not say too.
 */
#ifndef CLI_PAGE_H
#define CLI_PAGE_H

#include "core/core.h"

enum page_colour { PAGE_PLAIN, PAGE_BOLD, PAGE_RED, PAGE_YELLOW, PAGE_GREEN };

/* An empty line, then the heading. */
void page_heading(const char *text);
/*
 * A paragraph: `head` before its first line ("1. ", "- "), the others indented
 * as far.  indent: columns before it all.  A full stop is added where it ends
 * without one.
 */
void page_text(int indent, const char *head, enum page_colour colour,
    const char *text);
/* A line that must not be broken, to be copied. */
void page_line(int indent, const char *text);
void page_printf(int indent, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
