/*
 * What bytes are, told by the bytes alone (specification 11.2, 8.1).
 */
#ifndef INGEST_SNIFF_H
#define INGEST_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

enum {
	SNIFF_HEAD = 512,             /* enough to tell what is packed */
	SNIFF_DOCUMENT_HEAD = 1 << 16 /* comments may stand before the root */
};

enum sniff {
	SNIFF_MORE,      /* XML or JSON, and more bytes are needed to tell */
	SNIFF_AGGREGATE, /* XML whose first element is feedback */
	SNIFF_XML,       /* XML with another root, HTML included */
	SNIFF_UNDECIDED, /* SNIFF_DOCUMENT_HEAD bytes do not tell: maybe XML */
	SNIFF_TLSRPT,    /* RFC 8460 */
	SNIFF_FAILURE,   /* a failure report as plain text */
	SNIFF_NOTICE,    /* RFC 7489 7.2.2: a report that could not be sent */
	SNIFF_BASE64,    /* text that is base64 of something we know */
	SNIFF_MAIL,      /* starts with a header line */
	SNIFF_EMPTY,
	SNIFF_OTHER,
	/* Packed: */
	SNIFF_GZIP,
	SNIFF_ZLIB,
	SNIFF_XZ,
	SNIFF_ZSTD,
	SNIFF_BZIP2,
	SNIFF_ZIP,
	SNIFF_7Z,
	SNIFF_TAR,
	/* Packed, and nothing here opens it: */
	SNIFF_RAR,
	SNIFF_CAB,
	SNIFF_COMPRESS,
	SNIFF_TNEF,
	SNIFF_PKCS7
};

/*
 * Packed or not: one of the packed kinds, else SNIFF_OTHER.  The first
 * SNIFF_HEAD bytes are enough.
 */
enum sniff sniff_packed(const void *p, size_t n);

/*
 * What an unpacked document is.  whole: there are no more bytes than these n,
 * so that SNIFF_MORE is no answer.
 */
enum sniff sniff_document(const void *p, size_t n, bool whole);

/* The same of a head that is full: never SNIFF_MORE. */
enum sniff sniff_full_head(const void *p, size_t n);

/* Whether the bytes open like a mail: "Name:" or an mbox "From " line. */
bool sniff_is_mail(const void *p, size_t n);

bool sniff_is_compressed(enum sniff kind); /* one stream: gzip, xz, ... */
bool sniff_is_archive(enum sniff kind);    /* has members: zip, tar, ... */

/* "a zip archive".  Static. */
const char *sniff_name(enum sniff kind);

/* XML that leads with a two-byte encoding: 0 no, 1 little, 2 big endian. */
int sniff_utf16(const void *p, size_t n);

/*
 * What stands before the XML that should not: the bytes to skip (a byte order
 * mark, blanks, comments or a little junk before "<?xml"), 0 when it begins
 * properly.
 */
size_t sniff_leading(const void *p, size_t n);

#endif
