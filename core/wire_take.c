/*
 * Values off the wire.  Whatever does not fit leaves its sentence in the
 * cursor and takes the rest of the bytes away, so that nothing more is read.
 */
#include <string.h>

#include "core/domain.h"
#include "core/report.h"
#include "core/text.h"
#include "core/wire_take.h"

void
wire_wrong(struct wire_cursor *c, const char *what)
{
	if (c->wrong == NULL)
		c->wrong = what;
	c->n = 0;
}

const unsigned char *
wire_take(struct wire_cursor *c, size_t n)
{
	const unsigned char *p = c->p;

	if (c->wrong != NULL || n > c->n) {
		wire_wrong(c, "it ends too early");
		return NULL;
	}
	c->p += n;
	c->n -= n;
	return p;
}

uint64_t
wire_take_number(struct wire_cursor *c, size_t n)
{
	const unsigned char *p = wire_take(c, n);
	uint64_t v = 0;

	for (size_t i = 0; p != NULL && i < n; i++)
		v |= (uint64_t)p[i] << 8 * i;
	return v;
}

/* Printable ASCII is told here; the rest by those who know UTF-8. */
static bool
is_clean(const unsigned char *p, size_t n)
{
	size_t i = 0;

	while (i < n && p[i] >= ' ' && p[i] < 0x7f)
		i++;
	if (i == n)
		return true;
	if (!text_is_utf8((const char *)p + i, n - i))
		return false;
	for (; i < n; i++) {
		bool c1 = p[i] == 0xc2 && i + 1 < n && p[i + 1] < 0xa0;

		if (p[i] < ' ' || p[i] == 0x7f || c1)
			return false;
	}
	return true;
}

const char *
wire_take_text(struct wire_cursor *c, size_t max)
{
	size_t n = (size_t)wire_take_number(c, 4);
	const unsigned char *p;
	const char *copy;

	if (n == 0)
		return NULL;
	if (--n > max) {
		wire_wrong(c, "a text over its ceiling");
		return NULL;
	}
	p = wire_take(c, n);
	if (p == NULL)
		return NULL;
	if (!is_clean(p, n)) {
		wire_wrong(c, "a text that is not clean UTF-8");
		return NULL;
	}
	copy = arena_memdup(c->arena, p, n);
	if (copy == NULL)
		wire_wrong(c, "more text than memory is given for");
	return copy;
}

static const char *
take_host(struct wire_cursor *c, size_t max)
{
	const char *s = wire_take_text(c, max);
	char name[DOMAIN_MAX + 1];

	if (s != NULL && (!domain_normalize(s, name) || strcmp(name, s) != 0))
		wire_wrong(c, "no host name in its usual form");
	return s;
}

static struct word
take_word(struct wire_cursor *c, const struct wire_field *f, size_t max)
{
	struct word w = { .raw = wire_take_text(c, max) };

	if (w.raw != NULL && *w.raw == '\0')
		wire_wrong(c, "an empty word");
	w.code = word_code(f->vocab, w.raw);
	return w;
}

static int
take_code(struct wire_cursor *c, enum vocabulary v)
{
	int code = (int)wire_take_number(c, 1);
	const char *text = word_text(v, code);

	if (code <= WORD_UNKNOWN || word_code(v, text) != code)
		wire_wrong(c, "a code outside its vocabulary");
	return code;
}

static int64_t
take_range(struct wire_cursor *c, int64_t min, int64_t max)
{
	int64_t v = (int64_t)wire_take_number(c, 8);

	if (c->wrong == NULL && (v < min || v > max))
		wire_wrong(c, "a number out of its range");
	return v;
}

bool
wire_take_bool(struct wire_cursor *c)
{
	uint64_t v = wire_take_number(c, 1);

	if (v > 1)
		wire_wrong(c, "neither yes nor no");
	return v == 1;
}

static void
take_ip(struct wire_cursor *c, struct ip *ret)
{
	uint64_t n = wire_take_number(c, 1);
	const unsigned char *p;

	if (n != 0 && n != 4 && n != 16) {
		wire_wrong(c, "an address of no known length");
		return;
	}
	p = wire_take(c, (size_t)n);
	if (p == NULL)
		return;
	ret->len = (uint8_t)n;
	memcpy(ret->bytes, p, (size_t)n);
}

static void
take_list(struct wire_cursor *c, const struct wire_field *f, void *base)
{
	void *list_at = (char *)base + f->at;
	void *count_at = (char *)base + f->count_at;
	size_t n = (size_t)wire_take_number(c, 4);
	char *list;

	/* An element takes a byte at least: no memory for what cannot come. */
	if (n > wire_ceiling(f, c->limits) || n > c->n) {
		wire_wrong(c, "more entries than there may be");
		return;
	}
	if (n == 0)
		return;
	list = arena_alloc(c->arena, n * f->of->size);
	if (list == NULL) {
		wire_wrong(c, "more entries than memory is given for");
		return;
	}
	for (size_t i = 0; i < n && c->wrong == NULL; i++)
		wire_take_struct(c, f->of, list + i * f->of->size);
	memcpy(list_at, &list, sizeof(list));
	*(size_t *)count_at = n;
}

static void
take_digest(struct wire_cursor *c, struct digest *ret)
{
	const unsigned char *p = wire_take(c, sizeof(ret->bytes));

	if (p != NULL)
		memcpy(ret->bytes, p, sizeof(ret->bytes));
}

static void
take_field(struct wire_cursor *c, const struct wire_field *f, void *base)
{
	void *at = (char *)base + f->at;
	size_t max = wire_ceiling(f, c->limits);

	c->name = f->name;
	switch (f->kind) {
	case WIRE_TEXT: *(const char **)at = wire_take_text(c, max); break;
	case WIRE_HOST: *(const char **)at = take_host(c, max); break;
	case WIRE_WORD: *(struct word *)at = take_word(c, f, max); break;
	case WIRE_CODE: *(int *)at = take_code(c, f->vocab); break;
	case WIRE_NUMBER: *(int64_t *)at = take_range(c, f->min, f->max); break;
	case WIRE_SIZE:
		*(size_t *)at = (size_t)take_range(c, 0, INT64_MAX);
		break;
	case WIRE_INT: *(int *)at = (int)take_range(c, f->min, f->max); break;
	case WIRE_BOOL: *(bool *)at = wire_take_bool(c); break;
	case WIRE_IP: take_ip(c, at); break;
	case WIRE_DIGEST: take_digest(c, at); break;
	case WIRE_LIST: take_list(c, f, base); break;
	case WIRE_STRUCT: wire_take_struct(c, f->of, at); break;
	}
}

void
wire_take_struct(struct wire_cursor *c, const struct wire_struct *s, void *base)
{
	for (size_t i = 0; i < s->n && c->wrong == NULL; i++)
		take_field(c, &s->fields[i], base);
}
