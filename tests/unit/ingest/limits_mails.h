/* Mails, archives and documents with n of what a ceiling counts. */
#ifndef TESTS_LIMITS_MAILS_H
#define TESTS_LIMITS_MAILS_H

#include "collect.h"
#include "pack.h"

#define FROM "From: Reports <dmarc@receiver.example>\n"

/* Blanks behind what b holds, until it has n bytes. */
static inline void
fill(struct buf *b, size_t n)
{
	assert_true(b->len <= n);
	repeat(b, " ", n - b->len);
}

static inline void
mail_of_bytes(struct buf *b, size_t n)
{
	buf_addstr(b, FROM "Content-Type: text/xml\n\n" REPORT "\n");
	fill(b, n);
}

/* n - 1 multiparts around a leaf. */
static inline void
mail_of_depth(struct buf *b, size_t n)
{
	buf_addstr(b, FROM);
	for (size_t i = 1; i < n; i++)
		buf_printf(b,
		    "Content-Type: multipart/mixed; boundary=b%zu\n\n--b%zu\n",
		    i, i);
	buf_addstr(b, "Content-Type: text/xml\n\n" REPORT "\n");
	for (size_t i = n - 1; i > 0; i--)
		buf_printf(b, "--b%zu--\n", i);
}

static inline void
mail_of_parts(struct buf *b, size_t n)
{
	buf_addstr(b, FROM "Content-Type: multipart/mixed; boundary=b\n\n");
	buf_addstr(b, "--b\nContent-Type: text/xml\n\n" REPORT "\n");
	repeat(b, "--b\n\nx\n", n - 1);
	buf_addstr(b, "--b--\n");
}

static inline void
mail_of_header(struct buf *b, size_t n)
{
	buf_addstr(b, FROM "Content-Type: text/xml\n");
	while (b->len + 80 < n)
		buf_addstr(b, "X-Trace: from a by b\n");
	buf_addstr(b, "X: ");
	repeat(b, "x", n - b->len);
	buf_addstr(b, "\n\n" REPORT "\n");
}

/* The mail is larger than its ceiling of header bytes, or nobody counts. */
static inline void
mail_of_lines(struct buf *b, size_t n)
{
	buf_addstr(b, FROM "Content-Type: text/xml\n\n" REPORT "\n");
	repeat(b, "a: b\n", n - 2);
	repeat(b, ".", 300 * KIB);
}

static inline void
gzip_of_bytes(struct buf *b, size_t n)
{
	pack_deflate(b, 31, REPORT, strlen(REPORT));
	repeat(b, "\n", n - b->len);
}

static inline void
document_of_bytes(struct buf *b, size_t n)
{
	buf_addstr(b, REPORT);
	fill(b, n);
}

static inline void
documents_of_bytes(struct buf *b, size_t n)
{
	struct pack_zip z;
	struct buf second;

	buf_init(&second, MIB);
	document_of_bytes(&second, n - strlen(REPORT));
	pack_zip_begin(&z);
	pack_zip_add(&z, "a", REPORT, strlen(REPORT), 0);
	pack_zip_add(&z, "b", second.data, second.len, 0);
	pack_zip_end(&z);
	buf_add(b, z.out.data, z.out.len);
	pack_zip_free(&z);
	buf_free(&second);
}

static inline void
zip_of_members(struct buf *b, size_t n)
{
	struct pack_zip z;

	pack_zip_begin(&z);
	for (size_t i = 0; i < n; i++)
		pack_zip_add(&z, "a", REPORT, strlen(REPORT), 0);
	pack_zip_end(&z);
	buf_add(b, z.out.data, z.out.len);
	pack_zip_free(&z);
}

/* The last layer again in a zip, or in gzip. */
static inline void
wrap(struct buf *b, bool zip)
{
	struct buf inner = *b;
	struct pack_zip z;

	buf_init(b, MIB);
	if (zip) {
		pack_zip_begin(&z);
		pack_zip_add(&z, "a", inner.data, inner.len, 0);
		pack_zip_end(&z);
		buf_add(b, z.out.data, z.out.len);
		pack_zip_free(&z);
	} else {
		pack_deflate(b, 31, inner.data, inner.len);
	}
	buf_free(&inner);
}

static inline void
zip_in_zip(struct buf *b, size_t n)
{
	buf_addstr(b, REPORT);
	for (size_t i = 0; i < n; i++)
		wrap(b, true);
}

static inline void
gzip_in_gzip(struct buf *b, size_t n)
{
	buf_addstr(b, REPORT);
	for (size_t i = 0; i < n; i++)
		wrap(b, false);
}

#endif
