/* A struct as bytes: its members in the order of their table (kept.h). */
#include <string.h>

#include "advise/kept.h"
#include "advise/kept_fields.h"
#include "core/deflate.h"

enum { KEPT_LEVEL = 6 };

static void
put_count(struct buf *out, uint64_t n)
{
	for (; n >= KEPT_MORE; n >>= KEPT_BITS)
		buf_addch(out, (char)(n | KEPT_MORE));
	buf_addch(out, (char)n);
}

static void
put_number(struct buf *out, const void *at, size_t size)
{
	int64_t number;
	int32_t word;
	uint8_t byte;

	switch (size) {
	case sizeof(number): memcpy(&number, at, size); break;
	case sizeof(word): memcpy(&word, at, size), number = word; break;
	default: memcpy(&byte, at, sizeof(byte)), number = byte;
	}
	put_count(out, (uint64_t)number << 1 ^ (uint64_t)(number >> 63));
}

static void
put_real(struct buf *out, const void *at)
{
	uint64_t bits;

	memcpy(&bits, at, sizeof(bits));
	for (size_t i = 0; i < sizeof(bits); i++)
		buf_addch(out, (char)(bits >> i * 8));
}

static void
put_text(struct buf *out, const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0;

	put_count(out, s != NULL ? n + 1 : 0);
	buf_add(out, s != NULL ? s : "", n);
}

static void put_struct(struct buf *out, const struct kept_struct *s,
    const char *base);

/* Texts and lists. */
static void
put_list(struct buf *out, const struct kept_field *f, const char *base)
{
	const char *v;
	size_t n;

	memcpy(&v, base + f->at, sizeof(v));
	memcpy(&n, base + f->count_at, sizeof(n));
	put_count(out, n);
	for (size_t i = 0; i < n && f->kind == KEPT_LIST; i++)
		put_struct(out, f->of, v + i * f->of->size);
	for (size_t i = 0; i < n && f->kind == KEPT_TEXTS; i++)
		put_text(out, ((const char *const *)(const void *)v)[i]);
}

static void
put_struct(struct buf *out, const struct kept_struct *s, const char *base)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct kept_field *f = &s->fields[i];
		const char *at = base + f->at, *text;

		switch (f->kind) {
		case KEPT_NUMBER: put_number(out, at, f->size); break;
		case KEPT_REAL: put_real(out, at); break;
		case KEPT_BYTES: buf_add(out, at, f->size); break;
		case KEPT_TEXT:
		case KEPT_NAME:
			memcpy(&text, at, sizeof(text));
			put_text(out, text);
			break;
		case KEPT_TEXTS:
		case KEPT_LIST: put_list(out, f, base); break;
		}
	}
}

enum err
kept_write(const struct kept_struct *s, const void *v, struct buf *out,
    struct error *e)
{
	struct buf bytes;
	bool fits;

	buf_init(&bytes, KEPT_SIZE_MAX);
	put_struct(&bytes, s, v);
	fits = !bytes.overflow;
	if (fits) {
		struct deflater *d = deflate_begin(KEPT_LEVEL, out);

		deflate_add(d, bytes.data, bytes.len);
		deflate_finish(d);
	}
	buf_free(&bytes);
	return fits && !out->overflow
	           ? OK
	           : error_set(e, ERR_LIMIT, "an advice is too large to keep");
}
