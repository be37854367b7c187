/* Blocks of records (store/pack_records.h), written in the shortest way. */
#include <string.h>

#include "store/pack_records.h"
#include "tests/bench/floor_store.h"

enum { ROOM = BLOCK_BYTES - 80 };

static void
put(struct floor_block *b, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		b->data[b->len++] = (unsigned char)(v | 0x80);
	b->data[b->len++] = (unsigned char)v;
}

static void
put_distance(struct floor_block *b, int64_t d)
{
	put(b, d < 0 ? (uint64_t)(-d) * 2 - 1 : (uint64_t)d * 2);
}

void
floor_pack_end(struct floor_store *s)
{
	struct floor_block *b = &s->block;
	sqlite3_stmt *q = floor_statement(s, SQL_RECORD_ADD);

	if (b->n == 0)
		return;
	for (int i = C_DOMAIN; i <= C_SEQ; i++)
		sqlite3_bind_int64(q, i + 1, b->head[i]);
	sqlite3_bind_int64(q, 5, b->n);
	sqlite3_bind_blob(q, 6, b->data, (int)b->len, SQLITE_STATIC);
	floor_step(s, q);
	b->n = 0;
}

static void
begin(struct floor_block *b, const int64_t *row)
{
	memcpy(b->head, row, sizeof b->head);
	memset(b->kinds[0], 0, sizeof b->kinds[0]);
	b->kinds[0][1] = b->kinds[0][2] = row[C_DOMAIN];
	b->n_kinds = b->len = 0;
	b->source = 0;
	put(b, 1 << 3 | PROVENANCE_UNVERIFIED);
}

static void
put_kind(struct floor_block *b, const int64_t *kind)
{
	const int64_t *was = b->kinds[b->n_kinds++];
	unsigned char *members = &b->data[b->len++];

	*members = 0;
	for (int i = 0; i < FLOOR_KIND; i++) {
		if (was[i] == kind[i])
			continue;
		*members |= (unsigned char)(1 << i);
		if (i == 0)
			put(b, (uint64_t)kind[i]);
		else
			put_distance(b, kind[i] - was[i]);
	}
	memcpy(b->kinds[b->n_kinds], kind, sizeof b->kinds[0]);
}

void
floor_pack(struct floor_store *s, const int64_t *row)
{
	struct floor_block *b = &s->block;
	int64_t v = row[C_VERDICT], kind[FLOOR_KIND];
	size_t at = 0;

	if (b->n == BLOCK_RECORDS || b->len > ROOM)
		floor_pack_end(s);
	if (b->n++ == 0)
		begin(b, row);
	memcpy(kind, row + C_VERDICT, sizeof kind);
	kind[0] = verdict_dkim(v) | verdict_spf(v) << 2 |
	          verdict_disposition(v) << 4 | v >> 8 << 8;
	while (
	    at < b->n_kinds && memcmp(b->kinds[at + 1], kind, sizeof kind) != 0)
		at++;
	put(b, at << 1 | (row[C_MESSAGES] != 1));
	if (at == b->n_kinds)
		put_kind(b, kind);
	if (row[C_MESSAGES] != 1)
		put(b, (uint64_t)row[C_MESSAGES]);
	put_distance(b, row[C_SOURCE] - b->source);
	b->source = row[C_SOURCE];
}
