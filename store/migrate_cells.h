#ifndef STORE_MIGRATE_CELLS_H
#define STORE_MIGRATE_CELLS_H

#include "store/sql.h"

/*
 * What SQL cannot say of migration 013: the rows of day_sender_cell move into
 * day_sender, and the table goes.  A day at a time is in memory.
 */
enum err migrate_cells(struct sql *sql, struct error *e) MUST_CHECK;

#endif
