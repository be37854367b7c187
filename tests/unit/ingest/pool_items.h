/* Items of every kind for the pool's tests, and descriptors of them. */
#ifndef TESTS_POOL_ITEMS_H
#define TESTS_POOL_ITEMS_H

#include "tests/unit/ingest/collect.h"
#include "tests/unit/ingest/pack.h"

#include <sys/mman.h>
#include <unistd.h>

enum { ITEMS_MAX = 128 };

struct items {
	struct buf bytes[ITEMS_MAX];
	size_t n;
};

static inline struct buf *
items_add(struct items *l)
{
	assert_true(l->n < ITEMS_MAX);
	buf_init(&l->bytes[l->n], 64 * MIB);
	return &l->bytes[l->n++];
}

static inline void
items_add_text(struct items *l, const char *text)
{
	buf_addstr(items_add(l), text);
}

static inline void
items_free(struct items *l)
{
	for (size_t i = 0; i < l->n; i++)
		buf_free(&l->bytes[i]);
	l->n = 0;
}

static inline void
add_report(struct buf *b, int number, int records, const char *org)
{
	buf_printf(b, "<feedback><report_metadata><org_name>%s</org_name>"
	    "<email>a@receiver%d.example</email><report_id>%d</report_id>"
	    "<date_range><begin>1795046400</begin><end>1795132799</end>"
	    "</date_range></report_metadata>" REPORT_POLICY, org, number % 7,
	    number);
	for (int i = 0; i < records; i++)
		buf_addstr(b, REPORT_RECORD);
	buf_addstr(b, "</feedback>\n");
}

static inline void
add_mail(struct buf *b, const void *attached, size_t n, int copies)
{
	buf_addstr(b, "From: =?iso-8859-2?q?=B1?= <noreply@receiver.example>\n"
	    "Message-ID: <1@receiver.example>\nMIME-Version: 1.0\n"
	    "Date: Fri, 20 Nov 2026 06:12:00 +0000\n"
	    "Content-Type: multipart/mixed; boundary=\"b\"\n\n");
	while (copies-- > 0) {
		buf_addstr(b, "--b\nContent-Type: application/gzip; "
		    "name=\"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=.gz\"\n"
		    "Content-Transfer-Encoding: base64\n\n");
		pack_base64(b, attached, n);
	}
	buf_addstr(b, "--b--\n");
}

/* One of each kind, `rounds` times with other numbers. */
static inline void
items_make(struct items *l, int rounds)
{
	for (int i = 0; i < rounds; i++) {
		struct buf xml, gz, *b;
		struct pack_zip zip;

		buf_init(&xml, 16 * MIB);
		buf_init(&gz, 16 * MIB);
		add_report(&xml, i, i * i * 50, "Receiver");
		pack_deflate(&gz, 31, xml.data, xml.len);
		pack_zip_begin(&zip);
		pack_zip_add(&zip, "a.xml", xml.data, xml.len, 0);
		pack_zip_add(&zip, "\x82.xml", xml.data, xml.len, 0);
		pack_zip_end(&zip);
		b = items_add(l);
		buf_add(b, xml.data, xml.len);
		b = items_add(l);
		buf_add(b, gz.data, gz.len);
		b = items_add(l);
		buf_add(b, zip.out.data, zip.out.len);
		add_mail(items_add(l), gz.data, gz.len, 1 + i % 3);
		add_report(items_add(l), 100 + i, 3, "Caf\xe9 Co \xa0");
		b = items_add(l);
		buf_addstr(b, "<?xml version=\"1.0\" "
		    "encoding=\"windows-1252\"?>");
		add_report(b, 200 + i, 2, "10 \x80");
		b = items_add(l);
		buf_addstr(b, "<feedback>" REPORT_HEAD REPORT_POLICY REPORT_RECORD
		    "<x>\xe9</x>" REPORT_RECORD "</feedback>");
		b = items_add(l);
		buf_add(b, xml.data, xml.len - 20);
		items_add_text(l, "");
		items_add_text(l, "{\"organization-name\":\"x\","
		    "\"policies\":[]}");
		items_add_text(l, "From: a@example.net\n\nHello.\n");
		buf_free(&xml);
		buf_free(&gz);
		pack_zip_free(&zip);
	}
}

static inline int
to_descriptor(const struct buf *b)
{
	int fd = memfd_create("item", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, b->data, b->len), (ssize_t)b->len);
	return fd;
}

static inline struct ingest_options
test_options(void)
{
	return (struct ingest_options){ .limits = limits_default(),
		.now = TEST_NOW,
		.keep_documents = true };
}

#endif
