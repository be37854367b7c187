/* The members of what is kept, once for writer and reader. */
#ifndef ADVISE_KEPT_FIELDS_H
#define ADVISE_KEPT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/limits.h"

enum kept_kind {
	KEPT_NUMBER, /* an integer, enum or bool of `size` bytes */
	KEPT_REAL,   /* a double; finite */
	KEPT_BYTES,  /* `size` bytes as they are */
	KEPT_TEXT,   /* const char *, may be NULL */
	KEPT_NAME,   /* const char *, never NULL */
	KEPT_TEXTS,  /* const char *const *, size_t count at count_at */
	KEPT_LIST    /* structs, likewise */
};

struct kept_struct {
	size_t size;
	const struct kept_field {
		enum kept_kind kind;
		size_t at, size;
		size_t count_at;              /* texts, lists */
		const struct kept_struct *of; /* lists */
		int64_t from, below;          /* numbers; 0 and 0: any */
	} *fields;
	size_t n;
	/* Whether they fit together, when all are read; NULL: they do. */
	bool (*sound)(const void *v);
};

/* kept_sound.c */
bool kept_advice_sound(const void *kept);
bool kept_origins_sound(const void *kept);

/* Of a number, in a byte; and whether another byte follows. */
enum { KEPT_BITS = 7, KEPT_MORE = 1 << KEPT_BITS };

#define KEPT_SIZE_MAX (64 * MIB)

#endif
