/* Between pruning and looking what it would take; nobody else includes it. */
#ifndef STORE_PRUNE_H
#define STORE_PRUNE_H

#include "store/internal.h"

/* The rows of a batch, found before any is taken. */
enum { PRUNE_ROWS = 500 };
struct prune_rows {
	int64_t id[PRUNE_ROWS], bytes[PRUNE_ROWS];
	size_t n; /* PRUNE_ROWS: there may be more */
};

/*
 * Take a batch of records of counted reports, or of conflicts; p->after is the
 * domain at hand.  *ret_more: there may be more.
 */
enum err prune_records(struct store *st, struct prune *p, enum outcome outcome,
    bool *ret_more, struct error *e) MUST_CHECK;

/* The first domain above *domain that has records (id: of which table). */
enum err prune_next_domain(struct store *st, enum sql_id id, int64_t *domain,
    bool *ret_found, struct error *e) MUST_CHECK;

/*
 * Reports with a document that goes, by their ends: p->after and p->after_id
 * are the last one's, and move on.
 */
enum err prune_find_documents(struct store *st, struct prune *p,
    struct prune_rows *f, struct error *e) MUST_CHECK;

/* Entries of the ledger that go, behind the id p->after, which moves on. */
enum err prune_find_ledger(struct store *st, struct prune *p,
    struct prune_rows *f, struct error *e) MUST_CHECK;

#endif
