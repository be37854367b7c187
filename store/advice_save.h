/* Between advice_save.c and what it saves: advice_alerts.c, advice_kept.c,
   advice_relays.c, advice_sums.c. */
#ifndef STORE_ADVICE_SAVE_H
#define STORE_ADVICE_SAVE_H

#include "store/internal.h"
#include "store/map.h"

/* Inside a transaction: the alerts of s are the open ones of the domain. */
enum err advice_save_alerts(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e) MUST_CHECK;

/* day, sender, traffic, disposition, passed, exempt: a cell's key. */
enum { ADVICE_CELL_KEYS = 6 };

/* What a save changes in the days of all domains together. */
struct advice_sums {
	struct map keys;
	int64_t *messages; /* owned; by number in keys, may be negative */
	size_t cap;
};
void advice_sums_init(struct advice_sums *s);
void advice_sums_free(struct advice_sums *s);
/* So many messages more (or fewer) in a cell. */
void advice_sums_add(struct advice_sums *s,
    const int64_t cell[ADVICE_CELL_KEYS], int64_t messages);
/*
 * Inside a transaction; sender is the id of "".  Begin before a cell is
 * written: it sums up what is there, where that was never done.
 */
enum err advice_sums_begin(struct store *st, int64_t sender,
    struct error *e) MUST_CHECK;
enum err advice_sums_save(struct store *st, int64_t sender,
    const struct advice_sums *s, struct error *e) MUST_CHECK;

/* Inside a transaction: the relays of s are those of the domain. */
enum err advice_save_relays(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e) MUST_CHECK;

/* Inside a transaction: what was kept of the domain before is replaced. */
enum err advice_keep(struct store *st, int64_t domain,
    const struct evaluation_save *s, struct error *e) MUST_CHECK;

#endif
