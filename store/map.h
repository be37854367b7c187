/*
 * A set of small rows of integers (ids, days, codes), numbered from 0 in the
 * order of their arrival; what belongs to a row is kept by the caller in an
 * array of its own, at the same number.
 */
#ifndef STORE_MAP_H
#define STORE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map {
	size_t width;    /* integers of a row */
	size_t n, cap;   /* rows */
	int64_t *keys;   /* n * width, owned */
	uint32_t *slots; /* number + 1, 0: free; owned */
	size_t n_slots;  /* a power of two */
	bool dense;      /* keys are ids that come close together: */
	uint32_t *place; /* by id: number + 1, 0: not there; owned */
	size_t n_place;
};

enum { MAP_NONE = -1 };

void map_init(struct map *m, size_t width);
/* Of single ids that the database gave, of which many will be put in: they are
   found in an array, without a search. */
void map_init_dense(struct map *m);
/* Number of the row, which is added if it is new. */
size_t map_put(struct map *m, const int64_t *key, bool *ret_new);
/* Number of the row, MAP_NONE when it is not there. */
ptrdiff_t map_get(const struct map *m, const int64_t *key);
/* The same, of a row that is mostly the one behind number `last`. */
ptrdiff_t map_get_after(const struct map *m, const int64_t *key,
    ptrdiff_t last);
static inline const int64_t *
map_key(const struct map *m, size_t number)
{
	return m->keys + number * m->width;
}
/* Forget the rows, keep the memory. */
void map_clear(struct map *m);
void map_free(struct map *m);

/*
 * Make room for number `number` in an array that goes with a map: what is new
 * in it is zero.  *cap counts elements.
 */
void *map_more_room(void *array, size_t *cap, size_t number, size_t size);
static inline void *
map_room(void *array, size_t *cap, size_t number, size_t size)
{
	return number < *cap ? array : map_more_room(array, cap, number, size);
}

#endif
