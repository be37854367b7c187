/*
 * A state machine over characters.  Outside of tags memchr() jumps to the
 * next "<"; inside, a loop looks for quotes and ">".  UTF-16 is narrowed to
 * one byte a character first: only brackets, quotes and names matter here.
 */
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "ingest/markup_scan.h"

enum state {
	TEXT,
	OPEN,    /* after "<" */
	TAG,     /* in a start tag */
	QUOTED,  /* in an attribute's value */
	END_TAG, /* after "</" */
	BANG,    /* after "<!", not yet known what */
	COMMENT,
	CDATA,
	DECLARATION, /* <!DOCTYPE and the like; the parser refuses it */
	INSTRUCTION  /* after "<?" */
};

void
markup_scan_init(struct markup_scan *s, const struct limits *limits, int wide)
{
	memset(s, 0, sizeof(*s));
	s->limits = limits;
	s->wide = wide != 0;
	s->narrow = (struct utf16_narrow){ .big = wide == 2, .carried = -1 };
	s->state = TEXT;
}

/* A construct ended at its ">": what that means for the depth. */
static void
close_construct(struct markup_scan *s)
{
	if (s->state == TAG && s->last != '/')
		s->depth++;
	else if (s->state == END_TAG && s->depth > 0)
		s->depth--;
	if ((s->state == TAG || s->state == END_TAG) && s->depth == 0)
		s->root_closed = true;
	s->state = TEXT;
}

static void
open_construct(struct markup_scan *s, char c)
{
	s->attributes = 0;
	s->n_name = 0;
	s->matched = 0;
	switch (c) {
	case '/': s->state = END_TAG; break;
	case '!': s->state = BANG; break;
	case '?': s->state = INSTRUCTION; break;
	case '>': s->state = TEXT; break; /* "<>": the parser will refuse */
	default: s->state = TAG; break;
	}
}

/* After "<!": comment, CDATA or a declaration. */
static void
decide_bang(struct markup_scan *s, char c)
{
	static const char cdata[] = "[CDATA[";

	if (c == '-' && s->matched == 0 && s->last == '-') {
		s->state = COMMENT; /* "<!-->" is not yet its end */
		return;
	}
	if (c == '-' && s->matched == 0 && s->last == '!')
		return;
	if (c == cdata[s->matched]) {
		if (++s->matched == sizeof(cdata) - 1) {
			s->state = CDATA;
			s->matched = 0;
		}
		return;
	}
	if (c == '>')
		s->state = TEXT;
	else
		s->state = DECLARATION;
}

/* "-->" or "]]>": two of `c` before the ">". */
static void
find_end(struct markup_scan *s, char twice, char c)
{
	if (c == twice) {
		if (s->matched < 2)
			s->matched++;
	} else if (c == '>' && s->matched == 2) {
		s->state = TEXT;
	} else {
		s->matched = 0;
	}
}

/* Characters of a start tag up to its ">" or a quote; returns how many. */
static size_t
in_tag(struct markup_scan *s, const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && p[i] != '>' && p[i] != '"' && p[i] != '\'')
		i++;
	if (i > 0)
		s->last = p[i - 1];
	if (i == n)
		return n;
	if (p[i] == '>') {
		close_construct(s);
	} else {
		s->quote = p[i];
		s->state = QUOTED;
		if (++s->attributes > s->limits->xml_attributes)
			s->fault = "an element with too many attributes";
	}
	s->last = p[i];
	return i + 1;
}

/* The same to the closing quote. */
static size_t
in_quotes(struct markup_scan *s, const char *p, size_t n)
{
	const char *end = memchr(p, s->quote, n);

	s->last = s->quote;
	if (end == NULL)
		return n;
	s->state = TAG;
	return (size_t)(end - p) + 1;
}

/* The same in an end tag, whose name counts at the root. */
static size_t
in_end_tag(struct markup_scan *s, const char *p, size_t n)
{
	const char *end = memchr(p, '>', n);
	size_t len = end != NULL ? (size_t)(end - p) : n;
	size_t room = MARKUP_NAME_MAX - s->n_name;

	if (s->depth == 1) {
		if (room > len)
			room = len;
		memcpy(s->name + s->n_name, p, room);
		s->n_name += room;
	}
	if (end == NULL)
		return n;
	close_construct(s);
	return len + 1;
}

/* One character of what is rare. */
static void
step(struct markup_scan *s, char c)
{
	switch ((enum state)s->state) {
	case OPEN: open_construct(s, c); break;
	case BANG: decide_bang(s, c); break;
	case COMMENT: find_end(s, '-', c); break;
	case CDATA: find_end(s, ']', c); break;
	case DECLARATION:
		if (c == '>')
			s->state = TEXT;
		break;
	case INSTRUCTION:
		if (c == '>' && s->last == '?')
			s->state = TEXT;
		break;
	case TEXT:
	case TAG:
	case QUOTED:
	case END_TAG: break; /* in pieces: markup() */
	}
	s->last = c;
}

/* Inside a construct: as many characters as its state takes at once. */
static size_t
markup(struct markup_scan *s, const char *p, size_t n)
{
	switch ((enum state)s->state) {
	case TAG: return in_tag(s, p, n);
	case QUOTED: return in_quotes(s, p, n);
	case END_TAG: return in_end_tag(s, p, n);
	default: step(s, *p); return 1;
	}
}

/* n characters, one a byte; returns how many were taken. */
static size_t
scan(struct markup_scan *s, const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && !s->root_closed && s->fault == NULL) {
		size_t took;

		if (s->state == TEXT) {
			const char *lt = memchr(p + i, '<', n - i);

			if (lt == NULL)
				return n;
			i = (size_t)(lt - p) + 1;
			s->state = OPEN;
			s->last = '<';
			s->length = 1;
			continue;
		}
		took = markup(s, p + i, n - i);
		i += took;
		s->length += took;
		if (s->length > s->limits->xml_markup_bytes)
			s->fault = "a tag, comment or CDATA section that is "
			           "too long";
	}
	return i;
}

/* UTF-16, narrowed piece by piece; counts bytes, not characters. */
static size_t
scan_wide(struct markup_scan *s, const char *p, size_t n)
{
	char narrow[1024];
	size_t used = 0; /* bytes of p that narrow and what went before took */

	while (used < n && !s->root_closed && s->fault == NULL) {
		bool cut = s->narrow.carried >= 0;
		size_t start = used, m, eaten, took;

		m = utf16_narrow(&s->narrow, p + used, n - used, narrow,
		    sizeof(narrow), &eaten);
		used += eaten;
		took = scan(s, narrow, m);
		if (took < m || s->root_closed)
			return start + 2 * took - (cut ? 1 : 0);
	}
	return used;
}

size_t
markup_scan(struct markup_scan *s, const void *p, size_t n)
{
	size_t took;

	if (s->root_closed || s->fault != NULL)
		return 0;
	took = s->wide ? scan_wide(s, p, n) : scan(s, p, n);
	return s->fault != NULL ? 0 : took;
}

bool
markup_scan_cut_at_end(const struct markup_scan *s)
{
	static const char want[] = "feedback";
	size_t n = sizeof(want) - 1, len = s->n_name;

	if (s->state != END_TAG || s->depth != 1)
		return false;
	while (len > 0 && text_is_blank(s->name[len - 1]))
		len--;
	return len >= n && (len == n || s->name[len - n - 1] == ':') &&
	       strncasecmp(s->name + len - n, want, n) == 0;
}
