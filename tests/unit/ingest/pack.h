/* Archives for tests, written by hand so that they can be wrong. */
#ifndef TESTS_PACK_H
#define TESTS_PACK_H

#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "core/core.h"

static inline void
pack_16(struct buf *b, unsigned v)
{
	buf_addch(b, (char)(v & 0xff));
	buf_addch(b, (char)(v >> 8 & 0xff));
}

static inline void
pack_32(struct buf *b, uint32_t v)
{
	pack_16(b, v & 0xffff);
	pack_16(b, v >> 16);
}

/* gzip (bits 31) or zlib (15) of n bytes, appended. */
static inline void
pack_deflate(struct buf *b, int bits, const void *p, size_t n)
{
	z_stream z = { 0 };
	char piece[4096];
	int rc;

	deflateInit2(&z, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (unsigned char *)(uintptr_t)p;
	z.avail_in = (unsigned)n;
	do {
		z.next_out = (unsigned char *)piece;
		z.avail_out = sizeof(piece);
		rc = deflate(&z, Z_FINISH);
		buf_add(b, piece, sizeof(piece) - z.avail_out);
	} while (rc == Z_OK);
	deflateEnd(&z);
}

/* A zip with stored members. */
struct pack_zip {
	struct buf out, directory;
	unsigned n;
};

enum { PACK_ENCRYPTED = 1, PACK_BAD_CRC = 2 };

static inline void
pack_zip_begin(struct pack_zip *z)
{
	buf_init(&z->out, 64 * MIB);
	buf_init(&z->directory, 64 * MIB);
	z->n = 0;
}

static inline void
pack_zip_header(struct buf *b, const char *name, uint32_t crc, size_t n,
    int flags)
{
	pack_16(b, flags & PACK_ENCRYPTED ? 1 : 0);
	pack_16(b, 0);          /* stored */
	pack_32(b, 0x5a210000); /* time */
	pack_32(b, crc);
	pack_32(b, (uint32_t)n);
	pack_32(b, (uint32_t)n);
	pack_16(b, (unsigned)strlen(name));
	pack_16(b, 0);
}

static inline void
pack_zip_add(struct pack_zip *z, const char *name, const void *p, size_t n,
    int flags)
{
	uint32_t crc = (uint32_t)crc32(0, p, (unsigned)n);
	uint32_t at = (uint32_t)z->out.len;

	if (flags & PACK_BAD_CRC)
		crc ^= 1;
	buf_addstr(&z->out, "PK\3\4");
	pack_16(&z->out, 20);
	pack_zip_header(&z->out, name, crc, n, flags);
	buf_addstr(&z->out, name);
	buf_add(&z->out, p, n);
	buf_addstr(&z->directory, "PK\1\2");
	pack_16(&z->directory, 20);
	pack_16(&z->directory, 20);
	pack_zip_header(&z->directory, name, crc, n, flags);
	pack_16(&z->directory, 0);
	pack_16(&z->directory, 0);
	pack_16(&z->directory, 0);
	pack_32(&z->directory, 0);
	pack_32(&z->directory, at);
	buf_addstr(&z->directory, name);
	z->n++;
}

/* The archive is then in z->out; pack_zip_free() afterwards. */
static inline void
pack_zip_end(struct pack_zip *z)
{
	uint32_t at = (uint32_t)z->out.len;

	buf_add(&z->out, z->directory.data, z->directory.len);
	buf_addstr(&z->out, "PK\5\6");
	pack_32(&z->out, 0);
	pack_16(&z->out, z->n);
	pack_16(&z->out, z->n);
	pack_32(&z->out, (uint32_t)z->directory.len);
	pack_32(&z->out, at);
	pack_16(&z->out, 0);
}

static inline void
pack_zip_free(struct pack_zip *z)
{
	buf_free(&z->out);
	buf_free(&z->directory);
}

/* base64 with lines of 76, as mail has it. */
static inline void
pack_base64(struct buf *b, const void *data, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij"
	                             "klmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = data;

	for (size_t i = 0; i < n; i += 3) {
		uint32_t v = (uint32_t)p[i] << 16;

		v |= i + 1 < n ? (uint32_t)p[i + 1] << 8 : 0;
		v |= i + 2 < n ? p[i + 2] : 0;
		buf_addch(b, digits[v >> 18]);
		buf_addch(b, digits[v >> 12 & 63]);
		buf_addch(b, i + 1 < n ? digits[v >> 6 & 63] : '=');
		buf_addch(b, i + 2 < n ? digits[v & 63] : '=');
		if (i / 3 % 19 == 18)
			buf_addch(b, '\n');
	}
	buf_addch(b, '\n');
}

#endif
