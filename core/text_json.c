/*
 * JSON values that come from C's.  jansson refuses a string that is not UTF-8;
 * only then is a clean copy made.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/text.h"
#include "core/text_json.h"

json_t *
text_to_json(const char *s)
{
	if (s == NULL)
		return json_null();
	json_t *string = json_string(s);
	if (string != NULL)
		return string;

	struct arena a;
	arena_init(&a, SIZE_MAX);
	string = json_string(text_clean(&a, s, strlen(s), SIZE_MAX - 1, NULL));
	arena_release(&a);
	return string;
}

void
json_put(json_t *obj, const char *key, json_t *value)
{
	/* It can only fail for want of memory, as xmalloc() does. */
	if (json_object_set_new(obj, key, value) != 0)
		abort();
}
