/*
 * A whole advice as bytes, and back: so that what was judged once can be shown
 * as often as somebody looks.
 */
#ifndef ADVISE_KEPT_H
#define ADVISE_KEPT_H

#include "advise/result.h"

/*
 * Which engine this is, static: another text for other sources of it.  Bytes
 * of another engine must not be read.
 */
extern const char advise_engine[];

/*
 * All of the advice but its days and relays, compressed, added to out.
 * ERR_LIMIT: out is too small; ERR_INPUT: it holds a number that cannot be
 * written.
 */
enum err kept_write(const struct advice *v, struct buf *out,
    struct error *e) MUST_CHECK;

/*
 * The advice of the n bytes, in the arena, without days and relays.  Rules of
 * the owner are not in it: rule of a sender is NULL.  ERR_INPUT: they are
 * damaged; ERR_LIMIT: the arena is full.
 */
enum err kept_read(const void *p, size_t n, struct arena *a,
    struct advice **ret, struct error *e) MUST_CHECK;

#endif
