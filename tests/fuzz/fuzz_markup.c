/*
 * Any bytes through the scan, whole and in pieces, in one byte a character
 * and in two: the end of the root is always at the same place.
 */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/markup_scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t
run(const struct limits *limits, int wide, const uint8_t *p, size_t n,
    size_t piece)
{
	struct markup_scan s;
	size_t fed = 0;

	markup_scan_init(&s, limits, wide);
	while (fed < n) {
		size_t take = n - fed < piece ? n - fed : piece;
		size_t got = markup_scan(&s, p + fed, take);

		if (got > take)
			abort();
		fed += got;
		if (s.fault != NULL)
			return SIZE_MAX;
		if (s.root_closed)
			return fed;
		if (got != take)
			abort();
	}
	return SIZE_MAX - 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct limits limits = limits_default();
	size_t piece, n;

	if (size == 0)
		return 0;
	limits.xml_attributes = 4;
	limits.xml_markup_bytes = 64;
	piece = data[0] % 16 + 1u;
	data++;
	n = size - 1;
	for (int wide = 0; wide < 3; wide++)
		if (run(&limits, wide, data, n, n + 1) !=
		    run(&limits, wide, data, n, piece))
			abort();
	return 0;
}
