/*
 * A reader that is used again and again.  The parser reads the mail from
 * memory and keeps offsets into it, so a part's content is decoded only when
 * the walk comes to it (mime_walk.c, mime_decode.c).
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/mail_bytes.h"
#include "ingest/mime_inside.h"

void
mime_setup(void)
{
	g_mime_init();
}

struct mime_reader *
mime_new(const struct limits *limits)
{
	struct mime_reader *m = xcalloc(1, sizeof(*m));

	m->limits = limits;
	m->parser = g_mime_parser_new();
	buf_init(&m->decoded, limits->mail_bytes);
	buf_init(&m->lines, limits->mail_bytes);
	return m;
}

void
mime_authserv(struct mime_reader *m, const struct authserv *own)
{
	m->authserv = *own;
}

void
mime_free(struct mime_reader *m)
{
	if (m == NULL)
		return;
	g_object_unref(m->parser);
	buf_free(&m->decoded);
	buf_free(&m->lines);
	free(m);
}

enum err
mime_read(struct mime_reader *m, struct arena *a, const void *data, size_t n,
    const struct mime_sink *sink, struct mime_facts *f, struct error *e)
{
	struct mime_walk w = { .m = m, .a = a, .sink = sink, .f = f, .e = e };
	const char *p = data;
	const char *over;
	enum err err;

	memset(f, 0, sizeof(*f));
	if (mail_is_cr_only(p, n) || mail_is_padded(p, n)) {
		mail_make_lines(&m->lines, p, n);
		p = m->lines.data;
		n = m->lines.len;
	}
	over = n > m->limits->mail_bytes ? "a mail that is too large"
	                                 : mail_over_ceiling(m->limits, p, n);
	if (over != NULL) {
		mime_cut(&w, over);
		return sink->head(sink->ctx, f, e);
	}
	err = mime_walk_mail(&w, p, n, 1);
	if (m->lines.cap > MIME_KEEP_BYTES)
		buf_free(&m->lines);
	return err;
}

struct library
mime_library(void)
{
	return library_named("gmime", "%u.%u.%u", gmime_major_version,
	    gmime_minor_version, gmime_micro_version);
}
