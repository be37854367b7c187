/*
 * The rest of a long list: pages that are asked for one by one while the
 * answer is sent, so that it needs the memory of one page however long it is.
 * Each page is of the moment in which it was asked for; the connection to the
 * database goes back to the pool in between.
 */
#ifndef WEB_STREAM_H
#define WEB_STREAM_H

#include <sys/types.h>

#include "web/list.h"

/* Lists up to this are answered whole, of one moment. */
#define STREAM_BYTES MIB

struct stream;

/* The pages behind l->page; l and its request are copied. */
struct stream *stream_new(const struct list *l, list_ask ask);

/* What is to be sent first: takes the memory of body. */
void stream_begin(struct stream *s, struct buf *body);

/* The next bytes; 0: no more; -1: a page could not be had (logged). */
ssize_t stream_read(struct stream *s, char *out, size_t max);

void stream_free(struct stream *s); /* NULL is allowed */

#endif
