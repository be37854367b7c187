/*
 * The store of the floor: inside only.  A new database, so ids are given out
 * in order, and a map's number + 1 is the id.
 */
#ifndef TESTS_BENCH_FLOOR_STORE_H
#define TESTS_BENCH_FLOOR_STORE_H

#include <sqlite3.h>

#include "core/words.h"
#include "store/pack_records.h"
#include "store/rollup.h"
#include "store/rows.h"
#include "store/statements.h"
#include "tests/bench/floor.h"

enum { DOMAIN, REPORTER, SOURCE, POLICY, SUBMITTER, AUTH, DETAIL, KINDS };
enum {
	DAY_TOTAL,
	DAY_POLICY,
	MONTH_REPORTER,
	SOURCE_DOMAIN,
	REPORTER_DAY,
	SOURCE_PERIOD,
	ROLLUPS
};
enum { KEYS_MAX = 5, VALUES_MAX = 11, DAY = 86400, HASH_SIZE = 32 };

struct sums {
	int64_t v[VALUES_MAX];
};

/* The block that is being packed; kinds[0]: what is before the first. */
enum { FLOOR_KIND = 6, FLOOR_PLACE = 4 };
struct floor_block {
	unsigned char data[BLOCK_BYTES];
	size_t len, n_kinds;
	int n; /* records */
	int64_t head[FLOOR_PLACE], kinds[BLOCK_RECORDS + 1][FLOOR_KIND];
	int64_t source; /* of the record before */
};

struct floor_store {
	sqlite3 *db;
	sqlite3_stmt *stmt[SQL_COUNT];
	struct floor_map ids[KINDS];
	struct floor_map keys[ROLLUPS];
	struct sums *sums[ROLLUPS];
	size_t sums_room[ROLLUPS];
	char *blob;
	size_t n_blob, blob_room;
	struct floor_block block;
	int64_t last; /* id of the last report */
	int in_batch;
	struct floor_sums total;
};

/* A record; C_VERDICT: verdict (rows.h) | flags << 8. */
enum record_column {
	C_DOMAIN,
	C_DAY,
	C_REPORT,
	C_SEQ,
	C_SOURCE,
	C_MESSAGES,
	C_VERDICT,
	C_HEADER_FROM,
	C_ENVELOPE_FROM,
	C_ENVELOPE_TO,
	C_AUTH,
	C_DETAIL,
	COLUMNS
};

/* The sums of a report, as day_policy has them. */
enum report_sum {
	V_REPORTS,
	V_COARSE,
	V_MESSAGES,
	V_PASS,
	V_FAIL_NONE,
	V_FAIL_QUARANTINE,
	V_FAIL_REJECT,
	V_FAIL_UNKNOWN,
	V_DKIM_PASS,
	V_SPF_PASS,
	V_BOTH_PASS
};

/* floor_store.c: statements. */
sqlite3_stmt *floor_statement(struct floor_store *s, enum sql_id id);
void floor_bind_text(sqlite3_stmt *q, int i, const char *text);
void floor_step(struct floor_store *s, sqlite3_stmt *q);
void floor_insert(struct floor_store *s, enum sql_id id, const int64_t *v,
    int n);

/* floor_pack.c: a record into its block, and the last block. */
void floor_pack(struct floor_store *s, const int64_t *row);
void floor_pack_end(struct floor_store *s);

/* floor_intern.c: ids of what is said once. */
int64_t floor_name(struct floor_store *s, int kind, const char *text);
int64_t floor_source(struct floor_store *s, const char *text);
int64_t floor_auth(struct floor_store *s, const struct floor_record *c);
int64_t floor_detail(struct floor_store *s, const struct floor_record *c);
int64_t floor_policy(struct floor_store *s, const struct floor_report *r);
int64_t floor_submitter(struct floor_store *s, const struct floor_report *r);

/* floor_rollup.c; v: enum report_sum */
void floor_sum_record(struct floor_store *s, const int64_t *row);
void floor_sum_report(struct floor_store *s, const int64_t *v, int64_t domain,
    int64_t day, int64_t reporter, int64_t policy);
void floor_write_rollups(struct floor_store *s);

#endif
