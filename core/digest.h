/* SHA-256 (FIPS 180-4), the identity of a document's bytes. */
#ifndef CORE_DIGEST_H
#define CORE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "core/library.h"

enum { DIGEST_SIZE = 32, DIGEST_TEXT_MAX = 65 };

struct digest {
	uint8_t bytes[DIGEST_SIZE];
};

/* A digest in the making.  Caller frees with digest_finish(). */
struct digest_stream;

struct digest_stream *digest_begin(void);
void digest_add(struct digest_stream *d, const void *p, size_t n);
/* Its 8 bytes, the lowest first, whatever the machine's own order. */
void digest_add_int64(struct digest_stream *d, int64_t v);
/* Write the result and free d. */
void digest_finish(struct digest_stream *d, struct digest *ret);

void digest_of(const void *p, size_t n, struct digest *ret);
/* 64 hexadecimal digits.  Returns out. */
char *digest_format(const struct digest *d, char out[DIGEST_TEXT_MAX]);

struct library digest_library(void);

/*
 * The first 8 bytes as a number, the lowest first: what the database keeps, so
 * it is the same on every machine.
 */
int64_t digest_int64(const struct digest *d);

#endif
