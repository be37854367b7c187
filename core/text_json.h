/* JSON values that come from C's; for all that write JSON. */
#ifndef CORE_TEXT_JSON_H
#define CORE_TEXT_JSON_H

#include <jansson.h>

/*
 * A string, or null for NULL; new reference.  Bytes that are not UTF-8, as a
 * file's name may hold, become U+FFFD.
 */
json_t *text_to_json(const char *s);

/* obj[key] = value, which is stolen. */
void json_put(json_t *obj, const char *key, json_t *value);

#endif
