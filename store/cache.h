/*
 * Ids of values that were interned lately: (kind, bytes) to id.  Bounded: when
 * it is full it starts anew, so a hostile mailbox costs look-ups, not memory.
 */
#ifndef STORE_CACHE_H
#define STORE_CACHE_H

#include "core/core.h"

struct cache_entry;

struct cache {
	struct arena bytes;
	struct cache_entry *entries; /* n_slots of them, owned */
	size_t n;
	uint64_t seed; /* so that nobody can choose colliding texts */
};

void cache_init(struct cache *c);
/* 0: not there. */
int64_t cache_get(const struct cache *c, int kind, const void *p, size_t n);
void cache_put(struct cache *c, int kind, const void *p, size_t n, int64_t id);
void cache_clear(struct cache *c);
void cache_free(struct cache *c);

#endif
