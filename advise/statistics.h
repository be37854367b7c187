/*
 * How sure one can be of a share that was counted (6.3).  The bounds hold for
 * messages that fail independently of each other; failures come in bursts, so
 * they protect against a steady rate, not against the next new sender.
 */
#ifndef ADVISE_STATISTICS_H
#define ADVISE_STATISTICS_H

#include <stdint.h>

/* Regularized incomplete beta function I_x(a, b); a, b > 0 (DLMF 8.17). */
double statistics_beta(double a, double b, double x);

/*
 * One-sided 95 % upper bound of Clopper and Pearson for a share of which x of
 * n were seen; 1 when n is 0.  For x = 0 about 3/n.
 */
double statistics_upper(int64_t x, int64_t n);

/* The probability of x or more of n when each has probability q. */
double statistics_tail(int64_t x, int64_t n, double q);

#endif
