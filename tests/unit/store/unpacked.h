/*
 * Records as a row each, for tests that ask the database itself: temporary
 * tables record and record_conflict, as of now.
 */
#ifndef TESTS_UNIT_STORE_UNPACKED_H
#define TESTS_UNIT_STORE_UNPACKED_H

#include "tests/unit/store/fixture.h"

#include <sqlite3.h>

#include "store/pack_records.h"

static inline void
run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

static inline void
add_unpacked(sqlite3_stmt *to, const int64_t place[4], enum provenance p,
    const struct row *r)
{
	const int64_t v[] = { place[0], place[1], place[2], place[3], r->source,
		r->messages, r->disposition, r->dkim, r->spf, p, r->flags,
		r->header_from, r->envelope_from, r->envelope_to, r->auth,
		r->detail };

	for (int i = 0; i < 16; i++)
		sqlite3_bind_int64(to, i + 1, v[i]);
	assert_int_equal(sqlite3_step(to), SQLITE_DONE);
	sqlite3_reset(to);
}

/* from: domain, day, report, first_seq, records, block. */
static inline void
unpack_block(sqlite3_stmt *from, sqlite3_stmt *to)
{
	struct unpacked_block b;
	int64_t place[4];
	int n = sqlite3_column_int(from, 4);

	for (int i = 0; i < 4; i++)
		place[i] = sqlite3_column_int64(from, i);
	assert_true(records_unpack(sqlite3_column_blob(from, 5),
	    (size_t)sqlite3_column_bytes(from, 5), place[0], (size_t)n, &b));
	for (size_t i = 0; i < b.n; i++, place[3]++)
		add_unpacked(to, place, b.provenance, unpacked_row(&b, i));
}

static inline void
unpack_table(sqlite3 *db, const char *blocks, const char *records)
{
	sqlite3_stmt *from, *to;
	char sql[512];

	snprintf(sql, sizeof(sql),
	    "DROP TABLE IF EXISTS temp.%s; CREATE TEMP TABLE %s (domain, day, "
	    "report, seq, source, messages, disposition, dkim, spf, "
	    "provenance, flags, header_from, envelope_from, envelope_to, "
	    "auth, detail)",
	    records, records);
	run(db, sql);
	snprintf(sql, sizeof(sql),
	    "SELECT domain, day, report, first_seq, records, block FROM %s",
	    blocks);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &from, NULL),
	    SQLITE_OK);
	snprintf(sql, sizeof(sql),
	    "INSERT INTO %s VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
	    "?, ?)",
	    records);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &to, NULL), SQLITE_OK);
	while (sqlite3_step(from) == SQLITE_ROW)
		unpack_block(from, to);
	sqlite3_finalize(from);
	sqlite3_finalize(to);
}

static inline void
unpack_records(sqlite3 *db)
{
	unpack_table(db, "record_block", "record");
	unpack_table(db, "conflict_block", "record_conflict");
}

static inline int64_t
number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s;
	int64_t n;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

#endif
