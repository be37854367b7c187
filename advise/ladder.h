/* Stages, rungs and what a record does to failing mail (2, 6.1, 6.2). */
#ifndef ADVISE_LADDER_H
#define ADVISE_LADDER_H

#include "advise/engine.h"

/* What a rung publishes. */
struct rung {
	const char *name;
	enum policy p;
	int pct;
	bool test;
	double rank; /* how much of failing mail it touches; 1 more: refused */
};

/* RUNG_NONE is p=none.  Static. */
const struct rung *ladder_rung(enum advice_rung r);

/* Shares of failing mail that are put into spam and refused. */
struct action {
	double quarantine, reject;
};

/* Of one published record at one kind of receiver. */
struct action ladder_action(enum policy p, int pct, bool test,
    enum facts_engine engine);

/* The same summed: all that it touches. */
double ladder_touched(enum policy p, int pct, bool test,
    enum facts_engine engine);

#endif
