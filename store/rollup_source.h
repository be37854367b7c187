#ifndef STORE_ROLLUP_SOURCE_H
#define STORE_ROLLUP_SOURCE_H

#include "store/rollup.h"

/*
 * Make the rows of source_domain from which something was taken out anew from
 * the records: a scan of each domain that has such rows.
 */
enum err rollup_sources_renew(const struct rollup_table_sums *sums,
    struct sql *sql, struct error *e) MUST_CHECK;

#endif
