/*
 * The vocabularies.  Each one's words stand in an array at their own number,
 * so that a code finds its text at once; a number given twice is a compiler's
 * warning.  A text is searched from the first word on, by length and first
 * byte before the rest: lists have twenty words at most, and reports use the
 * first ones.
 */
#include <stddef.h>
#include <string.h>

#include "core/words.h"

struct entry {
	const char *text; /* NULL: no word has this number */
	size_t length;
};

struct list {
	const struct entry *entries;
	int n_entries; /* the highest number and one */
	const char *name;
};

#define ENTRY_(code, number, text) [number] = { text, sizeof(text) - 1 },
#define ENTRIES_(vocab, list, name) \
	static const struct entry entries_##vocab[] = { list(ENTRY_) };
VOCABULARIES(ENTRIES_)
#undef ENTRIES_
#undef ENTRY_

#define LIST_(vocab, list, name) \
	[vocab] = { entries_##vocab, \
		sizeof(entries_##vocab) / sizeof(entries_##vocab[0]), name },
static const struct list lists[] = { VOCABULARIES(LIST_) };
#undef LIST_

int
word_code(enum vocabulary v, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return WORD_UNSET;

	const struct list *list = &lists[v];
	size_t length = strlen(text);
	for (int code = WORD_UNKNOWN + 1; code < list->n_entries; code++) {
		const struct entry *entry = &list->entries[code];
		if (entry->length == length && entry->text[0] == text[0] &&
		    memcmp(entry->text, text, length) == 0)
			return code;
	}
	if (v == VOCAB_AUTH_RESULT && strcmp(text, "hardfail") == 0)
		return AUTH_FAIL;
	return WORD_UNKNOWN;
}

const char *
word_text(enum vocabulary v, int code)
{
	if (code == WORD_UNSET)
		return NULL;
	const struct list *list = &lists[v];
	if (code <= WORD_UNKNOWN || code >= list->n_entries ||
	    list->entries[code].text == NULL)
		return "unknown";
	return list->entries[code].text;
}

bool
repair_is_of_packing(enum repair_code code)
{
#define IS_(of_packing) code == (of_packing) ||
	return REPAIRS_OF_PACKING(IS_) false;
#undef IS_
}

const char *
vocabulary_name(enum vocabulary v)
{
	return lists[v].name;
}
