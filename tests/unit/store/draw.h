/* Numbers that are random, and the same in each run. */
#ifndef TESTS_UNIT_STORE_DRAW_H
#define TESTS_UNIT_STORE_DRAW_H

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

#endif
