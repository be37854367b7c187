/* The repairs of one document, with a ceiling. */
#ifndef INGEST_LEDGER_H
#define INGEST_LEDGER_H

#include <stdint.h>

#include "core/core.h"

struct ledger {
	struct arena *arena; /* for texts and the list; borrowed */
	size_t max;
	struct repair *list;
	uint32_t *hashes; /* of each: finds the same one again quickly */
	size_t n, total;
};

/* Memory is taken when the first repair comes. */
void ledger_init(struct ledger *l, struct arena *a, size_t max);

/*
 * Note a repair.  One that is already there, code and text, is not noted
 * again.  Over the ceiling repairs are counted only.
 */
void ledger_add(struct ledger *l, enum repair_code code, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

#endif
