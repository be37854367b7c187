/* The members of what is kept, once for writer and reader. */
#ifndef ADVISE_KEPT_FIELDS_H
#define ADVISE_KEPT_FIELDS_H

#include <stddef.h>

#include "core/limits.h"

enum kept_kind {
	KEPT_NUMBER, /* an integer, enum or bool of `size` bytes */
	KEPT_REAL,   /* a double */
	KEPT_BYTES,  /* `size` bytes as they are */
	KEPT_TEXT,   /* const char *, may be NULL */
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
	} *fields;
	size_t n;
};

/* Of a number, in a byte; and whether another byte follows. */
enum { KEPT_BITS = 7, KEPT_MORE = 1 << KEPT_BITS };

#define KEPT_SIZE_MAX (64 * MIB)

#endif
