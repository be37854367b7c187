/*
 * A copy of the request stands for it: when the first page has gone out the
 * original and its arena may be gone.  What the questions read of it (filter,
 * route, form, site) lies in the copy or lives as long as the server.
 */
#include "web/stream.h"

#include <stdlib.h>
#include <string.h>

struct stream {
	struct request request;
	struct list list;
	struct span span;
	list_ask ask;
	struct buf body; /* of the page at hand */
	size_t sent;     /* of body */
};

struct stream *
stream_new(const struct list *l, list_ask ask)
{
	struct stream *s = xcalloc(1, sizeof(*s));

	s->request = *l->r;
	s->request.arena = (struct arena){ 0 };
	s->request.store = NULL;
	s->list = *l;
	s->list.r = &s->request;
	s->list.a = NULL;
	s->list.rows = &s->body;
	if (l->span) {
		s->span = *l->span;
		s->list.span = &s->span;
	}
	s->ask = ask;
	buf_init(&s->body, ANSWER_BODY_MAX);
	return s;
}

void
stream_begin(struct stream *s, struct buf *body)
{
	s->body = *body;
	buf_init(body, 0);
}

static enum err
next_page(struct stream *s, struct error *e)
{
	struct pool *pool = s->request.site->pool;
	struct pooled c;
	enum err err = pool_take(pool, &c, e);

	if (err != OK)
		return err;
	buf_reset(&s->body);
	s->sent = 0;
	s->request.store = c.store;
	err = list_next_page(&s->list, s->ask, e);
	s->request.store = NULL;
	pool_give(pool, &c, err != ERR_SYSTEM);
	return err;
}

ssize_t
stream_read(struct stream *s, char *out, size_t max)
{
	struct error e;
	size_t n;

	while (s->sent == s->body.len) {
		if (!s->list.page.more)
			return 0;
		if (next_page(s, &e) == OK)
			continue;
		if (s->request.site->log)
			s->request.site->log(e.text);
		return -1;
	}
	n = s->body.len - s->sent < max ? s->body.len - s->sent : max;
	memcpy(out, s->body.data + s->sent, n);
	s->sent += n;
	return (ssize_t)n;
}

void
stream_free(struct stream *s)
{
	if (s == NULL)
		return;
	buf_free(&s->body);
	free(s);
}
