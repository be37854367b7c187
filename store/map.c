/*
 * Open addressing over numbers of rows; the rows themselves lie side by side
 * in `keys`.  Slots are at most half full, so a search is one or two looks.
 */
#include "store/map.h"

#include <stdlib.h>
#include <string.h>

#include "core/core.h"

/* An array of places is 32 MiB at the most; ids behind it are searched for. */
enum { SLOTS_MIN = 64, PLACES_MAX = 1 << 22 };

void
map_init(struct map *m, size_t width)
{
	*m = (struct map){ .width = width };
}

void
map_init_dense(struct map *m)
{
	*m = (struct map){ .width = 1, .dense = true };
}

static size_t
hash_of(const int64_t *key, size_t width)
{
	uint64_t h = 0;

	for (size_t i = 0; i < width; i++) {
		h = (h ^ (uint64_t)key[i]) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 32;
	}
	return (size_t)h;
}

static bool
is_equal(const int64_t *a, const int64_t *b, size_t width)
{
	for (size_t i = 0; i < width; i++)
		if (a[i] != b[i])
			return false;
	return true;
}

/* The slot of the row, or the free one where it belongs. */
static size_t
find(const struct map *m, const int64_t *key)
{
	size_t mask = m->n_slots - 1;
	size_t at = hash_of(key, m->width) & mask;

	while (m->slots[at] != 0 &&
	       !is_equal(map_key(m, m->slots[at] - 1), key, m->width))
		at = (at + 1) & mask;
	return at;
}

static void
grow_slots(struct map *m)
{
	m->n_slots = m->n_slots == 0 ? SLOTS_MIN : m->n_slots * 2;
	free(m->slots);
	m->slots = xcalloc(m->n_slots, sizeof(*m->slots));
	for (size_t i = 0; i < m->n; i++)
		m->slots[find(m, map_key(m, i))] = (uint32_t)(i + 1);
}

/* Whether the key has a place in the array, which is then there. */
static bool
has_place(struct map *m, const int64_t *key)
{
	if (!m->dense || *key < 0 || *key >= PLACES_MAX)
		return false;
	m->place =
	    map_room(m->place, &m->n_place, (size_t)*key, sizeof(*m->place));
	return true;
}

/* Where the number of the row is kept: 0, if it is not there yet. */
static uint32_t *
slot_of(struct map *m, const int64_t *key)
{
	if (has_place(m, key))
		return &m->place[*key];
	if ((m->n + 1) * 2 > m->n_slots)
		grow_slots(m);
	return &m->slots[find(m, key)];
}

size_t
map_put(struct map *m, const int64_t *key, bool *ret_new)
{
	uint32_t *slot = slot_of(m, key);

	*ret_new = *slot == 0;
	if (*ret_new) {
		if (m->n == m->cap) {
			m->cap = m->cap == 0 ? SLOTS_MIN : m->cap * 2;
			m->keys =
			    xrealloc(m->keys, m->cap * m->width * sizeof(*key));
		}
		memcpy(m->keys + m->n * m->width, key, m->width * sizeof(*key));
		*slot = (uint32_t)++m->n;
	}
	return *slot - 1;
}

ptrdiff_t
map_get(const struct map *m, const int64_t *key)
{
	if (m->n == 0)
		return MAP_NONE;
	if (m->dense && *key >= 0 && *key < PLACES_MAX)
		return (size_t)*key < m->n_place ? (ptrdiff_t)m->place[*key] - 1
		                                 : MAP_NONE;
	if (m->n_slots == 0)
		return MAP_NONE;
	return (ptrdiff_t)m->slots[find(m, key)] - 1;
}

ptrdiff_t
map_get_after(const struct map *m, const int64_t *key, ptrdiff_t last)
{
	size_t next = (size_t)(last + 1);

	return next < m->n && is_equal(map_key(m, next), key, m->width)
	           ? (ptrdiff_t)next
	           : map_get(m, key);
}

void
map_clear(struct map *m)
{
	if (m->n > 0 && m->n_slots > 0)
		memset(m->slots, 0, m->n_slots * sizeof(*m->slots));
	if (m->n > 0 && m->n_place > 0)
		memset(m->place, 0, m->n_place * sizeof(*m->place));
	m->n = 0;
}

void
map_free(struct map *m)
{
	free(m->keys);
	free(m->slots);
	free(m->place);
	*m = (struct map){ .width = m->width, .dense = m->dense };
}

void *
map_more_room(void *array, size_t *cap, size_t number, size_t size)
{
	size_t old = *cap;

	*cap = number < SLOTS_MIN / 2 ? SLOTS_MIN : number * 2;
	array = xrealloc(array, *cap * size);
	memset((char *)array + old * size, 0, (*cap - old) * size);
	return array;
}
