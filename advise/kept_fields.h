/* The members of an advice, once for writer and reader (kept.c). */
#ifndef ADVISE_KEPT_FIELDS_H
#define ADVISE_KEPT_FIELDS_H

#include <stddef.h>

enum kept_kind {
	KEPT_NUMBER, /* an integer, enum or bool of `size` bytes */
	KEPT_REAL,   /* a double */
	KEPT_TEXT,   /* const char *, may be NULL */
	KEPT_CHARS,  /* a char array of `size` bytes with a NUL */
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

extern const struct kept_struct kept_advice;

#endif
