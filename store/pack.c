/*
 * Writing appends to a buffer; reading keeps a cursor with a sticky failure,
 * asked once at the end, as a buffer does.
 */
#include "store/pack.h"

#include <string.h>

struct unpack {
	struct pack_reader in;
	struct arena *arena;
};

void
pack_number(struct buf *out, uint64_t v)
{
	uint8_t bytes[PACKED_NUMBER_MAX];

	buf_add(out, bytes, (size_t)(pack_number_at(bytes, v) - bytes));
}

void
pack_text(struct buf *out, const char *s)
{
	size_t n = s != NULL ? strlen(s) : 0;

	pack_number(out, s != NULL ? n + 1 : 0);
	if (n > 0)
		buf_add(out, s, n);
}

/* Whether the raw text follows from the code. */
static bool
word_is_usual(enum vocabulary v, struct word w)
{
	const char *text = w.code == WORD_UNKNOWN ? NULL : word_text(v, w.code);

	if (w.raw == NULL || text == NULL)
		return w.raw == text;
	return strcmp(w.raw, text) == 0;
}

static void
pack_word(struct buf *out, enum vocabulary v, struct word w)
{
	bool usual = word_is_usual(v, w);

	pack_number(out, (uint64_t)w.code * 2 + !usual);
	if (!usual)
		pack_text(out, w.raw);
}

void
pack_auth(struct buf *out, const struct record *r)
{
	pack_number(out, r->n_auth_dkim);
	for (size_t i = 0; i < r->n_auth_dkim; i++) {
		const struct auth_dkim *d = &r->auth_dkim[i];
		pack_text(out, d->domain);
		pack_text(out, d->selector);
		pack_word(out, VOCAB_AUTH_RESULT, d->result);
		pack_text(out, d->human_result);
	}
	pack_number(out, r->n_auth_spf);
	for (size_t i = 0; i < r->n_auth_spf; i++) {
		const struct auth_spf *s = &r->auth_spf[i];
		pack_text(out, s->domain);
		pack_word(out, VOCAB_SPF_SCOPE, s->scope);
		pack_word(out, VOCAB_AUTH_RESULT, s->result);
		pack_text(out, s->human_result);
	}
}

void
pack_detail(struct buf *out, const struct record *r)
{
	if (r->n_reasons == 0 &&
	    word_is_usual(VOCAB_DISPOSITION, r->disposition) &&
	    word_is_usual(VOCAB_ALIGNED, r->dkim) &&
	    word_is_usual(VOCAB_ALIGNED, r->spf))
		return;
	pack_word(out, VOCAB_DISPOSITION, r->disposition);
	pack_word(out, VOCAB_ALIGNED, r->dkim);
	pack_word(out, VOCAB_ALIGNED, r->spf);
	pack_number(out, r->n_reasons);
	for (size_t i = 0; i < r->n_reasons; i++) {
		pack_word(out, VOCAB_REASON_TYPE, r->reasons[i].type);
		pack_text(out, r->reasons[i].comment);
	}
}

uint64_t
pack_read_long(struct pack_reader *r)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < 63 && r->p < r->end; shift += 7) {
		v |= (uint64_t)(*r->p & 0x7f) << shift;
		if ((*r->p++ & 0x80) == 0)
			return v;
	}
	r->bad = true;
	return 0;
}

static const char *
unpack_text(struct unpack *u)
{
	uint64_t n = pack_read(&u->in);
	const char *s;

	if (n == 0)
		return NULL;
	if (--n > (size_t)(u->in.end - u->in.p)) {
		u->in.bad = true;
		return NULL;
	}
	s = arena_memdup(u->arena, u->in.p, (size_t)n);
	u->in.p += n;
	return s;
}

static struct word
unpack_word(struct unpack *u, enum vocabulary v)
{
	uint64_t n = pack_read(&u->in);
	struct word w = { .code = (int)(n / 2) };

	if (n & 1)
		w.raw = unpack_text(u);
	else if (w.code != WORD_UNKNOWN)
		w.raw = word_text(v, w.code);
	return w;
}

/* Room for the entries that are said to follow; each has a byte or more. */
static void *
unpack_array(struct unpack *u, size_t size, size_t *ret_n)
{
	uint64_t n = pack_read(&u->in);
	void *p;

	*ret_n = 0;
	if (n > (size_t)(u->in.end - u->in.p))
		u->in.bad = true;
	if (n == 0 || u->in.bad)
		return NULL;
	p = arena_alloc(u->arena, (size_t)n * size);
	if (p != NULL)
		*ret_n = (size_t)n;
	return p;
}

static enum err
unpack_end(const struct unpack *u, struct error *e)
{
	if (u->arena->full)
		return error_set(e, ERR_LIMIT,
		    "a record is larger than the memory for an answer");
	if (u->in.bad || u->in.p != u->in.end)
		return error_set(e, ERR_SYSTEM,
		    "the database is damaged: entries of a record");
	return OK;
}

enum err
unpack_auth(const void *p, size_t n, struct arena *a, struct record *r,
    struct error *e)
{
	struct unpack u = { { p, (const uint8_t *)p + n, false }, a };

	r->auth_dkim = unpack_array(&u, sizeof(*r->auth_dkim), &r->n_auth_dkim);
	for (size_t i = 0; i < r->n_auth_dkim; i++) {
		struct auth_dkim *d = &r->auth_dkim[i];
		d->domain = unpack_text(&u);
		d->selector = unpack_text(&u);
		d->result = unpack_word(&u, VOCAB_AUTH_RESULT);
		d->human_result = unpack_text(&u);
	}
	r->auth_spf = unpack_array(&u, sizeof(*r->auth_spf), &r->n_auth_spf);
	for (size_t i = 0; i < r->n_auth_spf; i++) {
		struct auth_spf *s = &r->auth_spf[i];
		s->domain = unpack_text(&u);
		s->scope = unpack_word(&u, VOCAB_SPF_SCOPE);
		s->result = unpack_word(&u, VOCAB_AUTH_RESULT);
		s->human_result = unpack_text(&u);
	}
	return unpack_end(&u, e);
}

enum err
unpack_detail(const void *p, size_t n, struct arena *a, struct record *r,
    struct error *e)
{
	struct unpack u = { { p, (const uint8_t *)p + n, false }, a };

	r->disposition.raw = unpack_word(&u, VOCAB_DISPOSITION).raw;
	r->dkim.raw = unpack_word(&u, VOCAB_ALIGNED).raw;
	r->spf.raw = unpack_word(&u, VOCAB_ALIGNED).raw;
	r->reasons = unpack_array(&u, sizeof(*r->reasons), &r->n_reasons);
	for (size_t i = 0; i < r->n_reasons; i++) {
		r->reasons[i].type = unpack_word(&u, VOCAB_REASON_TYPE);
		r->reasons[i].comment = unpack_text(&u);
	}
	return unpack_end(&u, e);
}
