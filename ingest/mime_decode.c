/*
 * Transfer encodings, piece by piece into a buffer with a ceiling.  GMime has
 * the decoders; what lacks its end is given it here, and uuencoded data, which
 * for GMime are text, are found by mail_find_uuencoded().
 */
#include <string.h>

#include "ingest/mail_bytes.h"
#include "ingest/mime_inside.h"

enum { PIECE = 16 * 1024 };

void
mime_decode(GMimeDataWrapper *content, struct buf *out)
{
	GMimeStream *stream = g_mime_data_wrapper_get_stream(content);
	GMimeEncoding state;
	char in[PIECE], piece[PIECE + 64];
	ssize_t got;

	g_mime_encoding_init_decode(&state,
	    g_mime_data_wrapper_get_encoding(content));
	g_mime_stream_reset(stream);
	while (!out->overflow &&
	       (got = g_mime_stream_read(stream, in, sizeof(in))) > 0) {
		size_t n;

		n = g_mime_encoding_step(&state, in, (size_t)got, piece);
		buf_add(out, piece, n);
	}
	/* What lacks its padding is given it; GMime would drop the rest. */
	if (state.encoding == GMIME_CONTENT_ENCODING_BASE64 && !out->overflow)
		buf_add(out, piece,
		    g_mime_encoding_step(&state, "==", 2, piece));
	/* A rest that the encoding holds back (quoted-printable's "="). */
	buf_add(out, piece, g_mime_encoding_flush(&state, "", 0, piece));
}

void
mime_uudecode(const char *p, size_t n, struct buf *out)
{
	const char *at = mail_find_uuencoded(p, n);
	const char *end = p + n;
	int state = GMIME_UUDECODE_STATE_BEGIN;
	guint32 saved = 0;

	/* The decoder wants to start behind the line of "begin". */
	if (at == NULL || (at = memchr(at, '\n', (size_t)(end - at))) == NULL)
		return;
	for (at++; at < end && !out->overflow;) {
		unsigned char piece[PIECE];
		size_t take = (size_t)(end - at);

		if (take > sizeof(piece))
			take = sizeof(piece);
		buf_add(out, piece,
		    g_mime_encoding_uudecode_step((const unsigned char *)at,
		        take, piece, &state, &saved));
		at += take;
	}
}
