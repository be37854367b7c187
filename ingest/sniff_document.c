/*
 * A document is XML, JSON or text: for XML the first element is looked up with
 * a scan that steps over the declaration, comments and a DOCTYPE; for JSON and
 * text a few words of the format are searched in the head.  Nothing is
 * converted: UTF-16 is read by leaving out its zero bytes.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "ingest/base64.h"
#include "ingest/sniff.h"

static bool
is_blank(unsigned char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

int
sniff_utf16(const void *data, size_t n)
{
	const unsigned char *p = data;

	if (n < 4)
		return 0;
	if ((p[0] == 0xff && p[1] == 0xfe) || (p[0] == '<' && p[1] == 0))
		return p[2] == 0 && p[3] == 0 ? 0 : 1;
	if ((p[0] == 0xfe && p[1] == 0xff) || (p[0] == 0 && p[1] == '<'))
		return 2;
	return 0;
}

/* Comments that stand before "<?xml", where none may. */
static size_t
comments_before(const char *p, size_t n)
{
	const char *q = p, *end = p + n;

	while (end - q > 4 && memcmp(q, "<!--", 4) == 0) {
		q = memmem(q, (size_t)(end - q), "-->", 3);
		if (q == NULL)
			return 0;
		q += 3;
		while (q < end && is_blank((unsigned char)*q))
			q++;
	}
	return end - q > 5 && memcmp(q, "<?xml", 5) == 0 ? (size_t)(q - p) : 0;
}

size_t
sniff_leading(const void *data, size_t n)
{
	enum { JUNK_MAX = 64 };
	const char *p = data;
	const char *xml;
	size_t i = 0;

	if (sniff_utf16(data, n) != 0)
		return 0;
	for (;;) {
		if (n - i >= 3 && memcmp(p + i, "\xef\xbb\xbf", 3) == 0)
			i += 3;
		else if (i < n && (is_blank((unsigned char)p[i]) || p[i] == 0))
			i++;
		else
			break;
	}
	if (i < n && p[i] == '<')
		return i + comments_before(p + i, n - i);
	xml = memmem(p + i, n - i < JUNK_MAX ? n - i : JUNK_MAX, "<?xml", 5);
	return xml != NULL ? (size_t)(xml - p) : 0;
}

/*
 * Step over one construct that is no element, p at its "<"; NULL when its end
 * is not among the bytes.
 */
static const char *
step_over(const char *p, const char *end)
{
	size_t left = (size_t)(end - p);
	unsigned depth = 0;
	const char *q;

	if (left >= 4 && memcmp(p, "<!--", 4) == 0) {
		q = memmem(p + 4, left - 4, "-->", 3);
		return q != NULL ? q + 3 : NULL;
	}
	if (left >= 2 && p[1] == '?') {
		q = memmem(p + 2, left - 2, "?>", 2);
		return q != NULL ? q + 2 : NULL;
	}
	for (q = p; q < end; q++) {
		if (*q == '<' || *q == '[')
			depth++;
		else if ((*q == '>' || *q == ']') && --depth == 0)
			return q + 1;
	}
	return NULL;
}

/* Whether the element at p ("<" before it) is called feedback. */
static bool
is_feedback(const char *p, const char *end)
{
	static const char want[] = "feedback";
	const char *name = p;
	size_t n;

	while (
	    p < end && !is_blank((unsigned char)*p) && *p != '>' && *p != '/') {
		if (*p++ == ':')
			name = p;
	}
	n = (size_t)(p - name);
	return n == sizeof(want) - 1 && strncasecmp(name, want, n) == 0;
}

/*
 * The first element decides, but where a report stands behind another one
 * (ikea.com leads with an unclosed <xs:schema>) it is a broken report.
 */
static enum sniff
sniff_xml(const char *p, size_t n, bool whole)
{
	const char *end = p + n;

	while (p != NULL && (p = memchr(p, '<', (size_t)(end - p))) != NULL) {
		if (end - p < 2)
			break;
		if (p[1] != '?' && p[1] != '!') {
			if (is_feedback(p + 1, end))
				return SNIFF_AGGREGATE;
			/* The name may go on beyond the bytes. */
			if (!whole && end - p < 64)
				break;
			return memmem(p, (size_t)(end - p), "<feedback>", 10)
			           ? SNIFF_AGGREGATE
			           : SNIFF_XML;
		}
		p = step_over(p, end);
	}
	return whole ? SNIFF_XML : SNIFF_MORE;
}

