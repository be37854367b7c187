/*
 * What was judged as bytes, and back: so that what was judged once can be shown
 * as often as somebody looks.
 *
 * A struct is its members in the order of their table (kept_fields.h): numbers
 * seven bits a byte, lowest first, the sign in the lowest bit; doubles as their
 * eight bytes; texts and lists with their number before them, that of a text
 * one more, 0 for NULL.  zlib takes out what repeats, and its check sum tells
 * when the bytes are damaged.
 */
#ifndef ADVISE_KEPT_H
#define ADVISE_KEPT_H

#include "core/core.h"

/*
 * Which engine this is, static: another text for other sources of it.  Bytes
 * of another engine must not be read.
 */
extern const char advise_engine[];

/*
 * What can be kept: all of a struct advice but its days, relays, origins and
 * the rule of a sender, which are not set when it is read; a struct origins.
 */
struct kept_struct;
extern const struct kept_struct kept_advice, kept_origins;

/* Add *v, which s says, to out.  ERR_LIMIT: out is too small. */
enum err kept_write(const struct kept_struct *s, const void *v, struct buf *out,
    struct error *e) MUST_CHECK;

/*
 * The struct of the n bytes, whole in the arena.  ERR_INPUT: they are damaged; ERR_LIMIT: the arena is full.
 */
enum err kept_read(const struct kept_struct *s, const void *p, size_t n,
    struct arena *a, void **ret, struct error *e) MUST_CHECK;

#endif
