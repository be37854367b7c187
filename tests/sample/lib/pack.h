/* Containers: gzip and zip, always the same bytes for the same input. */
#ifndef TESTS_SAMPLE_LIB_PACK_H
#define TESTS_SAMPLE_LIB_PACK_H

#include "tests/sample/lib/out.h"

void pack_gzip(struct out *to, const void *p, size_t n);

/*
 * A zip: start with all zero, add members, finish once.  Finishing frees
 * what it held.
 */
struct zip {
	struct out *to;
	struct out directory;
	size_t start;
	unsigned members;
};
void zip_add(struct zip *z, const char *name, const void *p, size_t n);
void zip_finish(struct zip *z);

#endif
