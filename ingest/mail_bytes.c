/* Line by line with memchr(); a mail of usual size is not looked at at all. */
#include <ctype.h>
#include <string.h>

#include "ingest/mail_bytes.h"

size_t
mail_header_start(const char *p, size_t n)
{
	size_t i = 0;

	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		i = 3;
	while (i < n && text_is_blank(p[i]))
		i++;
	if ((n - i > 5 && memcmp(p + i, "From ", 5) == 0) ||
	    (n - i > 6 && memcmp(p + i, ">From ", 6) == 0)) {
		while (i < n && p[i] != '\n' && p[i] != '\r')
			i++;
		while (i < n && (p[i] == '\r' || p[i] == '\n'))
			i++;
	}
	return i;
}

bool
mail_is_cr_only(const char *p, size_t n)
{
	return n > 0 && memchr(p, '\n', n) == NULL &&
	       memchr(p, '\r', n) != NULL;
}

/* "Name:" within the first characters of a line. */
static bool
is_header_line(const char *p, size_t n)
{
	const char *colon = memchr(p, ':', n < 64 ? n : 64);

	if (colon == NULL || colon == p || !isalpha((unsigned char)*p))
		return false;
	for (const char *q = p; q < colon; q++)
		if (!isalnum((unsigned char)*q) && *q != '-' && *q != '_')
			return false;
	return true;
}

bool
mail_is_padded(const char *p, size_t n)
{
	const char *end = p + n, *q = p + mail_header_start(p, n);
	bool padded = false; /* the line before was of blanks alone */

	while (q < end) {
		const char *eol = memchr(q, '\n', (size_t)(end - q));
		size_t len = (size_t)((eol != NULL ? eol : end) - q), i = 0;

		if (len > 0 && q[len - 1] == '\r')
			len--;
		while (i < len && text_is_blank(q[i]))
			i++;
		if (len == 0)
			return false;
		if (padded && i == 0)
			return !is_header_line(q, len);
		padded = i == len;
		if (eol == NULL)
			break;
		q = eol + 1;
	}
	return false;
}

/* Empty the lines that are of blanks alone. */
static void
empty_blank_lines(struct buf *b)
{
	size_t n = b->len, start = 0;

	b->len = 0;
	for (size_t i = 0; i < n; i++) {
		char c = b->data[i];

		if (c == '\n') {
			size_t at = start;

			while (at < b->len && text_is_blank(b->data[at]))
				at++;
			if (at == b->len)
				b->len = start;
			start = b->len + 1;
		}
		b->data[b->len++] = c;
	}
	b->data[b->len] = '\0';
}

void
mail_make_lines(struct buf *b, const char *p, size_t n)
{
	bool cr_only = mail_is_cr_only(p, n);

	buf_reset(b);
	buf_add(b, p, n);
	for (size_t i = 0; i < b->len && cr_only; i++)
		if (b->data[i] == '\r')
			b->data[i] = '\n';
	if (b->len > 0 && mail_is_padded(b->data, b->len))
		empty_blank_lines(b);
}

const char *
mail_over_ceiling(const struct limits *l, const char *p, size_t n)
{
	const char *end = p + n, *start = p;
	bool in_header = true;
	size_t lines = 0;

	if (n <= l->header_bytes)
		return NULL;
	while (p < end) {
		const char *eol = memchr(p, '\n', (size_t)(end - p));
		size_t len = (size_t)((eol != NULL ? eol : end) - p);

		if (in_header && (len == 0 || (len == 1 && *p == '\r')))
			in_header = false;
		if (in_header && (size_t)(p + len - start) > l->header_bytes)
			return "a header block that is too long";
		if ((len > 2 && p[0] == '-' && p[1] == '-') ||
		    is_header_line(p, len)) {
			if (++lines > l->mime_lines)
				return "too many header and boundary lines";
		}
		p = eol != NULL ? eol + 1 : end;
	}
	return NULL;
}

const char *
mail_find_uuencoded(const char *p, size_t n)
{
	static const char begin[] = "begin ";
	const char *end = p + n, *q = p;

	while (end - q > 12 &&
	       (q = memmem(q, (size_t)(end - q), begin, 6)) != NULL) {
		if (end - q > 12 && (q == p || q[-1] == '\n') &&
		    isdigit((unsigned char)q[6]) &&
		    isdigit((unsigned char)q[7]) &&
		    isdigit((unsigned char)q[8]) && q[9] == ' ')
			return q;
		q += 6;
	}
	return NULL;
}
