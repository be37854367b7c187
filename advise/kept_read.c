/*
 * Bytes into a struct again (kept.h).  The check sum of zlib has told whether
 * they are what was written; all the same nothing is read behind their end, and
 * each number and name is what its table allows, and fits (kept_sound.c).
 */
#include <math.h>
#include <string.h>

#include "advise/kept.h"
#include "advise/kept_fields.h"
#include "core/deflate.h"

struct reader {
	const char *p, *end;
	struct arena *a;
	bool bad; /* damaged, or the arena is full: sticks */
};

static uint64_t
get_count(struct reader *r)
{
	uint64_t n = 0;

	for (unsigned shift = 0; r->p < r->end && shift < 64;
	     shift += KEPT_BITS) {
		uint8_t byte = (uint8_t)*r->p++;

		n |= (uint64_t)(byte & (KEPT_MORE - 1)) << shift;
		if (byte < KEPT_MORE)
			return n;
	}
	r->bad = true;
	return 0;
}

/* So many bytes, NULL when there are fewer. */
static const char *
get_bytes(struct reader *r, uint64_t n)
{
	const char *p = r->p;

	if (r->bad || n > (uint64_t)(r->end - p)) {
		r->bad = true;
		return NULL;
	}
	r->p += n;
	return p;
}

static void
get_number(struct reader *r, const struct kept_field *f, void *at)
{
	uint64_t n = get_count(r);
	int64_t number = (int64_t)(n >> 1 ^ -(n & 1));
	int32_t word = (int32_t)number;
	uint8_t byte = (uint8_t)number;

	r->bad |= f->below != 0 && (number < f->from || number >= f->below);
	switch (f->size) {
	case sizeof(number): memcpy(at, &number, sizeof(number)); break;
	case sizeof(word): memcpy(at, &word, sizeof(word)); break;
	default: memcpy(at, &byte, sizeof(byte));
	}
}

static void
get_real(struct reader *r, void *at)
{
	uint64_t bits = 0;
	double real;
	const char *p = get_bytes(r, sizeof(bits));

	for (size_t i = 0; p != NULL && i < sizeof(bits); i++)
		bits |= (uint64_t)(uint8_t)p[i] << i * 8;
	memcpy(&real, &bits, sizeof(bits));
	r->bad |= !isfinite(real);
	memcpy(at, &real, sizeof(real));
}

static const char *
get_text(struct reader *r)
{
	uint64_t n = get_count(r);
	const char *p = n > 0 ? get_bytes(r, n - 1) : NULL;
	const char *copy = p != NULL ? arena_memdup(r->a, p, n - 1) : NULL;

	r->bad = r->bad || (n > 0 && copy == NULL);
	return copy;
}

static const char *
get_name(struct reader *r)
{
	const char *name = get_text(r);

	r->bad = r->bad || name == NULL;
	return name;
}

static void get_struct(struct reader *r, const struct kept_struct *s,
    char *base);

/* Texts and lists; each of them takes a byte at the least. */
static void
get_list(struct reader *r, const struct kept_field *f, char *base)
{
	const size_t size =
	    f->kind == KEPT_LIST ? f->of->size : sizeof(const char *);
	const uint64_t n = get_count(r);
	char *v = NULL;

	if (n <= (uint64_t)(r->end - r->p))
		v = arena_alloc(r->a, (n + 1) * size);
	r->bad = r->bad || v == NULL;
	for (size_t i = 0; i < n && !r->bad; i++) {
		const char *text;

		if (f->kind == KEPT_LIST) {
			get_struct(r, f->of, v + i * size);
			continue;
		}
		text = get_name(r);
		memcpy(v + i * size, &text, sizeof(text));
	}
	memcpy(base + f->at, &v, sizeof(v));
	memcpy(base + f->count_at, &n, sizeof(n));
}

static void
get_struct(struct reader *r, const struct kept_struct *s, char *base)
{
	for (size_t i = 0; i < s->n && !r->bad; i++) {
		const struct kept_field *f = &s->fields[i];
		const char *p;
		char *at = base + f->at;

		switch (f->kind) {
		case KEPT_NUMBER: get_number(r, f, at); break;
		case KEPT_REAL: get_real(r, at); break;
		case KEPT_BYTES:
			if ((p = get_bytes(r, f->size)) != NULL)
				memcpy(at, p, f->size);
			break;
		case KEPT_TEXT:
		case KEPT_NAME:
			p = f->kind == KEPT_TEXT ? get_text(r) : get_name(r);
			memcpy(at, &p, sizeof(p));
			break;
		case KEPT_TEXTS:
		case KEPT_LIST: get_list(r, f, base); break;
		}
	}
}

enum err
kept_read(const struct kept_struct *s, const void *p, size_t n, struct arena *a,
    void **ret, struct error *e)
{
	char *v = arena_alloc(a, s->size);
	struct buf bytes;
	bool good = false;

	buf_init(&bytes, KEPT_SIZE_MAX);
	if (v != NULL && inflate_buf(DEFLATE_ZLIB, p, n, &bytes, e) == OK) {
		struct reader r = { bytes.data, bytes.data + bytes.len, a,
			false };

		get_struct(&r, s, v);
		good =
		    !r.bad && r.p == r.end && (s->sound == NULL || s->sound(v));
	}
	buf_free(&bytes);
	if (a->full)
		return error_set(e, ERR_LIMIT, "an advice is too large");
	if (!good)
		return error_set(e, ERR_INPUT,
		    "an advice that was kept is damaged; it is judged again");
	*ret = v;
	return OK;
}
