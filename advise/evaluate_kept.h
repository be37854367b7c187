/* Between evaluate.c, which judges, evaluate_kept.c, and evaluate_save.c. */
#ifndef ADVISE_EVALUATE_KEPT_H
#define ADVISE_EVALUATE_KEPT_H

#include "advise/advise.h"
#include "store/store.h"

/*
 * What is kept of the domain, if that is what would be judged now.
 * ERR_NOTFOUND: it is not.
 */
enum err evaluate_kept(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a,
    struct advice_context *ret, struct error *e) MUST_CHECK;

/* The same without its days, as kept_read() gives it. */
enum err evaluate_kept_advice(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a, struct advice **ret,
    struct error *e) MUST_CHECK;

/* Where its mail came from; of most domains that is not kept. */
enum err evaluate_kept_origins(struct store *st, const char *domain,
    const struct evaluate_when *when, struct arena *a,
    const struct origins **ret, struct error *e) MUST_CHECK;

/* Judge it with these parameters, as evaluate() does what is not kept. */
enum err evaluate_judge(struct store *st, const char *domain,
    const struct evaluate_when *when, const struct advise_params *params,
    struct arena *a, struct advice_context *ret, struct error *e) MUST_CHECK;

/* Which engine judges over this connection; arena. */
const char *evaluate_engine(struct store *st, struct arena *a);

/*
 * The advice as it is kept; arena.  changes: those before anything was read.
 * Nothing is kept (content NULL) of one that cannot be.
 */
void evaluate_keep(struct store *st, const struct advice *v, int64_t changes,
    struct arena *a, struct advice_kept *ret);

#endif
