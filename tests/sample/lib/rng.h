/*
 * Numbers that look random and are a pure function of a seed, on every
 * machine: no floating-point library call decides how many are drawn.
 */
#ifndef TESTS_SAMPLE_LIB_RNG_H
#define TESTS_SAMPLE_LIB_RNG_H

#include <stdint.h>

struct rng {
	uint64_t state;
};

/* A stream of its own for each (seed, a, b, c). */
struct rng rng_make(uint64_t seed, uint64_t a, uint64_t b, uint64_t c);
uint64_t rng_next(struct rng *r);
/* 0 to n - 1; n > 0. */
uint64_t rng_below(struct rng *r, uint64_t n);
/* 0 to 1, 1 excluded. */
double rng_unit(struct rng *r);
/* Standard normal, by the sum of twelve. */
double rng_normal(struct rng *r);
/* A count around mean: the whole part, and one more by the chance left. */
int64_t rng_count(struct rng *r, double mean);
/* How many of n happen, each with chance p. */
int64_t rng_of(struct rng *r, int64_t n, double p);

#endif
