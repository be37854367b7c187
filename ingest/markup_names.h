/*
 * Names of elements in a document that may be broken: a small set by hash, for
 * names that the grammar does not know.
 */
#ifndef INGEST_MARKUP_NAMES_H
#define INGEST_MARKUP_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MARKUP_NAMES_MAX = 64 };

struct markup_names {
	uint32_t hash[MARKUP_NAMES_MAX];
	size_t n;
	bool overflow; /* there are more than fit */
};

/* A name in n bytes: without its prefix, and where all of it ends. */
struct markup_name {
	const char *p;
	size_t n, end;
};

/* The name that begins at `at`; n is 0 if none does. */
struct markup_name markup_name_read(const char *p, size_t n, size_t at);
bool markup_name_is(const struct markup_name *name, const char *text);

void markup_names_add(struct markup_names *l, const struct markup_name *name);
bool markup_names_have(const struct markup_names *l,
    const struct markup_name *name);

/*
 * Whether a name was opened that is not among the closed; false when there are
 * too many to say.
 */
bool markup_names_unclosed(const struct markup_names *opened,
    const struct markup_names *closed);

/* Whether all n bytes are one "&name;", "&#1;" or "&#x1;" that XML has. */
bool markup_is_reference(const char *p, size_t n);

#endif
