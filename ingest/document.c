/*
 * Everything is done in one pass over the bytes, so that nothing of a large
 * document stays in memory but its deflated copy.  Only when the strict parse
 * fails over single bytes are they read once more (byte_repair.c).
 */
#include <string.h>

#include "ingest/item.h"

enum { DEFLATE_LEVEL = 1, KEEP_BYTES = 1 << 20 };

void
document_init(struct document_job *job, const struct limits *limits)
{
	memset(job, 0, sizeof(*job));
	buf_init(&job->head, SNIFF_DOCUMENT_HEAD);
	buf_init(&job->deflated, limits->document_bytes + KIB);
	arena_init(&job->arena, limits->arena_bytes);
}

void
document_drop(struct document_job *job)
{
	struct digest unused;

	if (job->digest != NULL)
		digest_finish(job->digest, &unused);
	if (job->deflater != NULL)
		deflate_abort(job->deflater);
	job->digest = NULL;
	job->deflater = NULL;
}

void
document_free(struct document_job *job)
{
	document_drop(job);
	buf_free(&job->head);
	buf_free(&job->deflated);
	arena_release(&job->arena);
}

size_t
document_room(const struct ingest *in)
{
	const struct limits *l = &in->options.limits;
	size_t mail = l->mail_document_bytes, own = l->document_bytes;

	mail = mail > in->unpacked ? mail - in->unpacked : 0;
	own = own > in->job.size ? own - in->job.size : 0;
	return mail < own ? mail : own;
}

void
document_begin(struct ingest *in, const char *member,
    const struct origin *origin)
{
	struct document_job *job = &in->job;

	document_drop(job);
	arena_reset(&job->arena);
	if (job->deflated.cap > KEEP_BYTES)
		buf_free(&job->deflated);
	buf_reset(&job->deflated);
	buf_reset(&job->head);
	job->member = member;
	job->origin = *origin;
	job->kind = SNIFF_MORE;
	job->size = job->consumed = job->leading = job->trailing = 0;
	job->uninteresting = job->over = job->parsed = false;
}

void
document_consume(struct ingest *in, const char *p, size_t n)
{
	struct document_job *job = &in->job;
	size_t skip = 0;

	if (job->uninteresting || n == 0)
		return;
	digest_add(job->digest, p, n);
	if (job->deflater != NULL)
		deflate_add(job->deflater, p, n);
	if (job->parsed) {
		if (job->consumed < job->leading)
			skip = job->leading - job->consumed;
		report_xml_feed(in->xml, p + skip, n - skip);
	}
	job->consumed += n;
}

static void
note_leading(struct ingest *in, const char *p)
{
	struct document_job *job = &in->job;

	if (job->leading == 0)
		return;
	if (job->leading == 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		ledger_add(report_xml_ledger(in->xml), REPAIR_LEADING,
		    "a byte order mark");
	else
		ledger_add(report_xml_ledger(in->xml), REPAIR_LEADING,
		    "%zu bytes before the XML", job->leading);
}

void
document_start(struct ingest *in, enum sniff kind, const char *p, size_t n)
{
	struct document_job *job = &in->job;

	job->kind = kind;
	job->parsed = kind == SNIFF_AGGREGATE || kind == SNIFF_UNDECIDED;
	if (!job->parsed && kind != SNIFF_TLSRPT) {
		job->uninteresting = true;
		return;
	}
	job->digest = digest_begin();
	if (!job->parsed)
		return;
	if (in->options.keep_documents)
		job->deflater = deflate_begin(DEFLATE_LEVEL, &job->deflated);
	job->leading = sniff_leading(p, n);
	report_xml_begin(in->xml, &job->arena, in->sink, p + job->leading,
	    n - job->leading);
	note_leading(in, p);
}

/*
 * Nothing is copied if the first piece tells the kind.  A head that is full
 * and still does not tell is left to the parser, which will.
 */
static void
tell_kind(struct ingest *in, const char *p, size_t n)
{
	struct document_job *job = &in->job;
	struct buf *head = &job->head;
	size_t take = head->max - head->len;
	enum sniff kind;

	if (head->len == 0) {
		kind = n < head->max ? sniff_document(p, n, false)
		                     : sniff_full_head(p, n);
		if (kind != SNIFF_MORE) {
			document_start(in, kind, p, n);
			document_consume(in, p, n);
			return;
		}
	}
	if (take > n)
		take = n;
	buf_add(head, p, take);
	kind = head->len < head->max
	           ? sniff_document(head->data, head->len, false)
	           : sniff_full_head(head->data, head->len);
	if (kind == SNIFF_MORE)
		return;
	document_start(in, kind, head->data, head->len);
	document_consume(in, head->data, head->len);
	document_consume(in, p + take, n - take);
}

enum err
document_data(void *ctx, const void *p, size_t n, struct error *e)
{
	struct ingest *in = ctx;
	struct document_job *job = &in->job;

	if (n > document_room(in)) {
		job->over = true;
		return error_set(e, ERR_INPUT, "over its ceiling");
	}
	job->size += n;
	in->unpacked += n;
	if (job->kind == SNIFF_MORE)
		tell_kind(in, p, n);
	else
		document_consume(in, p, n);
	if (job->uninteresting)
		return error_set(e, ERR_INPUT, "uninteresting");
	return OK;
}
