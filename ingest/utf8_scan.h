/* Whether a stream of bytes is UTF-8 (RFC 3629), piece by piece. */
#ifndef INGEST_UTF8_SCAN_H
#define INGEST_UTF8_SCAN_H

#include <stdbool.h>
#include <stddef.h>

struct utf8_scan {
	unsigned char low, high; /* what the next byte may be */
	unsigned need;           /* bytes that the open character lacks */
	bool invalid;
};

void utf8_scan_init(struct utf8_scan *s);
void utf8_scan(struct utf8_scan *s, const void *p, size_t n);

/* No byte was wrong, and no character is open. */
bool utf8_scan_valid(const struct utf8_scan *s);

#endif
