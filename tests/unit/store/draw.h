/* Numbers that are random, and the same in each run. */
#ifndef TESTS_UNIT_STORE_DRAW_H
#define TESTS_UNIT_STORE_DRAW_H

#include <stddef.h>
#include <stdint.h>

/* xorshift64*: one below n; the seed is not 0. */
static inline uint64_t
draw(uint64_t *seed, uint64_t n)
{
	*seed ^= *seed >> 12;
	*seed ^= *seed << 25;
	*seed ^= *seed >> 27;
	return (*seed * UINT64_C(0x2545f4914f6cdd1d) >> 16) % n;
}

/* Fewer than max bytes, all but one in so many below `most`; how many. */
static inline size_t
draw_bytes(uint64_t *seed, uint8_t *bytes, size_t max, uint64_t one_in,
    uint64_t most)
{
	size_t n = draw(seed, max);

	for (size_t i = 0; i < n; i++)
		bytes[i] = (uint8_t)draw(seed, draw(seed, one_in) ? most : 256);
	return n;
}

#endif
