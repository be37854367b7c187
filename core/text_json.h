/* JSON values that come from C's, and their text; for all that write JSON. */
#ifndef CORE_TEXT_JSON_H
#define CORE_TEXT_JSON_H

#include <jansson.h>

#include "core/arena.h"
#include "core/buf.h"

/*
 * A string, or null for NULL; new reference.  Bytes that are not UTF-8, as a
 * file's name may hold, become U+FFFD.
 */
json_t *text_to_json(const char *s);

/* n numbers as an array; new reference. */
json_t *numbers_to_json(const int64_t *v, size_t n);

/* obj[key] = value, which is stolen. */
void json_put(json_t *obj, const char *key, json_t *value);

/* Add its text, without white space. */
void json_write(struct buf *b, const json_t *j);
/* The same without the braces of an object. */
void json_write_members(struct buf *b, const json_t *object);
/* The same text in the arena, NULL: no room; takes the reference. */
const char *json_to_text(json_t *j, struct arena *a);

#endif
