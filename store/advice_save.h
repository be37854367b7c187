/* Between advice_save.c and advice_alerts.c. */
#ifndef STORE_ADVICE_SAVE_H
#define STORE_ADVICE_SAVE_H

#include "store/internal.h"

/* Inside a transaction: the alerts of s are the open ones of the domain. */
enum err advice_save_alerts(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e) MUST_CHECK;

#endif
