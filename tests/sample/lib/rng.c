/*
 * splitmix64: 64 bits of state, a multiply and shift per number, passes the
 * usual tests.  Streams are told apart by hashing their coordinates into the
 * start state, so a day's reports do not depend on the days before it.
 */
#include "tests/sample/lib/rng.h"

static uint64_t
mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint64_t
rng_next(struct rng *r)
{
	r->state += UINT64_C(0x9e3779b97f4a7c15);
	return mix(r->state);
}

struct rng
rng_make(uint64_t seed, uint64_t a, uint64_t b, uint64_t c)
{
	struct rng r = { mix(seed + 1) };

	r.state ^= mix(a + 0x1000);
	r.state = mix(r.state) ^ mix(b + 0x2000000);
	r.state = mix(r.state) ^ mix(c + 0x300000000);
	return r;
}

uint64_t
rng_below(struct rng *r, uint64_t n)
{
	return rng_next(r) % n;
}

double
rng_unit(struct rng *r)
{
	return (double)(rng_next(r) >> 11) * 0x1p-53;
}

double
rng_normal(struct rng *r)
{
	double sum = -6.0;

	for (int i = 0; i < 12; i++)
		sum += rng_unit(r);
	return sum;
}

int64_t
rng_count(struct rng *r, double mean)
{
	double x = mean * (1.0 + 0.18 * rng_normal(r));
	int64_t n;

	if (x < 0.0)
		x = 0.0;
	n = (int64_t)x;
	if (rng_unit(r) < x - (double)n)
		n++;
	return n;
}

int64_t
rng_of(struct rng *r, int64_t n, double p)
{
	int64_t k = 0;

	for (int64_t i = 0; i < n; i++)
		k += rng_unit(r) < p;
	return k;
}
