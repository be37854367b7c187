/*
 * The first bytes decide: if they are packed, all of them are collected and
 * are the next layer; otherwise they go on to the document as they come.
 */
#include <string.h>

#include "ingest/stage.h"

void
stage_init(struct stage *s, struct ingest *in, struct layer l,
    const struct origin *origin)
{
	s->in = in;
	s->layer = l;
	s->origin = *origin;
	s->mode = UNDECIDED;
	s->n_head = 0;
	s->stopped = false;
}

/* To the document or to the buffer of the next layer. */
static enum err
stage_pass(struct stage *s, const void *p, size_t n, struct error *e)
{
	enum err err = OK;

	if (s->mode == PACKED) {
		buf_add(&s->in->layers[s->layer.level], p, n);
		if (s->in->layers[s->layer.level].overflow)
			err = error_set(e, ERR_INPUT, "over its ceiling");
	} else {
		err = document_data(s->in, p, n, e);
	}
	s->stopped = s->stopped || err != OK;
	return err;
}

static enum err
stage_decide(struct stage *s, struct error *e)
{
	enum sniff kind = sniff_packed(s->head, s->n_head);

	s->mode = kind != SNIFF_OTHER ? PACKED : DOCUMENT;
	if (s->mode == PACKED)
		buf_reset(&s->in->layers[s->layer.level]);
	else
		document_begin(s->in, s->layer.member, &s->origin);
	return stage_pass(s, s->head, s->n_head, e);
}

enum err
stage_data(void *ctx, const void *data, size_t n, struct error *e)
{
	struct stage *s = ctx;
	const char *p = data;

	if (s->mode == UNDECIDED) {
		size_t take = sizeof(s->head) - s->n_head;

		if (take > n)
			take = n;
		memcpy(s->head + s->n_head, p, take);
		s->n_head += take;
		if (s->n_head < sizeof(s->head))
			return OK;
		if (stage_decide(s, e) != OK)
			return e->code;
		p += take;
		n -= take;
	}
	return n > 0 ? stage_pass(s, p, n, e) : OK;
}

enum err
stage_end(struct stage *s, enum outcome broken, const struct error *why,
    struct error *e)
{
	struct buf *b = &s->in->layers[s->layer.level];
	struct error unused, own = *why;

	if (s->stopped)
		broken = OUTCOME_REPORT; /* we did not want the rest */
	if (s->mode == UNDECIDED)
		stage_decide(s, &unused);
	if (s->mode == DOCUMENT) {
		s->in->job.trailing = s->layer.trailing;
		return document_end(s->in, broken, why, e);
	}
	if (b->overflow) {
		broken = OUTCOME_LIMIT;
		error_set(&own, ERR_LIMIT,
		    "what is packed inside is larger than %zu bytes", b->max);
	}
	if (broken != OUTCOME_REPORT)
		return item_emit(s->in, broken, s->layer.member, &own, e);
	s->layer.level++;
	return layers_read_next(s->in, s->layer, b->data, b->len, e);
}
