/* Structs full of chance, as a parser might make them, for the wire's tests. */
#ifndef TESTS_CORE_WIRE_MAKE_H
#define TESTS_CORE_WIRE_MAKE_H

#include <string.h>

#include "core/core.h"

/* A row of numbers that is the same on every run (xorshift64). */
struct chance {
	uint64_t state;
	struct arena *arena;
};

static inline uint64_t
chance_number(struct chance *c, uint64_t below)
{
	c->state ^= c->state << 13;
	c->state ^= c->state >> 7;
	c->state ^= c->state << 17;
	return c->state % below;
}

/* NULL, empty, short, or now and then of exactly max bytes. */
static inline const char *
chance_text(struct chance *c, size_t max)
{
	static const char *const letters[] = { "a", "Z", " ", "<", "\"", "~",
		"\xc3\xa9", "\xc2\xa0", "\xe2\x82\xac", "\xef\xbf\xbd",
		"\xf0\x9f\x98\x80" };
	uint64_t kind = chance_number(c, 40);
	size_t n = kind == 0 ? max : (size_t)chance_number(c, 24), len = 0;
	char *s = arena_alloc(c->arena, max + 1);

	if (kind < 10 && kind > 5)
		return NULL;
	while (len < n) {
		const char *l = letters[chance_number(c, 11)];

		if (len + strlen(l) > n)
			l = "x";
		memcpy(s + len, l, strlen(l));
		len += strlen(l);
	}
	return s;
}

static inline struct word
chance_word(struct chance *c, enum vocabulary v)
{
	struct word w = { 0 };
	int code = (int)chance_number(c, 10);

	if (code == WORD_UNSET)
		return w;
	w.raw = word_text(v, code);
	if (strcmp(w.raw, "unknown") == 0)
		w.raw = "strange, \xe2\x82\xac";
	w.code = word_code(v, w.raw);
	return w;
}

static inline void
chance_ip(struct chance *c, struct ip *ip)
{
	static const uint8_t lengths[] = { 0, 4, 16 };

	ip->len = lengths[chance_number(c, 3)];
	for (size_t i = 0; i < ip->len; i++)
		ip->bytes[i] = (uint8_t)chance_number(c, 256);
}

static inline void
chance_record(struct chance *c, const struct limits *l, struct record *r)
{
	*r = (struct record){ 0 };
	chance_ip(c, &r->source_ip);
	r->count = chance_number(c, 5) == 0
	    ? RECORD_COUNT_MAX
	    : (int64_t)chance_number(c, 1000);
	r->disposition = chance_word(c, VOCAB_DISPOSITION);
	r->dkim = chance_word(c, VOCAB_ALIGNED);
	r->spf = chance_word(c, VOCAB_ALIGNED);
	r->n_reasons = chance_number(c, 4);
	r->reasons = arena_alloc(c->arena, 4 * sizeof(*r->reasons));
	for (size_t i = 0; i < r->n_reasons; i++)
		r->reasons[i] =
		    (struct reason){ chance_word(c, VOCAB_REASON_TYPE),
			    chance_text(c, l->comment_bytes) };
	r->header_from = chance_text(c, l->text_bytes);
	r->envelope_from = chance_text(c, l->text_bytes);
	r->envelope_to = chance_text(c, l->text_bytes);
	r->n_auth_dkim = chance_number(c, 20) == 0 ? l->dkim_entries
						    : chance_number(c, 4);
	r->auth_dkim = arena_alloc(c->arena,
	    l->dkim_entries * sizeof(*r->auth_dkim));
	for (size_t i = 0; i < r->n_auth_dkim; i++)
		r->auth_dkim[i] =
		    (struct auth_dkim){ chance_text(c, l->text_bytes),
			    chance_text(c, l->text_bytes),
			    chance_word(c, VOCAB_AUTH_RESULT),
			    chance_text(c, l->comment_bytes) };
	r->n_auth_spf = chance_number(c, l->spf_entries + 1);
	r->auth_spf =
	    arena_alloc(c->arena, l->spf_entries * sizeof(*r->auth_spf));
	for (size_t i = 0; i < r->n_auth_spf; i++)
		r->auth_spf[i] =
		    (struct auth_spf){ chance_text(c, l->text_bytes),
			    chance_word(c, VOCAB_SPF_SCOPE),
			    chance_word(c, VOCAB_AUTH_RESULT),
			    chance_text(c, l->comment_bytes) };
	r->outside_domain = chance_number(c, 2) != 0;
}

static inline void
chance_report(struct chance *c, const struct limits *l, struct report *r)
{
	size_t max = l->text_bytes;

	*r = (struct report){ .org_name = chance_text(c, max),
		.email = chance_text(c, max),
		.extra_contact_info = chance_text(c, max),
		.generator = chance_text(c, max),
		.report_id = chance_text(c, l->report_id_bytes),
		.begin = 1 + (int64_t)chance_number(c, 1000000000),
		.version = chance_text(c, l->word_bytes),
		.xml_namespace = chance_text(c, max),
		.dialect = chance_word(c, VOCAB_DIALECT) };
	r->end = r->begin + (int64_t)chance_number(c, 100000);
	r->policy_published = (struct policy_published){
		.domain = chance_number(c, 2) ? "example.org" : "x.example.net",
		.p = chance_word(c, VOCAB_POLICY),
		.sp = chance_word(c, VOCAB_POLICY),
		.np = chance_word(c, VOCAB_POLICY),
		.adkim = chance_word(c, VOCAB_ALIGNMENT),
		.aspf = chance_word(c, VOCAB_ALIGNMENT),
		.testing = chance_word(c, VOCAB_TESTING),
		.discovery_method = chance_word(c, VOCAB_DISCOVERY_METHOD),
		.fo = chance_text(c, l->word_bytes),
		.pct = (int)chance_number(c, 102) - 1,
	};
	r->n_errors = chance_number(c, 3);
	r->errors = arena_alloc(c->arena, 3 * sizeof(*r->errors));
	for (size_t i = 0; i < r->n_errors; i++)
		r->errors[i] = chance_text(c, l->comment_bytes);
	r->n_repairs = chance_number(c, 5);
	r->repairs = arena_alloc(c->arena, 5 * sizeof(*r->repairs));
	for (size_t i = 0; i < r->n_repairs; i++)
		r->repairs[i] = (struct repair){
			(enum repair_code)(2 + chance_number(c, 18)),
			chance_text(c, 320)
		};
	r->total_repairs = r->n_repairs + chance_number(c, 3);
}

/* All but the report and the deflated bytes. */
static inline void
chance_document(struct chance *c, struct document *d)
{
	*d = (struct document){ .outcome = OUTCOME_REPORT,
		.member = chance_text(c, 255),
		.size = chance_number(c, 100000) };
	if (chance_number(c, 3) == 0) {
		d->outcome = OUTCOME_MALFORMED;
		d->reason = "a sentence";
	}
	for (size_t i = 0; i < DIGEST_SIZE; i++)
		d->digest.bytes[i] = (uint8_t)chance_number(c, 256);
}

#endif
