/* All are kept until the end: they are names, and few. */
#include "web/found.h"

#include <stdlib.h>
#include <string.h>

#include "core/core.h"
#include "core/text_json.h"

static const char *const kind_words[] = {
#define FOUND_KIND_(id, word) word,
	FOUND_KINDS(FOUND_KIND_)
#undef FOUND_KIND_
};

struct item {
	int rank;
	enum found_kind kind;
	const char *text; /* of json */
	json_t *json;     /* owned */
};

struct found {
	struct item *v;
	size_t n, cap;
};

struct found *
found_new(void)
{
	return xcalloc(1, sizeof(struct found));
}

void
found_free(struct found *f)
{
	for (size_t i = 0; i < f->n; i++)
		json_decref(f->v[i].json);
	free(f->v);
	free(f);
}

void
found_add(struct found *f, int rank, enum found_kind kind, const char *text,
    const char *domain, const char *sender, const char *source_ip, int domains)
{
	json_t *o = json_object();

	json_put(o, "kind", json_string(kind_words[kind]));
	json_put(o, "text", text_to_json(text));
	json_put(o, "domain", text_to_json(domain));
	json_put(o, "sender", text_to_json(sender));
	json_put(o, "source_ip", text_to_json(source_ip));
	json_put(o, "domains", json_integer(domains));
	if (f->n == f->cap) {
		f->cap = 2 * f->cap + 64;
		f->v = xrealloc(f->v, f->cap * sizeof(*f->v));
	}
	f->v[f->n++] = (struct item){ .rank = rank,
		.kind = kind,
		.text = json_string_value(json_object_get(o, "text")),
		.json = o };
}

static int
compare(const void *x, const void *y)
{
	const struct item *a = x, *b = y;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return strcmp(a->text ? a->text : "", b->text ? b->text : "");
}

json_t *
found_to_json(struct found *f, size_t limit)
{
	json_t *list = json_array();

	if (f->n > 1)
		qsort(f->v, f->n, sizeof(*f->v), compare);
	for (size_t i = 0; i < f->n && i < limit; i++)
		json_array_append(list, f->v[i].json);
	return list;
}
