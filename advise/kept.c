/*
 * A struct is a JSON array of its members in the order of their table, a list
 * an array of such; zlib takes out what repeats, and its check sum tells when
 * the bytes are damaged.  Doubles are written with 17 digits, which are read
 * back as the very same.
 */
#include "advise/kept.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "advise/kept_fields.h"
#include "core/deflate.h"
#include "core/text_json.h"

enum { KEPT_LEVEL = 6 };
#define KEPT_BYTES_MAX (64 * MIB)

/* --------------------------------------------------------------- writing */

static int64_t
number_at(const void *at, size_t size)
{
	int64_t number;
	int32_t word;
	uint8_t byte;

	switch (size) {
	case sizeof(number): memcpy(&number, at, size); return number;
	case sizeof(word): memcpy(&word, at, size); return word;
	default: memcpy(&byte, at, sizeof(byte)); return byte;
	}
}

static json_t *struct_write(const struct kept_struct *s, const char *base);

static json_t *
texts_write(const char *const *v, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, text_to_json(v[i]));
	return list;
}

static json_t *
list_write(const struct kept_struct *s, const char *v, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, struct_write(s, v + i * s->size));
	return list;
}

static json_t *
field_write(const struct kept_field *f, const char *base)
{
	const char *at = base + f->at;
	const void *p = NULL;
	double real;
	size_t n = 0;

	if (f->kind == KEPT_TEXT || f->kind == KEPT_TEXTS ||
	    f->kind == KEPT_LIST)
		memcpy(&p, at, sizeof(p));
	if (f->kind == KEPT_TEXTS || f->kind == KEPT_LIST)
		memcpy(&n, base + f->count_at, sizeof(n));
	switch (f->kind) {
	case KEPT_NUMBER: return json_integer(number_at(at, f->size));
	case KEPT_REAL: memcpy(&real, at, sizeof(real)); return json_real(real);
	case KEPT_TEXT: return text_to_json(p);
	case KEPT_CHARS: return text_to_json(at);
	case KEPT_TEXTS: return texts_write(p, n);
	case KEPT_LIST: return list_write(f->of, p, n);
	}
	return NULL;
}

/* NULL when a member cannot be written. */
static json_t *
struct_write(const struct kept_struct *s, const char *base)
{
	json_t *o = json_array();

	for (size_t i = 0; i < s->n; i++)
		if (json_array_append_new(o,
		        field_write(&s->fields[i], base)) != 0) {
			json_decref(o);
			return NULL;
		}
	return o;
}

/* As a whole: zlib would take each word by itself, and dearly. */
enum err
kept_write(const struct advice *v, struct buf *out, struct error *e)
{
	json_t *o = struct_write(&kept_advice, (const char *)v);
	struct deflater *d;
	struct buf text;
	bool large;

	if (o == NULL)
		return error_set(e, ERR_INPUT,
		    "the advice on %s holds a number that is none", v->domain);
	buf_init(&text, KEPT_BYTES_MAX);
	json_write(&text, o);
	json_decref(o);
	d = deflate_begin(KEPT_LEVEL, out);
	deflate_add(d, text.data, text.len);
	deflate_finish(d);
	large = text.overflow || out->overflow;
	buf_free(&text);
	if (large)
		return error_set(e, ERR_LIMIT,
		    "the advice on %s is too large to be kept", v->domain);
	return OK;
}

/* --------------------------------------------------------------- reading */

static void
number_put(void *at, size_t size, int64_t number)
{
	int32_t word = (int32_t)number;
	uint8_t byte = (uint8_t)number;

	switch (size) {
	case sizeof(number): memcpy(at, &number, size); break;
	case sizeof(word): memcpy(at, &word, size); break;
	default: memcpy(at, &byte, sizeof(byte));
	}
}

static bool struct_read(const struct kept_struct *s, const json_t *o,
    char *base, struct arena *a);

/* NULL for null; an arena that is full is seen at the end. */
static const char *
text_read(const json_t *o, struct arena *a)
{
	return json_is_string(o) ? arena_strdup(a, json_string_value(o)) : NULL;
}

static const void *
texts_read(const json_t *o, struct arena *a)
{
	size_t n = json_array_size(o);
	const char **v = arena_alloc(a, (n + 1) * sizeof(*v));

	for (size_t i = 0; v != NULL && i < n; i++)
		v[i] = text_read(json_array_get(o, i), a);
	return v;
}

static const void *
list_read(const struct kept_struct *s, const json_t *o, struct arena *a)
{
	size_t n = json_array_size(o);
	char *v = arena_alloc(a, (n + 1) * s->size);

	for (size_t i = 0; v != NULL && i < n; i++)
		if (!struct_read(s, json_array_get(o, i), v + i * s->size, a))
			return NULL;
	return v;
}

/* Set the member to a list of the array o, false when it is none. */
static bool
array_read(const struct kept_field *f, const json_t *o, char *base,
    struct arena *a)
{
	const size_t n = json_array_size(o);
	const void *p =
	    f->kind == KEPT_TEXTS ? texts_read(o, a) : list_read(f->of, o, a);

	memcpy(base + f->at, &p, sizeof(p));
	memcpy(base + f->count_at, &n, sizeof(n));
	return json_is_array(o) && p != NULL;
}

static bool
field_read(const struct kept_field *f, const json_t *o, char *base,
    struct arena *a)
{
	char *at = base + f->at;
	const char *text;
	double real;

	switch (f->kind) {
	case KEPT_NUMBER:
		number_put(at, f->size, json_integer_value(o));
		return json_is_integer(o);
	case KEPT_REAL:
		real = json_real_value(o);
		memcpy(at, &real, sizeof(real));
		return json_is_real(o);
	case KEPT_TEXT:
		text = text_read(o, a);
		memcpy(at, &text, sizeof(text));
		return text != NULL || json_is_null(o);
	case KEPT_CHARS:
		if (!json_is_string(o) || json_string_length(o) >= f->size)
			return false;
		memcpy(at, json_string_value(o), json_string_length(o) + 1);
		return true;
	case KEPT_TEXTS:
	case KEPT_LIST: break;
	}
	return array_read(f, o, base, a);
}

static bool
struct_read(const struct kept_struct *s, const json_t *o, char *base,
    struct arena *a)
{
	bool good = json_array_size(o) == s->n;

	for (size_t i = 0; good && i < s->n; i++)
		good = field_read(&s->fields[i], json_array_get(o, i), base, a);
	return good;
}

enum err
kept_read(const void *p, size_t n, struct arena *a, struct advice **ret,
    struct error *e)
{
	struct advice *v = arena_alloc(a, sizeof(*v));
	struct buf text;
	json_t *o = NULL;
	bool good = false;
	enum err err;

	buf_init(&text, KEPT_BYTES_MAX);
	err = inflate_buf(DEFLATE_ZLIB, p, n, &text, e);
	if (err == OK)
		o = json_loadb(text.data, text.len, 0, NULL);
	if (v != NULL && o != NULL)
		good = struct_read(&kept_advice, o, (char *)v, a);
	json_decref(o);
	buf_free(&text);
	if (a->full)
		return error_set(e, ERR_LIMIT, "an advice is too large");
	if (err != OK || !good)
		return error_set(e, ERR_INPUT,
		    "an advice that was kept is damaged; it is judged again");
	*ret = v;
	return OK;
}
