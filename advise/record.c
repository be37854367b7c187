/*
 * A record is a list of name=value with ';' between them.  It is never taken
 * apart further than needed: what is not ours to change is copied as it
 * stands, so that no tag of the owner gets lost.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "advise/record.h"

static const char NO_RUA[] = "mailto:{{RUA}}";

enum { RECORD_MAX = 8 * 1024 };

static int
trimmed(const char **s, const char *end)
{
	return (int)text_trim(s, (size_t)(end - *s));
}

bool
record_next(const char **rest, struct record_tag *ret)
{
	while (**rest != '\0') {
		const char *piece = *rest;
		const char *end = piece + strcspn(piece, ";");
		const char *equals = memchr(piece, '=', (size_t)(end - piece));

		*rest = *end == ';' ? end + 1 : end;
		if (equals == NULL)
			continue;
		ret->name = piece;
		ret->name_len = trimmed(&ret->name, equals);
		ret->value = equals + 1;
		ret->value_len = trimmed(&ret->value, end);
		return true;
	}
	return false;
}

bool
record_tag_is(const struct record_tag *t, const char *name)
{
	return (size_t)t->name_len == strlen(name) &&
	       strncasecmp(t->name, name, strlen(name)) == 0;
}

static bool
value_is(const struct record_tag *t, const char *value)
{
	return (size_t)t->value_len == strlen(value) &&
	       strncasecmp(t->value, value, strlen(value)) == 0;
}

static int
policy_of(const struct record_tag *t, int otherwise)
{
	for (int p = POLICY_NONE; p <= POLICY_REJECT; p++)
		if (value_is(t, word_text(VOCAB_POLICY, p)))
			return p;
	return otherwise;
}

static int
pct_of(const struct record_tag *t)
{
	int pct = 0;

	for (int i = 0; i < t->value_len; i++) {
		if (t->value[i] < '0' || t->value[i] > '9' || pct > 100)
			return 100;
		pct = pct * 10 + (t->value[i] - '0');
	}
	return t->value_len == 0 || pct > 100 ? 100 : pct;
}

static void
tag_read(const struct record_tag *t, struct advise_policy *p)
{
	if (record_tag_is(t, "p"))
		p->p = (enum policy)policy_of(t, POLICY_NONE);
	else if (record_tag_is(t, "sp"))
		p->sp = policy_of(t, WORD_UNSET);
	else if (record_tag_is(t, "np"))
		p->np = policy_of(t, WORD_UNSET);
	else if (record_tag_is(t, "pct"))
		p->pct = pct_of(t);
	else if (record_tag_is(t, "t"))
		p->test = value_is(t, "y");
	else if (record_tag_is(t, "adkim"))
		p->strict_dkim = value_is(t, "s");
	else if (record_tag_is(t, "aspf"))
		p->strict_spf = value_is(t, "s");
}

bool
record_read(const char *record, struct advise_policy *p)
{
	struct record_tag t;
	struct advise_policy read = { .p = POLICY_NONE, .pct = 100 };

	if (record == NULL || !record_next(&record, &t) ||
	    !record_tag_is(&t, "v") || !value_is(&t, "DMARC1"))
		return false;
	while (record_next(&record, &t))
		tag_read(&t, &read);
	read.known = true;
	*p = read;
	return true;
}

static bool
is_ours_to_change(const struct record_tag *t)
{
	static const char *const tags[] = { "v", "p", "sp", "t", "pct" };

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (record_tag_is(t, tags[i]))
			return true;
	return false;
}

/* The tags that are kept; those that it has are marked. */
static void
keep_tags(struct buf *b, const char *record, bool *adkim, bool *aspf, bool *rua)
{
	struct record_tag t;

	while (record_next(&record, &t)) {
		if (is_ours_to_change(&t) ||
		    (record_tag_is(&t, "rua") && t.value_len == 0))
			continue;
		*adkim = *adkim || record_tag_is(&t, "adkim");
		*aspf = *aspf || record_tag_is(&t, "aspf");
		*rua = *rua || record_tag_is(&t, "rua");
		buf_printf(b, "; %.*s=%.*s", t.name_len, t.name, t.value_len,
		    t.value);
	}
}

char *
record_write(struct arena *a, const char *record, const char *rua,
    const struct record_plan *plan, bool *ret_rua)
{
	struct buf b;
	bool adkim = false, aspf = false, has_rua = false;

	buf_init(&b, RECORD_MAX);
	buf_printf(&b, "v=DMARC1; p=%s", word_text(VOCAB_POLICY, plan->p));
	if (plan->sp != WORD_UNSET)
		buf_printf(&b, "; sp=%s", word_text(VOCAB_POLICY, plan->sp));
	if (plan->test)
		buf_addstr(&b, "; t=y; pct=0");
	else if (plan->pct != 100)
		buf_printf(&b, "; pct=%d", plan->pct);
	if (record != NULL)
		keep_tags(&b, record, &adkim, &aspf, &has_rua);
	if (plan->strict_dkim && !adkim)
		buf_addstr(&b, "; adkim=s");
	if (plan->strict_spf && !aspf)
		buf_addstr(&b, "; aspf=s");
	if (!has_rua)
		buf_printf(&b, "; rua=%s", rua != NULL ? rua : NO_RUA);
	*ret_rua = has_rua || rua != NULL;

	char *text = b.overflow ? NULL : arena_memdup(a, b.data, b.len);
	a->full = a->full || text == NULL;
	buf_free(&b);
	return text;
}
