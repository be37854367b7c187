/*
 * A list of fixed size in an arena.  A report may hold the same strange word
 * in each of its rows, so an entry is compared with those before it, first by
 * a hash (FNV-1a).
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ingest/ledger.h"

enum { DETAIL_MAX = 320 };

void
ledger_init(struct ledger *l, struct arena *a, size_t max)
{
	*l = (struct ledger){ .arena = a, .max = max };
}

static bool
make_room(struct ledger *l)
{
	if (l->list == NULL) {
		l->list = arena_alloc(l->arena, l->max * sizeof(*l->list));
		l->hashes = arena_alloc(l->arena, l->max * sizeof(*l->hashes));
	}
	return l->list != NULL && l->hashes != NULL && l->n < l->max;
}

static uint32_t
hash(enum repair_code code, const char *s)
{
	uint32_t h = 2166136261u ^ (uint32_t)code;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

void
ledger_add(struct ledger *l, enum repair_code code, const char *fmt, ...)
{
	char text[DETAIL_MAX];
	uint32_t h;
	va_list ap;
	char *detail;

	if (l->n == l->max || !make_room(l)) {
		l->total++;
		return;
	}
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	h = hash(code, text);
	for (size_t i = 0; i < l->n; i++)
		if (l->hashes[i] == h && l->list[i].code == code)
			return;
	l->total++;
	/* Cleaned: what it quotes is hostile, and may be cut in a letter. */
	detail = text_clean(l->arena, text, strlen(text), DETAIL_MAX, NULL);
	if (detail == NULL)
		return;
	l->hashes[l->n] = h;
	l->list[l->n++] = (struct repair){ code, detail };
}
