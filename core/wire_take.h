/*
 * A cursor that reads values off the wire, each checked.  The first thing that
 * is wrong is remembered and ends the reading; what is read after it is empty.
 * Private to core/wire*.c.
 */
#ifndef CORE_WIRE_TAKE_H
#define CORE_WIRE_TAKE_H

#include "core/arena.h"
#include "core/wire_fields.h"

/* The body of a frame on its way. */
struct wire_cursor {
	const struct limits *limits;
	struct arena *arena; /* for texts and lists */
	const unsigned char *p;
	size_t n;
	const char *name;  /* of the field, for messages; static */
	const char *wrong; /* NULL as long as all is well; static */
};

void wire_wrong(struct wire_cursor *c, const char *what);

/* n bytes, or NULL when there are not so many. */
const unsigned char *wire_take(struct wire_cursor *c, size_t n);

/* A number of n bytes, the lowest first. */
uint64_t wire_take_number(struct wire_cursor *c, size_t n);
bool wire_take_bool(struct wire_cursor *c);

/* A copy of a clean text of at most max bytes, or NULL. */
const char *wire_take_text(struct wire_cursor *c, size_t max);

/* All fields of s into the struct at base, which is zero before. */
void wire_take_struct(struct wire_cursor *c, const struct wire_struct *s,
    void *base);

#endif
