/*
 * From a struct answer to the library's response: bytes that stay where they
 * are, a body that the response takes over, or a stream that it asks for more.
 */
#include "web/answer.h"
#include "web/server_inside.h"
#include "web/stream.h"
#include "web/web.h"

enum { STREAM_PIECE = 65536 }; /* asked for at once */

static ssize_t
read_stream(void *cls, uint64_t at, char *out, size_t max)
{
	ssize_t n;

	(void)at;
	n = stream_read(cls, out, max);
	return n > 0    ? n
	       : n == 0 ? MHD_CONTENT_READER_END_OF_STREAM
	                : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void
free_stream(void *cls)
{
	stream_free(cls);
}

/* The library's form of an answer; NULL: no memory. */
static struct MHD_Response *
make_response(struct answer *a)
{
	struct MHD_Response *m;

	if (a->stream) {
		m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN,
		    STREAM_PIECE, read_stream, a->stream, free_stream);
		if (m) {
			stream_begin(a->stream, &a->body);
			a->stream = NULL; /* the response has it now */
		}
	} else if (a->bytes || a->body.len == 0)
		m = MHD_create_response_from_buffer(a->n_bytes,
		    (void *)(a->bytes ? a->bytes : ""), MHD_RESPMEM_PERSISTENT);
	else if ((m = MHD_create_response_from_buffer(a->body.len, a->body.data,
	              MHD_RESPMEM_MUST_FREE)))
		buf_init(&a->body, 0); /* the response has its memory now */
	if (!m)
		return NULL;
	for (size_t i = 0; i < a->n_fields; i++)
		MHD_add_response_header(m, a->fields[i].name,
		    a->fields[i].value);
	if (a->close)
		MHD_add_response_header(m, "Connection", "close");
	return m;
}

enum MHD_Result
server_answer(struct server *s, struct MHD_Connection *c, struct exchange *x)
{
	struct request *r = &x->request;
	struct answer a;
	enum MHD_Result rc = MHD_NO;

	answer_init(&a);
	dispatch(r, &a);
	/* What was not read must not be taken for the next request. */
	a.close = a.close || s->stopping ||
	          (request_has_body(r) && x->body.len != x->announced);
	struct MHD_Response *m = make_response(&a);
	if (m) {
		rc = MHD_queue_response(c, a.status, m);
		MHD_destroy_response(m);
	}
	answer_free(&a);
	return rc;
}
