/*
 * JSON values that come from C's.  jansson refuses a string that is not UTF-8;
 * only then is a clean copy made.
 *
 * Large answers are mostly numbers: of those in an array the small ones are
 * made once and shared, and text is written here, because jansson calls
 * snprintf(3) for each number and a function for each comma.
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

/* Days without mail and days with a little make up most of them. */
enum { SHARED_MAX = 64 };

json_t *
numbers_to_json(const int64_t *v, size_t n)
{
	json_t *array = json_array(), *shared[SHARED_MAX] = { NULL };

	for (size_t i = 0; i < n; i++) {
		bool small = v[i] >= 0 && v[i] < SHARED_MAX;
		json_t *number = small ? shared[v[i]] : NULL;
		if (number == NULL)
			number = json_integer(v[i]);
		else
			json_incref(number);
		if (small)
			shared[v[i]] = number;
		if (json_array_append_new(array, number) != 0)
			abort();
	}
	return array;
}

/* Room for a comma, a sign and 19 digits. */
enum { NUMBER_MAX = 24 };

static void
write_integer(struct buf *b, bool comma, int64_t v)
{
	char text[NUMBER_MAX], *end = text + sizeof(text), *p = end;
	uint64_t rest = v < 0 ? -(uint64_t)v : (uint64_t)v;

	do
		*--p = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (v < 0)
		*--p = '-';
	if (comma)
		*--p = ',';
	buf_add(b, p, (size_t)(end - p));
}

/* What may not stand in a string as it is. */
static void
write_escape(struct buf *b, unsigned char c)
{
	static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	const char *at = c != '\0' ? strchr(plain, c) : NULL;

	if (at == NULL) {
		buf_printf(b, "\\u%04X", c);
		return;
	}
	buf_addch(b, '\\');
	buf_addch(b, letters[at - plain]);
}

static void
write_string(struct buf *b, const char *s, size_t n)
{
	size_t from = 0;

	buf_addch(b, '"');
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		buf_add(b, s + from, i - from);
		write_escape(b, c);
		from = i + 1;
	}
	buf_add(b, s + from, n - from);
	buf_addch(b, '"');
}

/* A number that is no integer: there are few of them. */
static void
write_real(struct buf *b, const json_t *j)
{
	char text[64];
	size_t n = json_dumpb(j, text, sizeof(text), JSON_ENCODE_ANY);

	buf_add(b, text, n);
}

static void
write_array(struct buf *b, const json_t *j)
{
	size_t n = json_array_size(j);

	buf_addch(b, '[');
	for (size_t i = 0; i < n; i++) {
		const json_t *value = json_array_get(j, i);
		if (json_is_integer(value)) {
			write_integer(b, i > 0, json_integer_value(value));
			continue;
		}
		if (i > 0)
			buf_addch(b, ',');
		json_write(b, value);
	}
	buf_addch(b, ']');
}

void
json_write_members(struct buf *b, const json_t *object)
{
	const char *key;
	json_t *value;
	bool first = true;

	json_object_foreach((json_t *)object, key, value)
	{
		if (!first)
			buf_addch(b, ',');
		first = false;
		write_string(b, key, strlen(key));
		buf_addch(b, ':');
		json_write(b, value);
	}
}

void
json_write(struct buf *b, const json_t *j)
{
	switch (json_typeof(j)) {
	case JSON_INTEGER:
		write_integer(b, false, json_integer_value(j));
		break;
	case JSON_STRING:
		write_string(b, json_string_value(j), json_string_length(j));
		break;
	case JSON_OBJECT:
		buf_addch(b, '{');
		json_write_members(b, j);
		buf_addch(b, '}');
		break;
	case JSON_ARRAY: write_array(b, j); break;
	case JSON_REAL: write_real(b, j); break;
	case JSON_TRUE: buf_addstr(b, "true"); break;
	case JSON_FALSE: buf_addstr(b, "false"); break;
	case JSON_NULL: buf_addstr(b, "null"); break;
	}
}
