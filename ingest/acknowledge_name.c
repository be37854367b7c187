/*
 * Words and names, without a file system: how mails are acknowledged, and
 * what the name of one becomes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/acknowledge.h"

static const char *const words[] = { "leave", "seen", "file" };

const char *
acknowledge_word(enum acknowledge how)
{
	return words[how];
}

bool
acknowledge_read(const char *word, enum acknowledge *ret)
{
	for (int i = 0; i < 3; i++) {
		if (strcmp(word, words[i]) != 0)
			continue;
		*ret = (enum acknowledge)i;
		return true;
	}
	return false;
}

static int
compare_letters(const void *a, const void *b)
{
	return *(const char *)a - *(const char *)b;
}

/* What follows the letters is some program's own and stays behind them. */
bool
acknowledge_name(const char *name, bool seen, char out[ACKNOWLEDGE_NAME_MAX])
{
	const char *info = strstr(name, ":2,");
	size_t base = info != NULL ? (size_t)(info - name) : strlen(name);
	const char *flags = info != NULL ? info + 3 : "";
	size_t n = strspn(flags,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
	char letters[ACKNOWLEDGE_NAME_MAX];
	const char *rest = flags + n;

	if (strlen(name) >= ACKNOWLEDGE_NAME_MAX)
		return false;
	memcpy(letters, flags, n);
	if (seen && memchr(flags, 'S', n) == NULL) {
		letters[n++] = 'S';
		qsort(letters, n, 1, compare_letters);
	}
	return snprintf(out, ACKNOWLEDGE_NAME_MAX, "%.*s:2,%.*s%s", (int)base,
	           name, (int)n, letters, rest) < ACKNOWLEDGE_NAME_MAX;
}
