/* SHA-256 by nettle, which no other file names. */
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdlib.h>

#include "core/arena.h"
#include "core/digest.h"

struct digest_stream {
	struct sha256_ctx sha;
};

struct digest_stream *
digest_begin(void)
{
	struct digest_stream *d = xmalloc(sizeof(*d));
	sha256_init(&d->sha);
	return d;
}

void
digest_add(struct digest_stream *d, const void *p, size_t n)
{
	sha256_update(&d->sha, n, p);
}

void
digest_add_int64(struct digest_stream *d, int64_t v)
{
	uint64_t rest = (uint64_t)v;
	uint8_t bytes[sizeof(rest)];

	for (size_t i = 0; i < sizeof(bytes); i++, rest >>= 8)
		bytes[i] = (uint8_t)rest;
	digest_add(d, bytes, sizeof(bytes));
}

void
digest_finish(struct digest_stream *d, struct digest *ret)
{
	sha256_digest(&d->sha, sizeof(ret->bytes), ret->bytes);
	free(d);
}

void
digest_of(const void *p, size_t n, struct digest *ret)
{
	struct digest_stream d;
	sha256_init(&d.sha);
	sha256_update(&d.sha, n, p);
	sha256_digest(&d.sha, sizeof(ret->bytes), ret->bytes);
}

char *
digest_format(const struct digest *d, char out[DIGEST_TEXT_MAX])
{
	static const char hex[] = "0123456789abcdef";
	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		out[2 * i] = hex[d->bytes[i] >> 4];
		out[2 * i + 1] = hex[d->bytes[i] & 15];
	}
	out[DIGEST_TEXT_MAX - 1] = '\0';
	return out;
}

struct library
digest_library(void)
{
	return library_named("nettle", "%d.%d", nettle_version_major(),
	    nettle_version_minor());
}

int64_t
digest_int64(const struct digest *d)
{
	uint64_t v = 0;

	for (size_t i = sizeof(v); i-- > 0;)
		v = v << 8 | d->bytes[i];
	return (int64_t)v;
}
