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

json_t *
numbers_to_json(const int64_t *v, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		if (json_array_append_new(array, json_integer(v[i])) != 0)
			abort();
	return array;
}

static int
add_text(const char *p, size_t n, void *ctx)
{
	buf_add(ctx, p, n);
	return 0;
}

/* What was made here can be written: it fails for want of memory alone. */
static void
write_json(struct buf *b, const json_t *j, size_t flags)
{
	if (json_dump_callback(j, add_text, b, JSON_COMPACT | flags) != 0)
		abort();
}

void
json_write(struct buf *b, const json_t *j)
{
	write_json(b, j, JSON_ENCODE_ANY);
}

void
json_write_members(struct buf *b, const json_t *object)
{
	write_json(b, object, JSON_EMBED);
}

const char *
json_to_text(json_t *j, struct arena *a)
{
	struct buf text;
	const char *copy;

	buf_init(&text, SIZE_MAX - 1);
	json_write(&text, j);
	copy = arena_memdup(a, text.data, text.len);
	buf_free(&text);
	json_decref(j);
	return copy;
}
