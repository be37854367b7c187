/*
 * The name of a document in its mail or archive, as the ledger keeps it.  Most
 * reporters name theirs receiver!domain!begin!end.xml (RFC 7489, 7.2.1.1): what
 * the report says itself is cut out of that and not kept a second time, and the
 * receiver is said once for all its reports.
 */
#ifndef STORE_MEMBER_H
#define STORE_MEMBER_H

#include "core/core.h"
#include "store/sql.h"
#include "store/store.h"

/* What was cut out of a document's name. */
struct member_part {
	const char *receiver; /* NULL: it stays */
	const char *domain;   /* this and the rest are the report's */
	int64_t begin, end;
};

/* A name as it is kept. */
struct member {
	char *name;  /* without the part; NULL: none */
	int64_t cut; /* where the part stood, from 1; 0: name is the whole */
	char receiver[DOMAIN_MAX + 1]; /* before it, with a '!'; "": stays */
};

/*
 * The name of d, if that was its outcome; member_free() it.  Of all but the
 * document that its report came from it is kept whole.
 */
struct member member_kept(const struct document *d, enum outcome outcome);
void member_free(struct member *m);
/* The whole name again; arena.  NULL for NULL. */
const char *member_whole(struct arena *a, const char *name, int64_t cut,
    const struct member_part *part);
/* Keep the whole name of a report's document: the report says another part. */
enum err member_keep_whole(struct sql *sql, int64_t report, const char *name,
    struct error *e) MUST_CHECK;

#endif
