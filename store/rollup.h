/*
 * Roll-ups: sums over counted reports.  Those of a batch are summed in memory
 * and written just before its commit; those of an item are kept apart until it
 * ends, so that an item that fails leaves nothing in them either.
 */
#ifndef STORE_ROLLUP_H
#define STORE_ROLLUP_H

#include "core/core.h"
#include "store/content.h"
#include "store/map.h"
#include "store/rows.h"
#include "store/sql.h"

enum rollup_table {
	ROLLUP_DAY_TOTAL,
	ROLLUP_DAY_POLICY,
	ROLLUP_MONTH_REPORTER,
	ROLLUP_SOURCE_DOMAIN,
	ROLLUP_REPORTER_DAY,
	ROLLUP_SOURCE_PERIOD,
	ROLLUP_INTAKE_DAY,
	ROLLUP_COUNT
};
enum { ROLLUP_KEYS_MAX = 5, ROLLUP_VALUES_MAX = 11 };

/* Days of a row of month_reporter, and of source_period. */
enum { MONTH_DAYS = 32, PERIOD_DAYS = 16 };

enum rollup_merge { MERGE_ADD, MERGE_MAX };

/* What a table is; its statements have the keys and then the values. */
struct rollup {
	const char *name;
	int n_keys, n_values;
	enum rollup_merge merge[ROLLUP_VALUES_MAX];
	enum sql_id add;
	enum sql_id sweep;  /* SQL_COUNT: see rollup_source.c */
	enum sql_id all;    /* rows of days, or of sources, from $1 to $2 */
	enum sql_id delete; /* by the keys */
};
extern const struct rollup rollup_tables[ROLLUP_COUNT];

struct rollup_row {
	int64_t value[ROLLUP_VALUES_MAX];
	bool taken; /* something was taken out: may be empty now */
};

struct rollups {
	struct rollup_table_sums {
		struct map keys;
		struct rollup_row *rows; /* by number in keys; owned */
		size_t cap;
	} table[ROLLUP_COUNT];
};

void rollups_init(struct rollups *r);
void rollups_clear(struct rollups *r);
void rollups_free(struct rollups *r);

/* Count the rows of c: sign 1 to add, -1 to take them out again. */
void rollups_count(struct rollups *r, const struct content *c,
    const struct rows *rows, int sign);
/* Likewise a document of the ledger, of this day; reporter 0: unknown. */
void rollups_count_document(struct rollups *r, enum outcome outcome, day_t day,
    int64_t reporter, int sign);
/* Merge one row into a table. */
void rollups_put(struct rollups *r, enum rollup_table t, const int64_t *key,
    const int64_t *value, bool taken);
/*
 * What the rows of c are to source_domain, and nothing else; and written to
 * source_pruned, cleared.
 */
void rollups_count_sources(struct rollups *r, const struct content *c,
    const struct rows *rows, int sign);
enum err rollups_flush_pruned(struct rollups *r, struct sql *sql,
    struct error *e) MUST_CHECK;
/* Add all of `from`, which is empty afterwards. */
void rollups_merge(struct rollups *to, struct rollups *from);
/* Whether it is time to flush in the middle of a batch. */
bool rollups_large(const struct rollups *r);
/* Write and clear.  The records must be in the database already. */
enum err rollups_flush(struct rollups *r, struct sql *sql,
    struct error *e) MUST_CHECK;

#endif
