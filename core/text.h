/*
 * Text from outside.  Everything that a report or a mail says is hostile:
 * before it is stored it is valid UTF-8 without control characters, before it
 * reaches a terminal it is stripped of what could steer one.
 */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/buf.h"

/* Whether the n bytes are valid UTF-8 (no surrogates, no overlong forms). */
bool text_is_utf8(const char *s, size_t n);

/* Space, TAB, CR, LF: what separates in mail and XML alike. */
static inline bool
text_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/*
 * Trim blanks (space, TAB, CR, LF, U+00A0) at both ends: *s moves forward, the
 * new length is returned.
 */
size_t text_trim(const char **s, size_t n);

/* ASCII letters to lower case, in place. */
void text_lower(char *s);

/*
 * A clean copy for the store: invalid UTF-8 becomes U+FFFD, control
 * characters (C0, DEL, C1) become a space, at most max bytes, cut at a
 * character.  *ret_cut (may be NULL) says whether it was cut.  Arena; NULL
 * when the arena is full.
 */
char *text_clean(struct arena *a, const char *s, size_t n, size_t max,
    bool *ret_cut);

/*
 * Append s for a terminal: control characters, bidi controls and invalid
 * bytes become '?', nothing else changes.
 */
void text_to_terminal(struct buf *out, const char *s);

/* Columns that s takes on a terminal (code points; wide ones count two). */
size_t text_width(const char *s);

/*
 * Leading decimal digits of s (a leading '+' allowed) into *ret; a fraction
 * ".000" is ignored.  False when there is no digit, something else follows,
 * or the number exceeds max.
 */
bool text_number(const char *s, int64_t max, int64_t *ret);

#endif
