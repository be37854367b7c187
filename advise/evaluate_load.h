/* Between evaluate.c, which judges and saves, and evaluate_load.c. */
#ifndef ADVISE_EVALUATE_LOAD_H
#define ADVISE_EVALUATE_LOAD_H

#include "advise/advise.h"

/* Facts and settings of a domain; the errors are those of evaluate(). */
enum err evaluate_load(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a, struct facts *f,
    struct advise_settings *s, struct error *e) MUST_CHECK;

#endif
