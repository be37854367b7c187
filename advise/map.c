/*
 * Open addressing with linear probing, at most half full.  Both maps keep
 * their items in one row, so that an index is an item's place for good; slots
 * hold indices and are made anew when the row grows.
 */
#include <string.h>

#include "advise/map.h"

enum { FIRST_ROOM = 64 };

void *
map_array(struct arena *a, size_t n, size_t size)
{
	if (n > SIZE_MAX / size)
		return NULL;
	return arena_alloc(a, n * size);
}

void *
map_grow(struct arena *a, const void *old, size_t n, size_t want, size_t size)
{
	char *row = map_array(a, want, size);

	if (row != NULL && n > 0)
		memcpy(row, old, n * size);
	return row;
}

static uint64_t
hash_string(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h ^ h >> 29;
}

static uint64_t
hash_pair(uint64_t pair)
{
	pair *= 0x9e3779b97f4a7c15u;
	return pair ^ pair >> 32;
}

void
strings_init(struct strings *m, struct arena *a)
{
	*m = (struct strings){ .a = a };
}

/* The slot of s, or the free one where it belongs. */
static uint32_t
string_slot(const struct strings *m, const char *s)
{
	uint32_t at = (uint32_t)hash_string(s) & m->mask;

	while (m->slots[at] != 0 && strcmp(m->items[m->slots[at] - 1], s) != 0)
		at = (at + 1) & m->mask;
	return at;
}

static bool
strings_grow(struct strings *m)
{
	uint32_t room = m->room == 0 ? FIRST_ROOM : m->room * 2;
	const char **items =
	    map_grow(m->a, m->items, m->n, room, sizeof(*items));
	uint32_t *slots = map_array(m->a, (size_t)room * 2, sizeof(*slots));

	if (items == NULL || slots == NULL)
		return false;
	m->items = items;
	m->slots = slots;
	m->room = room;
	m->mask = room * 2 - 1;
	for (uint32_t i = 0; i < m->n; i++)
		slots[string_slot(m, items[i])] = i + 1;
	return true;
}

uint32_t
strings_find(const struct strings *m, const char *s)
{
	if (m->n == 0)
		return MAP_NONE;
	return m->slots[string_slot(m, s)] - 1; /* 0 becomes MAP_NONE */
}

uint32_t
strings_add(struct strings *m, const char *s)
{
	uint32_t found = strings_find(m, s);

	if (found != MAP_NONE)
		return found;
	if (m->n == m->room && !strings_grow(m))
		return MAP_NONE;
	m->items[m->n] = s;
	m->slots[string_slot(m, s)] = m->n + 1;
	return m->n++;
}

void
pairs_init(struct pairs *m, struct arena *a)
{
	*m = (struct pairs){ .a = a };
}

static struct pair_slot *
pair_slot(const struct pairs *m, uint64_t pair)
{
	uint32_t at = (uint32_t)hash_pair(pair) & m->mask;

	while (m->slots[at].used != 0 && m->slots[at].pair != pair)
		at = (at + 1) & m->mask;
	return &m->slots[at];
}

static bool
pairs_grow(struct pairs *m)
{
	uint32_t room = m->room == 0 ? FIRST_ROOM : m->room * 2;
	uint64_t *items = map_grow(m->a, m->items, m->n, room, sizeof(*items));
	struct pair_slot *slots =
	    map_array(m->a, (size_t)room * 2, sizeof(*slots));

	if (items == NULL || slots == NULL)
		return false;
	m->items = items;
	m->slots = slots;
	m->room = room;
	m->mask = room * 2 - 1;
	for (uint32_t i = 0; i < m->n; i++)
		*pair_slot(m, items[i]) = (struct pair_slot){ items[i], i + 1 };
	return true;
}

uint32_t
pairs_add(struct pairs *m, uint64_t pair)
{
	if (m->n > 0) {
		const struct pair_slot *found = pair_slot(m, pair);

		if (found->used != 0)
			return found->used - 1;
	}
	if (m->n == m->room && !pairs_grow(m))
		return MAP_NONE;
	m->items[m->n] = pair;
	*pair_slot(m, pair) = (struct pair_slot){ pair, m->n + 1 };
	return m->n++;
}
