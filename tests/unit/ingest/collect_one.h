/* One reader and one sink for all tests of a program: in, got. */
#ifndef TESTS_COLLECT_ONE_H
#define TESTS_COLLECT_ONE_H

#include "tests/unit/ingest/collect.h"

static struct ingest *in;
static struct collect got;

static inline int
setup(void **state)
{
	(void)state;
	in = collect_open();
	collect_reset(&got);
	return 0;
}

static inline int
teardown(void **state)
{
	(void)state;
	collect_free(&got);
	ingest_close(in);
	return 0;
}

#endif
