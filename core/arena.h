/*
 * Memory for one unit of work: a mail while ingesting, a request while
 * serving.  Everything comes from the arena, and one release ends it all.
 *
 * An arena has a ceiling.  When it is reached, arena_alloc() returns NULL and
 * the arena stays `full` until the next reset; the caller returns ERR_LIMIT.
 * When the system itself has no memory, the program aborts in one place:
 * hostile input meets a ceiling first, and SQLite's transaction protects the
 * data.
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	size_t used;                /* bytes handed out, all blocks */
	size_t max;                 /* ceiling in bytes */
	bool full;                  /* the ceiling was met */
};

/* An empty arena; allocates nothing yet. */
void arena_init(struct arena *a, size_t max);

/* Zeroed memory, aligned for any type; NULL when the ceiling is met. */
void *arena_alloc(struct arena *a, size_t size);

/* Copies with a NUL at the end; NULL when the ceiling is met. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_memdup(struct arena *a, const void *p, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Forget everything, keep one block for the next unit of work. */
void arena_reset(struct arena *a);

/* Give all memory back.  The arena may be used again. */
void arena_release(struct arena *a);

/* malloc and friends that abort when there is no memory. */
void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t size);
char *xstrdup(const char *s);

#endif
