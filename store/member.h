/*
 * The name of a document in its mail or archive, as the ledger keeps it.  Most
 * reporters name theirs receiver!domain!begin!end.xml (RFC 7489, 7.2.1.1): what
 * the report says itself is cut out of that and not kept a second time.
 */
#ifndef STORE_MEMBER_H
#define STORE_MEMBER_H

#include "core/core.h"
#include "store/sql.h"
#include "store/store.h"

/* What a report says of its document's name. */
struct member_part {
	const char *domain;
	int64_t begin, end;
};

/*
 * The name of d as it is kept, if that was its outcome; caller frees, NULL for
 * none.  *ret_cut: where the part stood, from 1; 0: it is the whole name, as it
 * is of all but the document that its report came from.
 */
char *member_kept(const struct document *d, enum outcome outcome,
    int64_t *ret_cut);
/* The whole name again; arena.  NULL for NULL. */
const char *member_whole(struct arena *a, const char *name, int64_t cut,
    const struct member_part *part);
/* Keep the whole name of a report's document: the report says another part. */
enum err member_keep_whole(struct sql *sql, int64_t report, const char *name,
    struct error *e) MUST_CHECK;

#endif
