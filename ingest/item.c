/*
 * One item from its bytes to its documents: a bare file goes to layers.c as
 * it is, a mail part by part.  What is no report is only remembered, and
 * handed on at the end if the item has nothing better; so every item ends
 * with a document.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/item.h"
#include "ingest/layers.h"
#include "ingest/mime.h"

enum { NAME_BYTES = 255 };

enum err
ingest_open(const struct ingest_options *o, struct ingest **ret,
    struct error *e)
{
	struct ingest *in = xcalloc(1, sizeof(*in));

	(void)e;
	report_xml_setup();
	mime_setup();
	in->options = *o;
	arena_init(&in->arena, o->limits.arena_bytes);
	in->xml = report_xml_new(&in->options.limits);
	in->mime = mime_new(&in->options.limits);
	mime_authserv(in->mime, &o->authserv);
	document_init(&in->job, &in->options.limits);
	for (size_t i = 0; i < LAYERS_MAX; i++)
		buf_init(&in->layers[i], o->limits.packed_bytes);
	*ret = in;
	return OK;
}

void
ingest_close(struct ingest *in)
{
	if (in == NULL)
		return;
	report_xml_free(in->xml);
	mime_free(in->mime);
	document_free(&in->job);
	for (size_t i = 0; i < LAYERS_MAX; i++)
		buf_free(&in->layers[i]);
	arena_release(&in->arena);
	free(in);
}

const char *
item_name(struct ingest *in, const char *name)
{
	if (name == NULL || *name == '\0')
		return NULL;
	return text_clean(&in->arena, name, strlen(name), NAME_BYTES, NULL);
}

enum err
item_emit_document(struct ingest *in, const struct document *d, struct error *e)
{
	struct document own = *d;

	if (own.reason != NULL)
		own.reason = text_clean(&in->arena, own.reason,
		    strlen(own.reason), sizeof(e->text), NULL);
	if (own.outcome == OUTCOME_REPORT)
		own.reason = NULL;
	else if (own.reason == NULL || *own.reason == '\0')
		own.reason = "it could not be read";
	in->emitted++;
	if (in->sink->document == NULL)
		return OK;
	return in->sink->document(in->sink->ctx, &own, e);
}

enum err
item_emit(struct ingest *in, enum outcome outcome, const char *member,
    const struct error *why, struct error *e)
{
	struct document d = { .outcome = outcome,
		.member = member,
		.reason = why->text };

	return item_emit_document(in, &d, e);
}

/* Which of two guesses says more. */
static int
rank(enum outcome outcome)
{
	static const enum outcome order[] = { OUTCOME_OTHER, OUTCOME_BOUNCE,
		OUTCOME_UNSUPPORTED, OUTCOME_NOTICE, OUTCOME_TLSRPT,
		OUTCOME_FAILURE_REPORT };

	for (int i = 0; i < (int)(sizeof(order) / sizeof(*order)); i++)
		if (order[i] == outcome)
			return i + 1;
	return 0;
}

void
item_keep(struct ingest *in, enum outcome outcome, const char *member,
    const char *reason)
{
	if (rank(outcome) <= rank(in->rest.outcome))
		return;
	in->rest = (struct document){ .outcome = outcome, .member = member };
	error_set(&in->rest_reason, ERR_INPUT, "%s", reason);
}

static enum err
start(struct ingest *in, struct error *e)
{
	if (in->sink->source == NULL)
		return OK;
	return in->sink->source(in->sink->ctx, &in->source, e);
}

/* A mime_sink: the mail's head. */
static enum err
mail_head(void *ctx, const struct mime_facts *f, struct error *e)
{
	struct ingest *in = ctx;

	in->source.message_id = f->message_id;
	in->source.mail_from = f->mail_from;
	in->source.auth_from = f->auth_from;
	if (f->auth_failed && in->source.provenance == PROVENANCE_UNVERIFIED)
		in->source.provenance = PROVENANCE_FAILED;
	return start(in, e);
}

static enum err
mail_part(void *ctx, const char *name, const void *p, size_t n, struct error *e)
{
	return layers_read(ctx, name, p, n, e);
}

/* What the mail is by its own words, if its parts did not say. */
static enum err
judge_mail(struct ingest *in, const struct mime_facts *f, struct error *e)
{
	struct error why;

	if (f->failure_report) {
		error_set(&why, ERR_INPUT, "a failure report (RFC 9991)");
		return item_emit(in, OUTCOME_FAILURE_REPORT, NULL, &why, e);
	}
	if (f->tlsrpt)
		item_keep(in, OUTCOME_TLSRPT, NULL,
		    "says that it is a TLS report, and has none");
	if (f->bounce)
		item_keep(in, OUTCOME_BOUNCE, NULL,
		    "a notice that a mail could not be delivered");
	return OK;
}

static enum err
read_mail(struct ingest *in, const void *p, size_t n, struct error *e)
{
	struct mime_sink sink = { in, mail_head, mail_part };
	struct mime_facts f;
	enum err err = mime_read(in->mime, &in->arena, p, n, &sink, &f, e);

	if (err == OK)
		err = judge_mail(in, &f, e);
	if (err == OK && f.cut)
		err = item_emit(in, OUTCOME_LIMIT, NULL, &f.why, e);
	if (in->rest.outcome == OUTCOME_OTHER)
		in->rest.outcome = (enum outcome)0; /* of one of its parts */
	item_keep(in, OUTCOME_OTHER, NULL, "a mail without a report");
	return err;
}

static enum err
read_file(struct ingest *in, const void *p, size_t n, struct error *e)
{
	enum err err = start(in, e);

	return err == OK ? layers_read(in, NULL, p, n, e) : err;
}

/*
 * The bytes tell: packed data, XML and JSON are a file; what opens with a
 * header line is a mail.
 */
static bool
is_mail(const void *p, size_t n)
{
	const char *c = p;
	size_t i = sniff_leading(p, n);

	if (sniff_packed(p, n) != SNIFF_OTHER || sniff_utf16(p, n) != 0)
		return false;
	if (i < n && (c[i] == '<' || c[i] == '{' || c[i] == '['))
		return false;
	return sniff_is_mail(p, n);
}

enum err
ingest_item(struct ingest *in, const char *path, enum provenance provenance,
    const void *p, size_t n, const struct ingest_sink *sink, struct error *e)
{
	enum err err;

	arena_reset(&in->arena);
	in->sink = sink;
	in->source = (struct intake_source){ .path = path,
		.provenance = provenance,
		.size = (int64_t)n };
	in->unpacked = in->emitted = 0;
	in->rest = (struct document){ .outcome = (enum outcome)0 };
	err = is_mail(p, n) ? read_mail(in, p, n, e) : read_file(in, p, n, e);
	if (err != OK || in->emitted > 0)
		return err;
	item_keep(in, OUTCOME_OTHER, NULL, "there is nothing in it");
	return item_emit(in, in->rest.outcome, in->rest.member,
	    &in->rest_reason, e);
}
