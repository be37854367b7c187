/* What the files of store/ know of a connection.  Nobody else includes it. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include "store/content.h"
#include "store/identity.h"
#include "store/intern.h"
#include "store/rollup.h"
#include "store/rows.h"
#include "store/sql.h"
#include "store/store.h"

/* The mail or file that is being saved. */
struct item {
	bool open; /* begun and not ended */
	int64_t now;
	enum provenance provenance;
	char mail_from[DOMAIN_MAX + 1]; /* "": none */
	char auth_from[DOMAIN_MAX + 1]; /* the same, authenticated */
	int64_t intake;                 /* its row in the ledger */
	int64_t documents;              /* so far */
	int64_t reporter; /* of the last report that was saved or known */
};

/* Its rows of the ledger before and after it is read again. */
struct again {
	struct ledger_row *was, *is; /* owned */
	size_t n_was, n_is;
};

struct store {
	struct sql *sql;
	enum store_mode mode;
	unsigned trust;
	/* The rest is for writing. */
	struct reporters reporters;
	struct store_rules rules;
	char reason[DOMAIN_MAX + 80]; /* of the last one that was set aside */
	struct intern intern;
	struct rollups batch; /* sums of the items that ended */
	struct rollups sums;  /* of the open item */
	struct rows rows;     /* of the open document */
	struct item item;
	struct again again;
	bool wrote; /* something since store_begin() */
	bool looking; /* a snapshot of save_mail.c is open ... */
	int looks;    /* ... and this often was it used */
	int64_t first_intake; /* of this connection; 0: none yet */
};

/* migrate.c: whether a database can be used, and bringing it up to date. */
enum err store_check(const struct sql_header *h, enum store_mode mode,
    const char *path, struct error *e) MUST_CHECK;
enum err store_migrate(struct sql *sql, struct error *e) MUST_CHECK;

/* Whether reports of this provenance count (trust.c). */
bool store_trusts(const struct store *st, int provenance);

/*
 * Known mails are looked for in a row: one snapshot for many of them spares
 * the locks of each.  It ends here, before anything else begins (save_mail.c).
 */
void store_looks_end(struct store *st);

/* The end of a transaction that wrote: all of it if err is OK, else nothing;
   returns err, or why it could not be kept (store.c). */
enum err store_end(struct store *st, enum err err, struct error *e) MUST_CHECK;

/* Undo the open item, if there is one (save.c). */
enum err store_item_abandon(struct store *st, struct error *e) MUST_CHECK;

#endif
