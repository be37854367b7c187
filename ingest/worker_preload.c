/*
 * What libraries load on first use is loaded here, while files can still be
 * opened: character sets by using each once, the rest by reading small items.
 */
#include <iconv.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ingest/worker.h"

/*
 * An open converter keeps its character set loaded, so none is closed again:
 * they last as long as the process.
 */
static void
preload_charsets(void)
{
	static const char *const names[] = { "windows-1252", "windows-1251",
		"iso-8859-1", "iso-8859-2", "iso-8859-15", "utf-16", "utf-16le",
		"utf-16be", "us-ascii", "koi8-r", "iso-2022-jp", "shift_jis",
		"euc-jp", "gb2312", "gb18030", "big5", "euc-kr" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char in[] = "rampart", out[64];
		char *from = in, *to = out;
		size_t n_from = sizeof(in) - 1, n_to = sizeof(out);
		iconv_t c = iconv_open("UTF-8", names[i]);

		if (c != (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr) */
			iconv(c, &from, &n_from, &to, &n_to);
	}
}

/*
 * What the libraries load on first use, they load for these.  The texts are
 * ours, so they may be read in a process that is not locked in.
 */
static void
preload_parsers(struct ingest *in)
{
	static const char *const items[] = {
		"<?xml version=\"1.0\" encoding=\"windows-1252\"?>"
		"<feedback>\x80</feedback>",
		"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>"
		"<feedback>\xe9</feedback>",
		"<?xml version=\"1.0\" encoding=\"iso-8859-15\"?>"
		"<feedback>\xa4</feedback>",
		"From: =?iso-8859-1?q?=E9?= <a@example.org>\r\n"
		"Date: Fri, 20 Nov 2026 06:12:00 +0000\r\n"
		"Subject: =?utf-8?b?w6k=?=\r\nMIME-Version: 1.0\r\n"
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
		"--b\r\nContent-Type: text/xml; name*=utf-8''%C3%A9.xml\r\n"
		"Content-Transfer-Encoding: base64\r\n\r\nPGZlZWRiYWNrLz4=\r\n"
		"--b--\r\n",
	};
	const struct ingest_sink nobody = { 0 };
	struct error unused;

	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++)
		if (ingest_item(in, "", PROVENANCE_UNVERIFIED, items[i],
		        strlen(items[i]), &nobody, &unused) != OK)
			continue; /* then its tables are loaded all the same */
}

void
worker_preload(struct ingest *in)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	/* Archives make libc look at the time zone's file again and again. */
	setenv("TZ", "UTC0", 1);
	tzset();
	preload_charsets();
	preload_parsers(in);
}
