/* Open addressing over FNV-1a; keys lie one behind the other in one block. */
#include <stdlib.h>
#include <string.h>

#include "tests/bench/floor.h"

struct floor_slot {
	uint64_t hash;
	size_t at, n; /* the key in bytes */
	size_t number;
	bool used;
};

void *
floor_grow(void *p, size_t n)
{
	p = realloc(p, n);
	if (p == NULL)
		abort();
	return p;
}

static uint64_t
hash_of(const unsigned char *p, size_t n)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < n; i++)
		h = (h ^ p[i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 32;
}

static struct floor_slot *
find(const struct floor_map *m, uint64_t hash, const void *p, size_t n)
{
	size_t i = hash & (m->room - 1);

	while (m->slots[i].used) {
		struct floor_slot *s = &m->slots[i];

		if (s->hash == hash && s->n == n &&
		    memcmp(m->bytes + s->at, p, n) == 0)
			break;
		i = (i + 1) & (m->room - 1);
	}
	return &m->slots[i];
}

static void
grow(struct floor_map *m)
{
	struct floor_slot *old = m->slots;
	size_t room = m->room;

	m->room = room > 0 ? 2 * room : 1024;
	m->slots = floor_grow(NULL, m->room * sizeof *old);
	memset(m->slots, 0, m->room * sizeof *old);
	for (size_t i = 0; i < room; i++)
		if (old[i].used)
			*find(m, old[i].hash, m->bytes + old[i].at, old[i].n) =
			    old[i];
	free(old);
}

size_t
floor_map_put(struct floor_map *m, const void *p, size_t n, bool *ret_new)
{
	uint64_t hash = hash_of(p, n);
	struct floor_slot *s;

	if (2 * m->n >= m->room)
		grow(m);
	s = find(m, hash, p, n);
	*ret_new = !s->used;
	if (s->used)
		return s->number;
	if (m->bytes_room - m->n_bytes < n) {
		m->bytes_room = 2 * m->bytes_room + n + 4096;
		m->bytes = floor_grow(m->bytes, m->bytes_room);
	}
	memcpy(m->bytes + m->n_bytes, p, n);
	*s = (struct floor_slot){ .hash = hash,
		.at = m->n_bytes,
		.n = n,
		.number = m->n++,
		.used = true };
	m->n_bytes += n;
	return s->number;
}

const void *
floor_map_key(const struct floor_map *m, size_t i, size_t size)
{
	return m->bytes + i * size;
}

void
floor_map_clear(struct floor_map *m)
{
	if (m->room > 0)
		memset(m->slots, 0, m->room * sizeof *m->slots);
	m->n = m->n_bytes = 0;
}

void
floor_map_free(struct floor_map *m)
{
	free(m->slots);
	free(m->bytes);
	*m = (struct floor_map){ 0 };
}
