/*
 * Open addressing over a fixed number of slots; the bytes lie in an arena.
 * Nothing is ever taken out but everything.
 */
#include "store/cache.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { SLOTS = 1 << 15, ENTRIES_MAX = SLOTS / 2 };
#define BYTES_MAX (2 * MIB)

struct cache_entry {
	uint64_t hash;
	const void *p;
	uint32_t n;
	int32_t kind;
	int64_t id; /* 0: free */
};

void
cache_init(struct cache *c)
{
	*c = (struct cache){ 0 };
	arena_init(&c->bytes, BYTES_MAX);
	if (getrandom(&c->seed, sizeof(c->seed), GRND_NONBLOCK) < 0)
		c->seed = (uintptr_t)c;
}

static uint64_t
hash_of(const struct cache *c, int kind, const void *p, size_t n)
{
	const uint8_t *s = p;
	uint64_t h = c->seed ^ (uint64_t)kind;

	for (size_t i = 0; i < n; i++)
		h = (h ^ s[i]) * UINT64_C(0x100000001b3);
	h *= UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 32;
}

static struct cache_entry *
find(const struct cache *c, uint64_t hash, int kind, const void *p, size_t n)
{
	size_t at = hash % SLOTS;
	struct cache_entry *x;

	for (;; at = (at + 1) % SLOTS) {
		x = &c->entries[at];
		if (x->id == 0 || (x->hash == hash && x->kind == kind &&
		                      x->n == n && memcmp(x->p, p, n) == 0))
			return x;
	}
}

int64_t
cache_get(const struct cache *c, int kind, const void *p, size_t n)
{
	return c->n == 0 ? 0 : find(c, hash_of(c, kind, p, n), kind, p, n)->id;
}

void
cache_put(struct cache *c, int kind, const void *p, size_t n, int64_t id)
{
	uint64_t hash = hash_of(c, kind, p, n);
	struct cache_entry *x;
	void *copy;

	if (c->entries == NULL)
		c->entries = xcalloc(SLOTS, sizeof(*c->entries));
	if (c->n >= ENTRIES_MAX)
		cache_clear(c);
	copy = arena_memdup(&c->bytes, p, n);
	if (copy == NULL) {
		cache_clear(c);
		copy = arena_memdup(&c->bytes, p, n);
		if (copy == NULL)
			return;
	}
	x = find(c, hash, kind, p, n);
	c->n += x->id == 0;
	*x = (struct cache_entry){ hash, copy, (uint32_t)n, kind, id };
}

void
cache_clear(struct cache *c)
{
	if (c->n > 0)
		memset(c->entries, 0, SLOTS * sizeof(*c->entries));
	c->n = 0;
	arena_reset(&c->bytes);
}

void
cache_free(struct cache *c)
{
	free(c->entries);
	arena_release(&c->bytes);
	*c = (struct cache){ 0 };
}
