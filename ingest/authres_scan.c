/*
 * One scanner, from left to right: blanks, folding and comments may stand
 * everywhere, and quoted pieces of a word stand without their quotes.
 */
#include <string.h>

#include "core/text.h"
#include "ingest/authres_scan.h"

/* Behind a comment, which may hold others.  p is at its "(". */
static const char *
skip_comment(const char *p)
{
	size_t depth = 0;

	for (; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == '(')
			depth++;
		else if (*p == ')' && --depth == 0)
			return p + 1;
	}
	return p;
}

const char *
authres_skip(const char *p)
{
	for (;;) {
		if (text_is_blank(*p))
			p++;
		else if (*p == '(')
			p = skip_comment(p);
		else
			return p;
	}
}

static void
put(char word[AUTHRES_WORD_MAX], size_t *n, char c)
{
	if (*n < AUTHRES_WORD_MAX - 1)
		word[*n] = c;
	++*n;
}

/* p is at the opening quote. */
static const char *
read_quoted(const char *p, char word[AUTHRES_WORD_MAX], size_t *n)
{
	for (p++; *p != '\0' && *p != '"'; p++) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		/* A folded line goes on behind its line break. */
		if (*p != '\r' && *p != '\n')
			put(word, n, *p);
	}
	return *p == '"' ? p + 1 : p;
}

const char *
authres_word(const char *p, const char *ends, char word[AUTHRES_WORD_MAX])
{
	size_t n = 0;

	p = authres_skip(p);
	while (*p != '\0' && !text_is_blank(*p) && *p != '(' && *p != ';' &&
	       strchr(ends, *p) == NULL) {
		if (*p == '"')
			p = read_quoted(p, word, &n);
		else
			put(word, &n, *p++);
	}
	word[n < AUTHRES_WORD_MAX ? n : 0] = '\0';
	return p;
}

const char *
authres_pair(const char *p, const char *ends, char name[AUTHRES_WORD_MAX],
    char value[AUTHRES_WORD_MAX])
{
	p = authres_skip(authres_word(p, ends, name));
	/* The version of a method, or blanks round the dot of a property. */
	if (*p == '/') {
		char version[AUTHRES_WORD_MAX];

		p = authres_skip(authres_word(p + 1, "=", version));
		if (strcmp(version, "1") != 0)
			name[0] = '\0';
	}
	if (*p != '=')
		return NULL;
	return authres_skip(authres_word(p + 1, "", value));
}
