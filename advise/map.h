/*
 * Strings and pairs of numbers to small indices, in an arena.  Indices count
 * from 0 in the order of first addition.
 */
#ifndef ADVISE_MAP_H
#define ADVISE_MAP_H

#include <stdint.h>

#include "core/arena.h"

/* No index: not found, or the arena is full (its `full` is set). */
#define MAP_NONE UINT32_MAX

struct strings {
	struct arena *a;
	const char **items; /* borrowed from who added them */
	uint32_t n, room;
	uint32_t *slots; /* index + 1; 0 is free */
	uint32_t mask;
};

void strings_init(struct strings *m, struct arena *a);
/* The index of s, added if it is new. */
uint32_t strings_add(struct strings *m, const char *s);
uint32_t strings_find(const struct strings *m, const char *s);

struct pair_slot {
	uint64_t pair; /* here too: one look finds it */
	uint32_t used; /* index + 1; 0 is free */
};

struct pairs {
	struct arena *a;
	uint64_t *items;
	uint32_t n, room;
	struct pair_slot *slots;
	uint32_t mask;
};

void pairs_init(struct pairs *m, struct arena *a);
/* The index of a number (two of 32 bits, or what the caller packs). */
uint32_t pairs_add(struct pairs *m, uint64_t pair);

/* Room for n things of a size, zeroed; NULL when the arena is full. */
void *map_array(struct arena *a, size_t n, size_t size);
/*
 * The same things in twice the room (at least `want`); NULL when the arena is
 * full.  The old room stays in the arena.
 */
void *map_grow(struct arena *a, const void *old, size_t n, size_t want,
    size_t size);

#endif
