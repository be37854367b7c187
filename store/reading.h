/* Whether two readings of one document say the same. */
#ifndef STORE_READING_H
#define STORE_READING_H

#include "core/core.h"
#include "store/rows.h"

/* Report id, repairs and errors, in order. */
bool reading_same_remarks(const struct report *a, const struct report *b);
/* All rows with all their members, in order. */
bool reading_same_rows(const struct rows *a, const struct rows *b);

#endif
