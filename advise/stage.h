/* A published policy as one rung of the ladder. */
#ifndef ADVISE_STAGE_H
#define ADVISE_STAGE_H

#include "core/core.h"

enum { STAGE_NAME_MAX = 16, STAGE_TEXT_MAX = 48 };

/*
 * How far a domain has come: the published policy as one rung of the ladder.
 * At a test stage (QTEST, RTEST: t=y or pct=0) receivers are asked to act one
 * step more softly (RFC 9989 4.7, t; RFC 7489 6.6.4, pct).
 */
struct stage {
	char name[STAGE_NAME_MAX]; /* NONE QTEST Q1..Q100 RTEST R1..R100, "" */
	char text[STAGE_TEXT_MAX]; /* "watch", "25 % to spam", "refuse" */
	int rung; /* 0 watch, 1 test or part, 2 all to spam, 3 part refused,
	             4 refuse; -1 no policy is known */
};

/*
 * The stage of a published policy: its words p and testing (the t tag) as
 * reported, NULL when they were not, pct -1 when it was not.  What is missing
 * counts as its default (RFC 7489 6.3, RFC 9989 4.7).
 */
void advise_stage(const char *p, const char *testing, int pct,
    struct stage *ret);

/* The stage of that name, as "Q25"; of one that is none, no policy seen. */
void advise_stage_named(const char *name, struct stage *ret);

/*
 * Set "stage", "stage_text" and "rung" of a JSON object from the same tags;
 * stage and rung are null when no policy is known.
 */
void advise_stage_set_json(json_t *object, const char *p, const char *testing,
    int pct);

#endif
