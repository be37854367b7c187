/* The bounds, against values of the design's vectors.py (README 6.3). */
#include <math.h>

#include "../core/check.h"

#include "advise/statistics.h"

static const struct {
	int64_t x, n;
	double upper;
} bounds[] = {
	{ 0, 0, 1 },
	{ 5, 5, 1 },
	{ 0, 30, 0.095034 },
	{ 0, 60, 0.048703 },
	{ 0, 90, 0.032738 },
	{ 0, 100, 0.029513 },
	{ 0, 240, 0.012405 },
	{ 0, 300, 0.009936 },
	{ 0, 3000, 0.000998 },
	{ 1, 100, 0.046560 },
	{ 2, 300, 0.020836 },
	{ 5, 1000, 0.010484 },
	{ 30, 3000, 0.013539 },
	{ 140, 105140, 0.001532 },
	{ 800, 31500, 0.026904 },
};

static const struct {
	int64_t x, n;
	double q, tail;
} tails[] = {
	{ 0, 10, 0.5, 1 },
	{ 3, 10, 0.005, 1.461e-05 },
	{ 1, 10, 0.005, 4.889e-02 },
	{ 5, 50, 0.02, 3.210e-03 },
	{ 2, 2, 0.25, 0.0625 },
};

static void
near(double got, double want, double relative)
{
	if (fabs(got - want) <= relative * fabs(want))
		return;
	fail_msg("got %.9g, want %.9g", got, want);
}

static void
upper_bounds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(bounds); i++) {
		double got = statistics_upper(bounds[i].x, bounds[i].n);

		if (fabs(got - bounds[i].upper) > 6e-7)
			fail_msg("%d of %d: got %.7f, want %.6f",
			    (int)bounds[i].x, (int)bounds[i].n, got,
			    bounds[i].upper);
	}
}

static void
binomial_tails(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(tails); i++)
		near(statistics_tail(tails[i].x, tails[i].n, tails[i].q),
		    tails[i].tail, 5e-4);
	/* Far out in the tail it is small, and still not nothing. */
	assert_true(statistics_tail(800, 1200, 0.005) >= 0);
	assert_true(statistics_tail(800, 1200, 0.005) < 1e-300);
}

/* The bound is where the tail leaves a twentieth. */
static void
the_bound_inverts_the_tail(void **state)
{
	static const int64_t pairs[][2] = { { 1, 10 }, { 7, 90 },
		{ 140, 105140 }, { 4000, 1000000 } };

	(void)state;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		int64_t x = pairs[i][0], n = pairs[i][1];
		double share = statistics_upper(x, n);

		near(1 - statistics_tail(x + 1, n, share), 0.05, 1e-6);
	}
}

static void
known_values_of_beta(void **state)
{
	(void)state;
	near(statistics_beta(1, 1, 0.3), 0.3, 1e-12);
	near(statistics_beta(2, 1, 0.5), 0.25, 1e-12);
	near(statistics_beta(0.5, 0.5, 0.5), 0.5, 1e-12);
	near(statistics_beta(2, 3, 0.4), 0.5248, 1e-12);
	assert_true(statistics_beta(2, 3, -1) == 0);
	assert_true(statistics_beta(2, 3, 2) == 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(upper_bounds),
		cmocka_unit_test(binomial_tails),
		cmocka_unit_test(the_bound_inverts_the_tail),
		cmocka_unit_test(known_values_of_beta),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
