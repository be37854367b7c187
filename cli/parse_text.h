/* What `rampart parse` tells people of a document beside its records. */
#ifndef CLI_PARSE_TEXT_H
#define CLI_PARSE_TEXT_H

#include "core/core.h"

/* Who reports on what, of a document with a report; to standard output. */
void parse_print_head(const char *path, const struct document *d);

/* Why a document does not count, likewise. */
void parse_print_reason(const char *path, const struct document *d);

#endif
