/* Lenient base64 (RFC 4648) for what was encoded once too often. */
#ifndef INGEST_BASE64_H
#define INGEST_BASE64_H

#include <stddef.h>

#include "core/buf.h"

/*
 * The first bytes that the text decodes to, at most max; 0 when its first
 * line is no base64.  Returns how many.
 */
size_t base64_head(const char *p, size_t n, unsigned char *out, size_t max);

/* Decode all of it into out, what is no base64 left out, "=" ends it. */
void base64_decode(const char *p, size_t n, struct buf *out);

#endif
