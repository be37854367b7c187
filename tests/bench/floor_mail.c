/* GMime for the mail, zlib for gzip, libarchive for zip, bytes decide. */
#include <archive.h>
#include <archive_entry.h>
#include <err.h>
#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <zlib.h>

#include "tests/bench/floor.h"

struct floor_mail {
	GMimeParser *parser;
	z_stream z;
	char *out;
	size_t room;
	floor_document_fn fn;
	void *ctx;
};

struct floor_mail *
floor_mail_new(void)
{
	struct floor_mail *m = floor_grow(NULL, sizeof *m);

	memset(m, 0, sizeof *m);
	g_mime_init();
	m->parser = g_mime_parser_new();
	if (inflateInit2(&m->z, 15 + 16) != Z_OK)
		errx(EX_SOFTWARE, "zlib cannot start");
	return m;
}

void
floor_mail_free(struct floor_mail *m)
{
	inflateEnd(&m->z);
	g_object_unref(m->parser);
	free(m->out);
	free(m);
}

static void
need(struct floor_mail *m, size_t n)
{
	if (m->room < n) {
		m->room = 2 * n;
		m->out = floor_grow(m->out, m->room);
	}
}

static void
read_gzip(struct floor_mail *m, const char *p, size_t n)
{
	int rc;

	need(m, 65536);
	inflateReset(&m->z);
	m->z.next_in = (Bytef *)(uintptr_t)p;
	m->z.avail_in = (uInt)n;
	m->z.total_out = 0;
	do {
		need(m, m->z.total_out + 4096);
		m->z.next_out = (Bytef *)m->out + m->z.total_out;
		m->z.avail_out = (uInt)(m->room - m->z.total_out);
		rc = inflate(&m->z, Z_NO_FLUSH);
	} while (rc == Z_OK);
	if (rc != Z_STREAM_END)
		errx(EX_DATAERR, "bad gzip");
	m->fn(m->ctx, m->out, m->z.total_out);
}

static void
read_member(struct floor_mail *m, struct archive *a)
{
	size_t n = 0;
	ssize_t got;

	do {
		need(m, n + 65536);
		got = archive_read_data(a, m->out + n, m->room - n);
		if (got < 0)
			errx(EX_DATAERR, "bad zip: %s",
			    archive_error_string(a));
		n += (size_t)got;
	} while (got > 0);
	m->fn(m->ctx, m->out, n);
}

static void
read_zip(struct floor_mail *m, const char *p, size_t n)
{
	struct archive *a = archive_read_new();
	struct archive_entry *entry;

	archive_read_support_format_zip(a);
	if (archive_read_open_memory(a, p, n) != ARCHIVE_OK)
		errx(EX_DATAERR, "bad zip: %s", archive_error_string(a));
	while (archive_read_next_header(a, &entry) == ARCHIVE_OK)
		read_member(m, a);
	archive_read_free(a);
}

static void
read_bytes(struct floor_mail *m, const char *p, size_t n)
{
	if (n > 3 && memcmp(p, "PK\3\4", 4) == 0)
		read_zip(m, p, n);
	else if (n > 1 && memcmp(p, "\x1f\x8b", 2) == 0)
		read_gzip(m, p, n);
	else if (n > 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		m->fn(m->ctx, p + 3, n - 3);
	else if (n > 8 &&
	         (memcmp(p, "<?xml", 5) == 0 || memcmp(p, "<feedback", 9) == 0))
		m->fn(m->ctx, p, n);
}

static void
read_part(GMimeObject *parent, GMimeObject *part, gpointer mail)
{
	GMimeDataWrapper *content;
	GMimeStream *to;
	GByteArray *bytes;

	(void)parent;
	if (!GMIME_IS_PART(part))
		return;
	content = g_mime_part_get_content(GMIME_PART(part));
	if (content == NULL)
		return;
	to = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, to);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(to));
	read_bytes(mail, (const char *)bytes->data, bytes->len);
	g_object_unref(to);
}

void
floor_mail_read(struct floor_mail *m, const char *p, size_t n,
    floor_document_fn fn, void *ctx)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(p, n);
	GMimeMessage *message;

	m->fn = fn;
	m->ctx = ctx;
	g_mime_parser_init_with_stream(m->parser, stream);
	message = g_mime_parser_construct_message(m->parser, NULL);
	if (message == NULL)
		errx(EX_DATAERR, "no mail");
	g_mime_message_foreach(message, read_part, m);
	g_object_unref(message);
	g_object_unref(stream);
}
