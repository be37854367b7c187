/*
 * zlib deflates; the frames around it are written by hand, without times, so
 * that the same input always gives the same file.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "tests/sample/lib/pack.h"

enum { WINDOW_RAW = -15, WINDOW_GZIP = 15 + 16, LEVEL = 6 };
/* 1980-01-01 00:00, the first day that a zip can name. */
enum { DOS_DATE = 33 };

static void
deflate_to(struct out *to, int window, const void *p, size_t n)
{
	z_stream z = { 0 };
	size_t room;

	if (deflateInit2(&z, LEVEL, Z_DEFLATED, window, 8,
	        Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	room = deflateBound(&z, n);
	z.next_in = (Bytef *)(uintptr_t)p;
	z.avail_in = (uInt)n;
	z.next_out = (Bytef *)out_room(to, room);
	z.avail_out = (uInt)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	to->n += z.total_out;
	deflateEnd(&z);
}

void
pack_gzip(struct out *to, const void *p, size_t n)
{
	deflate_to(to, WINDOW_GZIP, p, n);
}

static void
put(struct out *to, uint32_t v, int bytes)
{
	for (int i = 0; i < bytes; i++) {
		char c = (char)(v >> 8 * i & 255);

		out_bytes(to, &c, 1);
	}
}

/* What local header and directory entry have in common. */
static void
put_entry(struct out *to, uint32_t crc, size_t packed, size_t n, size_t name)
{
	put(to, 20, 2); /* version needed: 2.0 */
	put(to, 0, 2);  /* flags */
	put(to, Z_DEFLATED, 2);
	put(to, 0, 2); /* time */
	put(to, DOS_DATE, 2);
	put(to, crc, 4);
	put(to, (uint32_t)packed, 4);
	put(to, (uint32_t)n, 4);
	put(to, (uint32_t)name, 2);
	put(to, 0, 2); /* extra field */
}

void
zip_add(struct zip *z, const char *name, const void *p, size_t n)
{
	uint32_t crc = (uint32_t)crc32(0, p, (uInt)n);
	struct out packed = { 0 };
	size_t offset = z->to->n - z->start, length = strlen(name);

	deflate_to(&packed, WINDOW_RAW, p, n);
	put(z->to, 0x04034b50, 4);
	put_entry(z->to, crc, packed.n, n, length);
	out_bytes(z->to, name, length);
	out_bytes(z->to, packed.p, packed.n);

	put(&z->directory, 0x02014b50, 4);
	put(&z->directory, 20, 2); /* made by */
	put_entry(&z->directory, crc, packed.n, n, length);
	put(&z->directory, 0, 2); /* comment */
	put(&z->directory, 0, 2); /* disk */
	put(&z->directory, 0, 2); /* internal attributes */
	put(&z->directory, 0, 4); /* external attributes */
	put(&z->directory, (uint32_t)offset, 4);
	out_bytes(&z->directory, name, length);
	z->members++;
	out_free(&packed);
}

void
zip_finish(struct zip *z)
{
	size_t offset = z->to->n - z->start;

	out_bytes(z->to, z->directory.p, z->directory.n);
	put(z->to, 0x06054b50, 4);
	put(z->to, 0, 4); /* disks */
	put(z->to, z->members, 2);
	put(z->to, z->members, 2);
	put(z->to, (uint32_t)z->directory.n, 4);
	put(z->to, (uint32_t)offset, 4);
	put(z->to, 0, 2); /* comment */
	out_free(&z->directory);
}
