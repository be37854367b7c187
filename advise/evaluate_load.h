/* Between evaluate*.c, which judge and save, and evaluate_load.c. */
#ifndef ADVISE_EVALUATE_LOAD_H
#define ADVISE_EVALUATE_LOAD_H

#include "advise/advise.h"

/* Facts and settings of a domain; the errors are those of evaluate(). */
enum err evaluate_load(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a, struct facts *f,
    struct advise_settings *s, struct error *e) MUST_CHECK;

/* The program's table of services, and the imported one; arena. */
enum err evaluate_load_services(struct store *st, struct arena *a,
    struct advise_services **ret, struct error *e) MUST_CHECK;

#endif
