/*
 * Lists of RFC 9110: elements separated by commas, each with parameters behind
 * semicolons.  Read in place, without copies; what cannot be read never means
 * yes.
 */
#include "web/negotiate.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#define BLANKS " \t"

/* "0.5" in thousandths; 0 when it is no weight. */
static int
parse_weight(const char *s, size_t n)
{
	int value = 0, scale = Q_ONE;

	if (n == 0 || n > 5 || (s[0] != '0' && s[0] != '1') ||
	    (n > 1 && s[1] != '.'))
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (i == 1)
			continue;
		if (s[i] < '0' || s[i] > '9')
			return 0;
		value += (s[i] - '0') * scale;
		scale /= 10;
	}
	return value > Q_ONE ? 0 : value;
}

/* The q of an element's parameters, which begin at s and are n bytes. */
static int
element_weight(const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		s += strspn(s, BLANKS ";");
		size_t len = strcspn(s, ";,");
		while (len > 0 && strchr(BLANKS, s[len - 1]))
			len--;
		if (len >= 2 && strncasecmp(s, "q=", 2) == 0)
			return parse_weight(s + 2, len - 2);
		s += strcspn(s, ";,");
	}
	return Q_ONE;
}

int
q_of(const char *list, const char *name)
{
	size_t len = strlen(name);

	while (list && *list) {
		list += strspn(list, BLANKS ",");
		size_t n = strcspn(list, ",");
		size_t token = strcspn(list, BLANKS ";,");
		if (token == len && strncasecmp(list, name, len) == 0)
			return element_weight(list + token, n - token);
		list += n;
	}
	return Q_ABSENT;
}

bool
accepts_gzip(const char *accept_encoding)
{
	int gzip = q_of(accept_encoding, "gzip");

	if (gzip == Q_ABSENT)
		gzip = q_of(accept_encoding, "*");
	return gzip > 0 && gzip >= q_of(accept_encoding, "identity");
}

bool
accepts_before_json(const char *accept, const char *type)
{
	static const char *const others[] = { "application/json",
		"application/*", "*/*" };
	int q = q_of(accept, type);

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		int json = q_of(accept, others[i]);
		/* A wildcard of the same weight is less specific. */
		if (json > q || (json == q && i == 0))
			return false;
		if (json != Q_ABSENT)
			break;
	}
	return q > 0;
}

bool
etag_listed(const char *list, const char *tag)
{
	size_t len = strlen(tag);

	while (list && *list) {
		list += strspn(list, BLANKS ",");
		if (strncmp(list, "W/", 2) == 0)
			list += 2;
		if (*list != '"') {
			list += strcspn(list, ",");
			continue;
		}
		size_t n = strcspn(++list, "\"");
		if (n == len && strncmp(list, tag, n) == 0)
			return true;
		list += n + (list[n] == '"');
	}
	return false;
}