/* Whether any of the words (NULL ends them) is among the bytes. */
static size_t
count_words(const char *p, size_t n, const char *const *words)
{
	size_t found = 0;

	for (; *words != NULL; words++)
		if (memmem(p, n, *words, strlen(*words)) != NULL)
			found++;
	return found;
}

static enum sniff
sniff_json(const char *p, size_t n, bool whole)
{
	static const char *const words[] = { "\"organization-name\"",
		"\"policies\"", "\"report-id\"", NULL };

	if (count_words(p, n, words) > 0)
		return SNIFF_TLSRPT;
	return whole ? SNIFF_OTHER : SNIFF_MORE;
}

static enum sniff
sniff_text(const char *p, size_t n)
{
	static const char *const notice[] = { "Report-Domain:", "Report-ID:",
		"Report-Size:", "Submitter:", "Submitting-URI:", NULL };
	static const char *const failure[] = {
		"A message claiming to be from you has failed", NULL
	};
	unsigned char head[16];
	size_t got;

	if (count_words(p, n, notice) >= 3)
		return SNIFF_NOTICE;
	if (count_words(p, n, failure) > 0)
		return SNIFF_FAILURE;
	got = base64_head(p, n, head, sizeof(head));
	if (got > 8 && (sniff_packed(head, got) != SNIFF_OTHER ||
	                   memcmp(head, "<?xml", 5) == 0 ||
	                   memcmp(head, "<feedback", 9) == 0))
		return SNIFF_BASE64;
	return sniff_is_mail(p, n) ? SNIFF_MAIL : SNIFF_OTHER;
}

/* Every other byte of UTF-16, enough of them for the root element. */
static enum sniff
sniff_wide(const char *p, size_t n, bool whole, bool big)
{
	char narrow[2048];
	size_t m = 0;

	for (size_t i = big ? 1 : 0; i < n && m < sizeof(narrow); i += 2)
		narrow[m++] = p[i];
	return sniff_xml(narrow, m, whole || m == sizeof(narrow));
}

enum sniff
sniff_document(const void *data, size_t n, bool whole)
{
	const char *p = data;
	size_t lead = sniff_leading(p, n);
	int wide = sniff_utf16(p, n);

	if (wide != 0)
		return sniff_wide(p, n, whole, wide == 2);
	p += lead;
	n -= lead;
	while (n > 0 && (is_blank((unsigned char)*p) || *p == 0)) {
		p++;
		n--;
	}
	if (n == 0)
		return whole ? SNIFF_EMPTY : SNIFF_MORE;
	if (*p == '<')
		return sniff_xml(p, n, whole);
	if (*p == '{' || *p == '[')
		return sniff_json(p, n, whole);
	return sniff_text(p, n < SNIFF_DOCUMENT_HEAD ? n : SNIFF_DOCUMENT_HEAD);
}

enum sniff
sniff_full_head(const void *p, size_t n)
{
	enum sniff kind = sniff_document(p, n, false);

	if (kind != SNIFF_MORE)
		return kind;
	kind = sniff_document(p, n, true);
	return kind == SNIFF_XML || kind == SNIFF_EMPTY ? SNIFF_UNDECIDED
	                                                : kind;
}

bool
sniff_is_mail(const void *data, size_t n)
{
	enum { NAME_MAX_ = 76 }; /* RFC 5322 2.1.1: a line is 78 */
	const char *p = data;
	size_t i = 0, start;

	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		i = 3;
	while (i < n && is_blank((unsigned char)p[i]))
		i++;
	if (n - i > 5 && memcmp(p + i, "From ", 5) == 0)
		return true;
	if (n - i > 6 && memcmp(p + i, ">From ", 6) == 0)
		return true;
	start = i;
	while (i < n && i - start < NAME_MAX_ &&
	       (isalnum((unsigned char)p[i]) || p[i] == '-' || p[i] == '_'))
		i++;
	if (i == start || !isalpha((unsigned char)p[start]))
		return false;
	while (i < n && (p[i] == ' ' || p[i] == '\t'))
		i++;
	return i < n && p[i] == ':';
}
