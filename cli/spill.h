/*
 * Text that has to wait: in memory while it is short, in an unnamed temporary
 * file when it is not.  Kept until spill_free() or spill_reset().
 */
#ifndef CLI_SPILL_H
#define CLI_SPILL_H

#include <stdio.h>

#include "core/core.h"

struct spill {
	struct buf memory;
	FILE *file; /* NULL: all of it is in memory */
};

void spill_init(struct spill *s);
/* ERR_SYSTEM: the temporary file could not be made or written. */
enum err spill_add(struct spill *s, const char *p, size_t n,
    struct error *e) MUST_CHECK;
/* Write all of it to out. */
enum err spill_copy(struct spill *s, FILE *out, struct error *e) MUST_CHECK;
void spill_reset(struct spill *s);
void spill_free(struct spill *s);

#endif
