/*
 * Contents are compared as sorted lists of keys with summed counts: one walk
 * through both tells equal, apart or mixed.
 */
#include "store/rows.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void
rows_add(struct rows *rows, const struct row *row)
{
	if (rows->n == rows->cap) {
		rows->cap = rows->cap == 0 ? 64 : rows->cap * 2;
		rows->v = xrealloc(rows->v, rows->cap * sizeof(*row));
	}
	rows->v[rows->n++] = *row;
}

void
rows_free(struct rows *rows)
{
	free(rows->v);
	*rows = (struct rows){ 0 };
}

bool
row_passes(const struct row *row)
{
	return row->dkim == ALIGNED_PASS || row->spf == ALIGNED_PASS;
}

int64_t
rows_messages(const struct rows *rows)
{
	int64_t sum = 0;

	for (size_t i = 0; i < rows->n; i++)
		sum += rows->v[i].messages;
	return sum;
}

int64_t
rows_passing(const struct rows *rows)
{
	int64_t sum = 0;

	for (size_t i = 0; i < rows->n; i++)
		if (row_passes(&rows->v[i]))
			sum += rows->v[i].messages;
	return sum;
}

/* "arc=pass" as words of their own, blanks around the = or not. */
static bool
says_arc_pass(const char *comment)
{
	const char *s = comment;

	while ((s = strcasestr(s, "arc")) != NULL) {
		bool inside = s > comment && isalnum((unsigned char)s[-1]);
		s += strlen("arc");
		if (inside)
			continue;
		const char *t = s + strspn(s, " \t");
		if (*t++ != '=')
			continue;
		t += strspn(t, " \t");
		if (strncasecmp(t, "pass", 4) == 0 &&
		    !isalnum((unsigned char)t[4]))
			return true;
	}
	return false;
}

static bool
reason_is_relayed(const struct reason *r)
{
	static const char *const texts[] = { "trusted arc", "known forwarder",
		"mailing list" };

	if (r->type.code == REASON_FORWARDED ||
	    r->type.code == REASON_TRUSTED_FORWARDER ||
	    r->type.code == REASON_MAILING_LIST)
		return true;
	if (r->type.code != REASON_LOCAL_POLICY || r->comment == NULL)
		return false;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (strcasestr(r->comment, texts[i]) != NULL)
			return true;
	return says_arc_pass(r->comment);
}

uint32_t
row_flags(const struct record *r)
{
	uint32_t flags = r->outside_domain ? ROW_OUTSIDE_DOMAIN : 0;

	for (size_t i = 0; i < r->n_reasons; i++) {
		if (r->reasons[i].type.code != WORD_UNSET)
			flags |= UINT32_C(1) << r->reasons[i].type.code;
		if (reason_is_relayed(&r->reasons[i]))
			flags |= ROW_RELAYED;
	}
	return flags;
}

int64_t
row_verdict(const struct row *row)
{
	return row->disposition | row->dkim << VERDICT_DKIM |
	       row->spf << VERDICT_SPF;
}

static int
compare_keys(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	/* All members but the last, messages, are the key. */
	for (size_t i = 0; i < sizeof(struct row_key) / sizeof(*x) - 1; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

struct row_keys
row_keys_of(const struct rows *rows)
{
	struct row_keys k = { 0 };
	size_t n = 0;

	if (rows->n == 0)
		return k;
	k.v = xmalloc(rows->n * sizeof(*k.v));
	for (size_t i = 0; i < rows->n; i++) {
		const struct row *r = &rows->v[i];
		k.v[i] = (struct row_key){ r->source, r->disposition, r->dkim,
			r->spf, r->header_from, r->envelope_from, r->auth,
			r->messages };
	}
	qsort(k.v, rows->n, sizeof(*k.v), compare_keys);
	for (size_t i = 1; i < rows->n; i++) {
		if (compare_keys(&k.v[n], &k.v[i]) == 0)
			k.v[n].messages += k.v[i].messages;
		else
			k.v[++n] = k.v[i];
	}
	k.n = n + 1;
	return k;
}

int64_t
row_keys_hash(const struct row_keys *k)
{
	struct digest_stream *s = digest_begin();
	struct digest d;

	for (size_t i = 0; i < k->n; i++) {
		const struct row_key *key = &k->v[i];
		const int64_t v[] = { key->source, key->disposition, key->dkim,
			key->spf, key->header_from, key->envelope_from,
			key->auth, key->messages };
		for (size_t j = 0; j < sizeof(v) / sizeof(v[0]); j++)
			digest_add_int64(s, v[j]);
	}
	digest_finish(s, &d);
	return digest_int64(&d);
}

enum row_overlap
row_keys_compare(const struct row_keys *a, const struct row_keys *b)
{
	size_t i = 0, j = 0;
	bool common = false, equal = a->n == b->n;

	while (i < a->n && j < b->n) {
		int order = compare_keys(&a->v[i], &b->v[j]);
		if (order == 0) {
			common = true;
			equal &= a->v[i].messages == b->v[j].messages;
		} else {
			equal = false;
		}
		i += order <= 0;
		j += order >= 0;
	}
	return equal ? ROWS_EQUAL : common ? ROWS_MIXED : ROWS_APART;
}
