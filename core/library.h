/* The libraries that run with us: for --version, a bug report, About. */
#ifndef CORE_LIBRARY_H
#define CORE_LIBRARY_H

#include <stddef.h>

#include "core/err.h"

struct library {
	const char *name; /* static */
	char version[24];
};

/* More than any folder has doors. */
enum { LIBRARIES_MAX = 8 };

/* Those behind core's doors; how many. */
size_t core_libraries(struct library out[LIBRARIES_MAX]);

/* fmt makes the version; one that is too long is cut. */
struct library library_named(const char *name, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

#endif
