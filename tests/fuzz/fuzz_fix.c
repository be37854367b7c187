/*
 * Any bytes through the escaping of bare brackets and ampersands, whole and in
 * pieces: what is found and what is written are the same, and no bomb.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/core.h"
#include "ingest/markup_fix.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
put(void *ctx, const char *p, size_t n)
{
	buf_add(ctx, p, n);
}

static void
feed(struct markup_fix *f, const uint8_t *p, size_t n, size_t piece)
{
	for (size_t i = 0; i < n; i += piece)
		markup_fix_feed(f, p + i, n - i < piece ? n - i : piece);
	markup_fix_end(f);
}

static void
fix(const uint8_t *p, size_t n, size_t piece, struct markup_faults *found,
    struct buf *out)
{
	struct markup_fix f;

	memset(found, 0, sizeof(*found));
	markup_fix_survey(&f, found);
	feed(&f, p, n, piece);
	markup_fix_rewrite(&f, found, put, out);
	feed(&f, p, n, piece);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct markup_faults whole, pieces;
	struct buf a, b;

	if (size == 0)
		return 0;
	buf_init(&a, 64 * MIB);
	buf_init(&b, 64 * MIB);
	fix(data + 1, size - 1, size, &whole, &a);
	fix(data + 1, size - 1, data[0] % 16 + 1u, &pieces, &b);
	if (memcmp(&whole, &pieces, sizeof(whole)) != 0 || a.len != b.len ||
	    memcmp(a.data, b.data, a.len) != 0 || a.len > 5 * size)
		abort();
	buf_free(&a);
	buf_free(&b);
	return 0;
}
