/* Packed data, told by a table of magic bytes. */
#include <string.h>

#include "ingest/sniff.h"

static const struct magic {
	enum sniff kind;
	size_t offset, n;
	const char *bytes;
} magics[] = {
	{ SNIFF_GZIP, 0, 2, "\x1f\x8b" },
	{ SNIFF_ZIP, 0, 4, "PK\3\4" },
	{ SNIFF_ZIP, 0, 4, "PK\5\6" },
	{ SNIFF_XZ, 0, 6,
	    "\xfd"
	    "7zXZ\0" },
	{ SNIFF_ZSTD, 0, 4, "\x28\xb5\x2f\xfd" },
	{ SNIFF_BZIP2, 0, 3, "BZh" },
	{ SNIFF_7Z, 0, 6, "7z\xbc\xaf\x27\x1c" },
	{ SNIFF_TAR, 257, 5, "ustar" },
	{ SNIFF_RAR, 0, 6, "Rar!\x1a\x07" },
	{ SNIFF_CAB, 0, 4, "MSCF" },
	{ SNIFF_COMPRESS, 0, 2, "\x1f\x9d" },
	{ SNIFF_TNEF, 0, 4, "\x78\x9f\x3e\x22" },
};

static const struct {
	enum sniff kind;
	const char *name;
} names[] = {
	{ SNIFF_XML, "XML, but no DMARC report" },
	{ SNIFF_EMPTY, "empty" },
	{ SNIFF_GZIP, "gzip data" },
	{ SNIFF_ZLIB, "zlib data" },
	{ SNIFF_XZ, "xz data" },
	{ SNIFF_ZSTD, "zstd data" },
	{ SNIFF_BZIP2, "bzip2 data" },
	{ SNIFF_ZIP, "a zip archive" },
	{ SNIFF_7Z, "a 7z archive" },
	{ SNIFF_TAR, "a tar archive" },
	{ SNIFF_RAR, "a rar archive" },
	{ SNIFF_CAB, "a cab archive" },
	{ SNIFF_COMPRESS, "compress data" },
	{ SNIFF_TNEF, "a winmail.dat of Outlook (TNEF)" },
	{ SNIFF_PKCS7, "an S/MIME envelope (PKCS #7)" },
};

const char *
sniff_name(enum sniff kind)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (names[i].kind == kind)
			return names[i].name;
	return "something else";
}

bool
sniff_is_compressed(enum sniff kind)
{
	return kind >= SNIFF_GZIP && kind <= SNIFF_BZIP2;
}

bool
sniff_is_archive(enum sniff kind)
{
	return kind >= SNIFF_ZIP && kind <= SNIFF_TAR;
}

/*
 * RFC 1950: method 8 and a header that is a multiple of 31.  "x^" is also how
 * a text may begin, so what is all printable is none.
 */
static bool
is_zlib(const unsigned char *p, size_t n)
{
	bool printable = true;

	if (n < 8 || p[0] != 0x78 || (p[0] << 8 | p[1]) % 31 != 0)
		return false;
	for (size_t i = 0; i < 8; i++)
		printable = printable && p[i] >= ' ' && p[i] < 0x7f;
	return !printable;
}

/* A DER sequence that names PKCS #7 (1.2.840.113549.1.7) at once. */
static bool
is_pkcs7(const unsigned char *p, size_t n)
{
	static const unsigned char oid[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
		0xf7, 0x0d, 0x01, 0x07 };

	return n > 2 && p[0] == 0x30 && p[1] >= 0x80 &&
	       memmem(p, n < 32 ? n : 32, oid, sizeof(oid)) != NULL;
}

enum sniff
sniff_packed(const void *data, size_t n)
{
	const unsigned char *p = data;

	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++) {
		const struct magic *m = &magics[i];

		if (n >= m->offset + m->n &&
		    memcmp(p + m->offset, m->bytes, m->n) == 0)
			return m->kind;
	}
	if (is_zlib(p, n))
		return SNIFF_ZLIB;
	return is_pkcs7(p, n) ? SNIFF_PKCS7 : SNIFF_OTHER;
}
