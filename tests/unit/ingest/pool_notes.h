/* A pool's sink that writes down what it is told. */
#ifndef TESTS_POOL_NOTES_H
#define TESTS_POOL_NOTES_H

#include "tests/unit/ingest/collect.h"

/* What a sink was told, as text; the records of an open document last. */
struct notes {
	struct buf text;
	size_t mark;     /* where the open document begins */
	size_t restarts;
	size_t begun, ended;
	enum err refuse; /* what document() shall return */
	void (*watch)(void *ctx); /* called at each document, or NULL */
	void *watch_ctx;
	struct pool_sink sink;
};

static inline enum err
note_begin(void *ctx, const struct source_item *item, struct error *e)
{
	struct notes *n = ctx;

	(void)e;
	assert_int_equal(n->begun, n->ended);
	n->begun++;
	buf_printf(&n->text, "== %s\n", item->path);
	return OK;
}

static inline enum err
note_source(void *ctx, const struct intake_source *s, struct error *e)
{
	struct notes *n = ctx;

	(void)e;
	buf_printf(&n->text, "source %s %s %s %s %lld\n", s->path,
	    s->message_id != NULL ? s->message_id : "-",
	    s->mail_from != NULL ? s->mail_from : "-",
	    word_text(VOCAB_PROVENANCE, (int)s->provenance),
	    (long long)s->size);
	n->mark = n->text.len;
	return OK;
}

static inline void
note_json(struct notes *n, const char *word, json_t *j)
{
	char *text = json_dumps(j, JSON_COMPACT | JSON_SORT_KEYS);

	buf_printf(&n->text, "%s %s\n", word, text);
	free(text);
	json_decref(j);
}

static inline enum err
note_record(void *ctx, const struct record *r, struct error *e)
{
	(void)e;
	note_json(ctx, "record", record_to_json(r));
	return OK;
}

static inline void
note_restart(void *ctx)
{
	struct notes *n = ctx;

	n->restarts++;
	n->text.len = n->mark;
}

static inline enum err
note_document(void *ctx, const struct document *d, struct error *e)
{
	struct notes *n = ctx;
	struct digest deflated = { 0 };
	char text[DIGEST_TEXT_MAX];

	if (d->deflated != NULL)
		digest_of(d->deflated->data, d->deflated->len, &deflated);
	note_json(n, "document", document_to_json(d, NULL, NULL));
	buf_printf(&n->text, "%zu %s ", d->size,
	    digest_format(&d->digest, text));
	buf_printf(&n->text, "%s\n", digest_format(&deflated, text));
	n->mark = n->text.len;
	if (n->watch != NULL)
		n->watch(n->watch_ctx);
	return n->refuse == OK ? OK : error_set(e, n->refuse, "refused");
}

static inline enum err
note_end(void *ctx, const struct source_item *item, struct error *e)
{
	struct notes *n = ctx;

	(void)e;
	(void)item;
	n->ended++;
	return OK;
}

static inline enum err
note_unread(void *ctx, const struct source_item *item,
    const struct error *why, struct error *e)
{
	struct notes *n = ctx;

	(void)e;
	buf_printf(&n->text, "== %s\nunread %s\n", item->path, why->text);
	return OK;
}

static inline void
notes_init(struct notes *n)
{
	*n = (struct notes){ .sink = { { n, note_source, note_record,
					   note_restart, note_document },
				 note_begin, note_end, note_unread } };
	buf_init(&n->text, 512 * MIB);
}

#endif
