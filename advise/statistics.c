/*
 * The incomplete beta function by its continued fraction (DLMF 8.17.22),
 * evaluated from the front by the modified method of Lentz; on the side of the
 * mean where that converges fast, the other side by symmetry (8.17.4).  The
 * binomial tail is one value of it, the Clopper-Pearson bound its inverse,
 * found by halving: a hundred steps reach the last bit.
 */
#include <math.h>
#include <stdbool.h>

#include "advise/statistics.h"

static const double ALPHA = 0.05; /* one-sided 95 % */
static const double TINY = 1e-300, SMALL_STEP = 1e-15;

enum { FRACTION_STEPS = 2000, HALVINGS = 100 };

/* DLMF 8.17.23: the coefficients d_2m and d_2m+1. */
static double
coefficient(int k, double a, double b, double x)
{
	int half = k / 2;
	double m = half;

	if (k % 2 == 0)
		return m * (b - m) * x / ((a + k - 1) * (a + k));
	return -(a + m) * (a + b + m) * x / ((a + k - 1) * (a + k));
}

static double
not_zero(double v)
{
	return v == 0 ? TINY : v;
}

static double
beta_fraction(double a, double b, double x)
{
	double value = 1, c = 1, d = 0;

	for (int k = 1; k < FRACTION_STEPS; k++) {
		double term = coefficient(k, a, b, x);

		d = 1 / not_zero(1 + d * term);
		c = not_zero(1 + term / c);
		value *= c * d;
		if (fabs(c * d - 1) < SMALL_STEP)
			break;
	}
	return 1 / value;
}

/* lgamma() without its global sign; all arguments here are positive. */
static double
log_gamma(double v)
{
	int sign;

	return lgamma_r(v, &sign);
}

double
statistics_beta(double a, double b, double x)
{
	if (x <= 0)
		return 0;
	if (x >= 1)
		return 1;

	bool other_side = x > (a + 1) / (a + b + 2);
	double p = other_side ? b : a, q = other_side ? a : b;
	double y = other_side ? 1 - x : x;
	double front = exp(p * log(y) + q * log1p(-y) - log(p) +
	                   log_gamma(p + q) - log_gamma(p) - log_gamma(q));
	double value = front * beta_fraction(p, q, y);

	return other_side ? 1 - value : value;
}

double
statistics_upper(int64_t x, int64_t n)
{
	if (n <= 0 || x >= n)
		return 1;
	if (x == 0)
		return 1 - pow(ALPHA, 1 / (double)n);

	double low = (double)x / (double)n, high = 1;
	for (int i = 0; i < HALVINGS; i++) {
		double middle = (low + high) / 2;

		/* P(X <= x) at that share. */
		if (1 - statistics_beta((double)x + 1, (double)(n - x),
		            middle) >
		    ALPHA)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

double
statistics_tail(int64_t x, int64_t n, double q)
{
	if (x <= 0)
		return 1;
	return statistics_beta((double)x, (double)(n - x) + 1, q);
}
