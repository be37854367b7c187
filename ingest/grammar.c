/*
 * The table of grammar.h as an array.  A child is found by going through the
 * rows; children of one parent stand close together, and the first letter
 * decides nearly always.  Nearly all write the names as they stand here.
 */
#include <string.h>
#include <strings.h>

#include "ingest/grammar.h"

const struct element grammar[GRAMMAR_SIZE] = {
	[ELEMENT_DOCUMENT] = { "", ELEMENT_DOCUMENT, 0, NO_SLOT },
#define ELEMENT_ROW_(id, parent, name, ...) \
	[ELEMENT_##id] = { name, ELEMENT_##parent, __VA_ARGS__ },
	ELEMENTS(ELEMENT_ROW_)
#undef ELEMENT_ROW_
};

static const struct {
	enum element_id id;
	const char *name;
} aliases[] = {
#define ALIAS_ROW_(id, name) { ELEMENT_##id, name },
	ALIASES(ALIAS_ROW_)
#undef ALIAS_ROW_
};

static bool
is_name(const char *want, const char *name, size_t n)
{
	return strlen(want) == n && strncasecmp(want, name, n) == 0;
}

bool
grammar_has(const char *name, size_t n)
{
	for (size_t i = ELEMENT_DOCUMENT + 1; i < GRAMMAR_SIZE; i++)
		if (is_name(grammar[i].name, name, n))
			return true;
	for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
		if (is_name(aliases[i].name, name, n))
			return true;
	return false;
}

enum element_id
grammar_child(enum element_id parent, const char *name, bool *ret_alias)
{
	char first = (char)(*name | 0x20);

	*ret_alias = false;
	for (int id = (int)parent + 1; id < GRAMMAR_SIZE; id++) {
		const struct element *el = &grammar[id];

		if (el->parent == parent && *el->name == first &&
		    (strcmp(el->name, name) == 0 ||
		        strcasecmp(el->name, name) == 0))
			return (enum element_id)id;
	}
	for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++) {
		enum element_id id = aliases[i].id;

		if (grammar[id].parent == parent &&
		    strcasecmp(aliases[i].name, name) == 0) {
			*ret_alias = true;
			return id;
		}
	}
	return GRAMMAR_UNKNOWN;
}
