#ifndef STORE_ASK_REPORT_H
#define STORE_ASK_REPORT_H

#include "store/ask.h"

/* A row of REPORT_SELECT_; texts are borrowed until the next step. */
struct report_row report_row_read(const struct store *st,
    struct query *q);

#endif
