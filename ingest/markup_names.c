/* FNV-1a over letters of any case; a list is gone through, it is short. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "ingest/markup_names.h"

struct markup_name
markup_name_read(const char *p, size_t n, size_t at)
{
	struct markup_name name = { p + at, 0, at };

	if (at >= n || isdigit((unsigned char)p[at]))
		return name;
	while (name.end < n) {
		char c = p[name.end];

		if (!isalnum((unsigned char)c) && c != '_' && c != '-' &&
		    c != '.' && c != ':' && !(c & 0x80))
			break;
		name.end++;
		if (c == ':')
			name.p = p + name.end;
	}
	name.n = (size_t)(p + name.end - name.p);
	return name;
}

bool
markup_name_is(const struct markup_name *name, const char *text)
{
	return name->n == strlen(text) &&
	       strncasecmp(name->p, text, name->n) == 0;
}

static uint32_t
hash(const struct markup_name *name)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < name->n; i++)
		h = (h ^ (unsigned char)tolower((unsigned char)name->p[i])) *
		    16777619u;
	return h;
}

static bool
have(const struct markup_names *l, uint32_t h)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->hash[i] == h)
			return true;
	return false;
}

bool
markup_names_have(const struct markup_names *l, const struct markup_name *name)
{
	return have(l, hash(name));
}

void
markup_names_add(struct markup_names *l, const struct markup_name *name)
{
	uint32_t h = hash(name);

	if (have(l, h))
		return;
	if (l->n == MARKUP_NAMES_MAX)
		l->overflow = true;
	else
		l->hash[l->n++] = h;
}

bool
markup_names_unclosed(const struct markup_names *opened,
    const struct markup_names *closed)
{
	if (opened->overflow || closed->overflow)
		return false;
	for (size_t i = 0; i < opened->n; i++)
		if (!have(closed, opened->hash[i]))
			return true;
	return false;
}

bool
markup_is_reference(const char *p, size_t n)
{
	static const char *const entities[] = { "&amp;", "&lt;", "&gt;",
		"&quot;", "&apos;" };
	size_t i = 2;
	bool hex = n > 3 && p[2] == 'x';

	for (size_t k = 0; k < sizeof(entities) / sizeof(*entities); k++)
		if (n == strlen(entities[k]) && memcmp(p, entities[k], n) == 0)
			return true;
	if (n < 4 || p[1] != '#' || p[n - 1] != ';')
		return false;
	for (i += hex; i < n - 1; i++)
		if (hex ? !isxdigit((unsigned char)p[i])
		        : !isdigit((unsigned char)p[i]))
			return false;
	return true;
}
