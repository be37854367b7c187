#ifndef STORE_MIGRATE_RECORDS_H
#define STORE_MIGRATE_RECORDS_H

#include "store/sql.h"

/*
 * What SQL cannot say of migration 010: the rows of record and record_conflict
 * move into record_block and conflict_block, and the two tables go.  A block
 * at a time is in memory.
 */
enum err migrate_records(struct sql *sql, struct error *e) MUST_CHECK;

#endif
