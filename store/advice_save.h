/* Between advice_save.c and what it saves: advice_alerts.c, advice_kept.c,
   advice_relays.c, advice_days.c. */
#ifndef STORE_ADVICE_SAVE_H
#define STORE_ADVICE_SAVE_H

#include "store/internal.h"

/* Inside a transaction: the alerts of s are the open ones of the domain. */
enum err advice_save_alerts(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e) MUST_CHECK;

/* Inside a transaction: the days of s are those of the domain, and what is
   other than before is so in the days of all domains, too. */
enum err advice_save_days(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e) MUST_CHECK;

/* Inside a transaction: the relays of s are those of the domain. */
enum err advice_save_relays(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e) MUST_CHECK;

/* Inside a transaction: what was kept of the domain before is replaced. */
enum err advice_keep(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e) MUST_CHECK;

#endif
